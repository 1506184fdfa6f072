"""Containerfile: what it says, and the processes that an engine would start by it."""

import re
import shutil
import signal
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import boto3
import pytest

from cli.servers import welcome
from containers.image import CONTAINERFILE, PROGRAMS, Container, Image, instructions, read_image
from docs.blocks import ROOT
from serve.test_server import self_signed
from server_process import LONG
from servers.proxy import free_port

HADOLINT = shutil.which("hadolint", path=str(PROGRAMS)) or shutil.which("hadolint")
IGNORED = (ROOT / ".dockerignore").read_text().splitlines()


@pytest.fixture(scope="module")
def image() -> Image:
    return read_image()


@pytest.fixture
def container(image: Image, tmp_path: Path) -> Container:
    return Container(image=image, volume=tmp_path, port=free_port())


def test_instructions_go_on_in_the_next_line() -> None:
    text = "FROM a\n# why\nRUN b \\\n && c\n\nCMD []\n"

    assert list(instructions(text)) == [("FROM", "a"), ("RUN", "b && c"), ("CMD", "[]")]


@pytest.mark.skipif(HADOLINT is None, reason="hadolint is not installed")
def test_the_linter_has_nothing_to_say(tmp_path: Path) -> None:
    assert HADOLINT
    worse = tmp_path / "Containerfile"
    worse.write_text(
        CONTAINERFILE.read_text().replace('ENTRYPOINT ["outdial"]', "ENTRYPOINT outdial")
    )

    here, there = (
        subprocess.run([HADOLINT, "--no-color", file], check=False, capture_output=True, text=True)
        for file in (CONTAINERFILE, worse)
    )

    assert (here.returncode, here.stdout) == (0, "")
    assert (there.returncode, "DL3025" in there.stdout) == (1, True)


def test_the_image_is_slim_runs_as_nobody_and_keeps_data_in_a_volume(image: Image) -> None:
    bases = [stage[0][1] for stage in image.stages]
    owner = image.of("USER")

    assert bases == [
        "docker.io/library/python:${PYTHON}-slim AS build",
        "docker.io/library/python:${PYTHON}-slim",
    ]
    assert owner == "10001:10001"
    assert image.of("RUN") == "install --directory --owner=10001 --group=10001 --mode=0700 /data"
    assert image.of("VOLUME") == image.environment["XDG_DATA_HOME"] == "/data"
    assert image.of("EXPOSE") == "4577"
    assert image.of("STOPSIGNAL") == "SIGTERM"


def test_what_is_copied_is_there_and_all_else_is_ignored(image: Image) -> None:
    copied = [
        source for name, text in image.stages[0] if name == "COPY" for source in text.split()[:-1]
    ]
    allowed = [line[1:] for line in IGNORED if line.startswith("!")]

    assert sorted(copied) == sorted(allowed)
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert [line for line in IGNORED if not line.startswith(("!", "#"))] == ["*", "**/__pycache__"]


def test_what_the_build_reads_is_copied(image: Image) -> None:
    project = (ROOT / "pyproject.toml").read_text()
    named = re.findall(r'(?:readme|license-files) = \[?"([^"]+)"', project)
    copied = next(text for name, text in image.stages[0] if name == "COPY")

    assert len(named) == 2
    assert [name for name in named if not fnmatch(copied, f"*{name}*")] == []


def test_the_first_start_prints_a_key_and_the_second_knows_it(container: Container) -> None:
    for_key, url = [], f"http://127.0.0.1:{container.port}"
    for _ in range(2):
        with container.running() as process:
            text = welcome(process)
            assert container.is_healthy()
            for_key += re.findall(r"^export AWS_ACCESS_KEY_ID=(\S+)\n.*=(\S+)$", text, re.MULTILINE)
            (key,) = for_key
            sts = boto3.client(
                "sts",
                endpoint_url=url,
                region_name="us-east-1",
                aws_access_key_id=key[0],
                aws_secret_access_key=key[1],
            )
            assert sts.get_caller_identity()["Arn"] == "arn:aws:iam::000000000000:root"
            process.send_signal(signal.SIGTERM)
            assert process.wait(LONG) == 0
        assert not container.is_healthy()

    assert [path.name for path in (container.volume / "outdial").glob("*.sqlite3")] == [
        "outdial.sqlite3"
    ]


VARIANTS: list[tuple[dict[str, str], tuple[str, ...], str]] = [
    ({"OUTDIAL_ROOT_KEYS": "admin:secret"}, (), "export AWS_ACCESS_KEY_ID=admin AWS_SECRET"),
    ({"OUTDIAL_ROOT_KEYS": ""}, (), "# as shown when it was made"),
    ({}, ("serve", "--memory", "--auth", "enforced"), "# as shown when it was made"),
    (
        {"OUTDIAL_AUTH": "off", "OUTDIAL_ALLOW_OPEN": "true"},
        (),
        "export AWS_ACCESS_KEY_ID=outdial AWS_SECRET_ACCESS_KEY=outdial",
    ),
]
"""What may be said to the image, and what the line with the key shows then."""


@pytest.mark.parametrize(("given", "command", "shown"), VARIANTS)
def test_variables_and_options_say_otherwise(
    image: Image, tmp_path: Path, given: dict[str, str], command: tuple[str, ...], shown: str
) -> None:
    container = Container(image=image, volume=tmp_path, port=free_port(), given=given)

    with container.running(*command) as process:
        text = welcome(process)
        assert container.is_healthy()

    is_made = shown.startswith("#")
    assert shown in text
    assert text.startswith("A new access key of the root" if is_made else "Outdial ")


def test_a_container_is_not_open_by_mistake(container: Container) -> None:
    with container.running("serve", "--auth", "off") as process:
        assert process.wait(LONG) == 2


def test_the_health_check_speaks_https_where_the_server_does(image: Image, tmp_path: Path) -> None:
    certificate, key = self_signed(tmp_path)
    given = {"OUTDIAL_TLS_CERT": str(certificate), "OUTDIAL_TLS_KEY": str(key)}
    container = Container(image=image, volume=tmp_path, port=free_port(), given=given)

    with container.running() as process:
        assert f"https://0.0.0.0:{container.port}" in welcome(process)
        assert container.is_healthy()
