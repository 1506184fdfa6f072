"""docs/howto/containers.md: its commands and examples, with processes in place of containers."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from cli.servers import welcome
from containers.engine import engine
from containers.image import PROGRAMS, Container, read_image
from docs.blocks import ROOT, blocks
from servers.proxy import free_port

PAGE = ROOT / "docs" / "howto" / "containers.md"
BLOCKS = list(blocks(PAGE.read_text()))
COMMANDS = [
    line
    for block in BLOCKS
    if block.language == "sh"
    for line in block.content.replace("\\\n", " ").splitlines()
]
MAVEN = os.environ.get("OUTDIAL_TEST_MAVEN")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a `docker run` says."""

    variables: Mapping[str, str]
    volumes: tuple[str, ...]
    ports: tuple[str, ...]
    command: tuple[str, ...]


def run_of(line: str) -> Run:
    """Read a command line; an option that is not expected is an error."""
    words = iter(shlex.split(line)[2:])
    taken: dict[str, list[str]] = {"-e": [], "-v": [], "-p": [], "--name": []}
    for word in words:
        if word == "outdial":
            break
        if word not in {"-d", "--rm"}:
            taken[word].append(next(words))
    variables = dict(variable.split("=", 1) for variable in taken["-e"])
    volumes, ports = tuple(taken["-v"]), tuple(taken["-p"])
    return Run(variables=variables, volumes=volumes, ports=ports, command=tuple(words))


RUNS = [run_of(line) for line in COMMANDS if line.startswith("docker run ")]
SERVERS = [run for run in RUNS if run.command[:1] != ("key",)]


@pytest.mark.parametrize("run", SERVERS, ids=lambda run: " ".join((*run.variables, *run.command)))
def test_each_server_of_the_page_starts_and_is_healthy(run: Run, tmp_path: Path) -> None:
    with container(run, tmp_path) as made, made.running(*run.command) as process:
        text = welcome(process)
        assert made.is_healthy()

    makes_key = not run.variables
    assert text.startswith("A new access key" if makes_key else "Outdial ")
    assert ("In it is a demo contact centre." in text) == ("--demo" in run.command)
    assert run.ports == ("127.0.0.1:4577:4577",)
    assert run.volumes in {(), ("outdial:/data",)}


def test_a_key_is_made_in_the_volume_of_a_server_that_is_stopped(tmp_path: Path) -> None:
    first, (other,) = SERVERS[0], [run for run in RUNS if run.command[:1] == ("key",)]

    with container(first, tmp_path) as made, made.running(*first.command) as process:
        welcome(process)
    with container(other, tmp_path) as made:
        created = made.done(*other.command)
        keys = made.done("key", "list")

    assert re.fullmatch(r"export AWS_ACCESS_KEY_ID=\S+\nexport AWS_SECRET_\w+=\S+\n", created)
    assert keys.count("Active") == 2
    assert other.volumes == first.volumes


def test_the_key_in_the_log_lets_a_terminal_in(tmp_path: Path) -> None:
    (block,) = (block for block in BLOCKS if block.content.startswith('eval "$(docker logs'))
    with container(SERVERS[0], tmp_path) as made, made.running() as process:
        (tmp_path / "log").write_text(welcome(process))
        script = block.content.replace("docker logs outdial", "cat log")

        done = subprocess.run(
            ["bash", "-euc", f"{script.replace('4577', str(made.port))}\nenv | grep ^AWS_ | sort"],
            cwd=tmp_path,
            env={"PATH": f"{PROGRAMS}:{os.environ['PATH']}", "HOME": str(tmp_path)},
            check=True,
            capture_output=True,
            text=True,
        )

    assert "Billing      Acme Billing   +493023125000" in done.stdout
    assert re.fullmatch(
        r"AWS_ACCESS_KEY_ID=AKIA\S{16}\nAWS_DEFAULT_REGION=us-east-1\n"
        rf"AWS_ENDPOINT_URL=http://127.0.0.1:{made.port}\nAWS_SECRET_ACCESS_KEY=\S{{40}}\n",
        done.stdout[done.stdout.index("AWS_") :],
    )


def test_the_page_tells_what_the_image_sets() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", PAGE.read_text(), re.MULTILINE))
    environment = dict(read_image().environment)
    environment.pop("PATH")

    assert rows == environment


def test_the_variables_of_compose_are_those_of_the_page() -> None:
    (file,) = (block.content for block in BLOCKS if block.file == ".env")
    text = (ROOT / "compose.yaml").read_text()

    named = set(re.findall(r"\$\{(\w+):-", text))

    assert {line.partition("=")[0] for line in file.splitlines()} == named
    assert next(line for line in COMMANDS if "--scale" in line).endswith("--scale outdial=2")
    assert yaml.safe_load(text)["services"]["outdial"]["ports"][0]["published"] == "4577-4580"


def test_the_python_example_runs_with_testcontainers(tmp_path: Path) -> None:
    write_example("test_callers.py", tmp_path)

    with engine(read_image(), tmp_path) as docker:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_callers.py"],
            cwd=tmp_path,
            env=environment(docker.url),
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )

    assert "1 passed" in done.stdout, f"{done.stdout}{done.stderr}"
    assert len(docker.made) == 1


@pytest.mark.skipif(not MAVEN, reason="set OUTDIAL_TEST_MAVEN=1 to let Maven fetch what it needs")
def test_the_java_example_runs_with_testcontainers(tmp_path: Path) -> None:
    maven = shutil.which("mvn")
    assert maven
    sources = tmp_path / "src" / "test" / "java"
    sources.mkdir(parents=True)
    write_example("CallersTest.java", sources)
    (tmp_path / "pom.xml").write_text(POM)

    with engine(read_image(), tmp_path) as docker:
        done = subprocess.run(
            [maven, "-B", "test"],
            cwd=tmp_path,
            env=environment(docker.url),
            check=False,
            capture_output=True,
            text=True,
        )

    assert done.returncode == 0, done.stdout
    assert "Tests run: 1, Failures: 0, Errors: 0, Skipped: 0" in done.stdout
    assert len(docker.made) == 1


POM = """\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId>
  <artifactId>callers</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.source>17</maven.compiler.source>
    <maven.compiler.target>17</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>org.testcontainers</groupId>
      <artifactId>testcontainers-junit-jupiter</artifactId>
      <version>2.0.5</version>
    </dependency>
    <dependency>
      <groupId>software.amazon.awssdk</groupId>
      <artifactId>connect</artifactId>
      <version>2.40.2</version>
    </dependency>
    <dependency>
      <groupId>org.junit.jupiter</groupId>
      <artifactId>junit-jupiter</artifactId>
      <version>5.14.4</version>
    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <groupId>org.apache.maven.plugins</groupId>
        <artifactId>maven-surefire-plugin</artifactId>
        <version>3.5.4</version>
      </plugin>
    </plugins>
  </build>
</project>
"""


@contextmanager
def container(run: Run, folder: Path) -> Iterator[Container]:
    """Give a container as a command line asks for it, with its volume in a folder."""
    yield Container(image=read_image(), volume=folder, port=free_port(), given=run.variables)


def write_example(name: str, folder: Path) -> None:
    (content,) = (block.content for block in BLOCKS if block.file == name)
    (folder / name).write_text(content)


def environment(docker: str) -> dict[str, str]:
    """Give the environment of whoever has an engine there."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("AWS_")}
    return kept | {
        "DOCKER_HOST": docker,
        "TESTCONTAINERS_RYUK_DISABLED": "true",
        "TESTCONTAINERS_CONNECTION_MODE": "docker_host",
    }
