"""`outdial serve`, run as its users do."""

import json
import os
import re
import ssl
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from cli.running import run
from cli.servers import get, post, serving, stop, url_of, welcome
from serve.test_server import self_signed

IN_MEMORY = "in memory, gone when the server stops"
WELCOME_WITH_DEMO = r"""Outdial \S+ is listening on (?P<url>http://127\.0\.0\.1:\d+)
Data: in memory, gone when the server stops
Console: (?P=url)/_outdial/console/

In it is a demo contact centre\. Who its calls say they are:

Queue        Name shown     Number shown           Whisper
BasicQueue   -              none: its calls fail   This call is not being recorded\. \(default\)
Billing      Acme Billing   \+493023125000          This call is not being recorded\. \(default\)
(?P<sales>Sales  .*)
Support      Acme Support   \+442079460000          Acme support is calling you back\.

To try in another terminal:

(?P<activate>  source \S+\n)?  export AWS_ENDPOINT_URL_CONNECT=(?P=url) AWS_DEFAULT_REGION=us-east-1
  export AWS_ACCESS_KEY_ID=outdial AWS_SECRET_ACCESS_KEY=outdial

With the AWS CLI, 1\.29 or 2\.13 or newer \(pip install awscli, if you have none\):

  aws connect describe-queue --instance-id (?P<instance>[0-9a-f-]{36}) \\
    --queue-id (?P<queue>[0-9a-f-]{36})
  aws connect update-queue-outbound-caller-config --instance-id (?P=instance) \\
    --queue-id (?P=queue) --outbound-caller-config \\
    OutboundCallerIdName="Acme Sales",OutboundCallerIdNumberId=(?P<number>[0-9a-f-]{36})

With boto3:

  python -c '(?P<python>[^']*)'

Who its calls say they are now:

  outdial callers

Stop with Ctrl-C\.

"""


EVERYWHERE = "0.0.0.0"  # noqa: S104 that this is dangerous is what is tested


def test_says_what_to_try_in_a_terminal_that_knows_nothing(tmp_path: Path) -> None:
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    with serving("--memory", "--demo", env=bare) as process:
        said = re.fullmatch(WELCOME_WITH_DEMO, welcome(process) + "\n")
        assert said
        pasted = "set -e\n" + said[0].partition("To try in another terminal:")[2]
        prose = ("With ", "Who its ", "Stop with ")
        lines = (line for line in pasted.splitlines() if not line.startswith(prose))
        ran = subprocess.run(
            ["bash", "-c", "\n".join(lines)], env=bare, capture_output=True, text=True, check=False
        )
        code = stop(process)

    assert ran.returncode == 0, ran.stderr
    queue, position = json.JSONDecoder().raw_decode(ran.stdout)
    assert queue["Queue"]["OutboundCallerConfig"]["OutboundCallerIdName"] == "Acme Sales"
    assert ran.stdout[position:].splitlines()[1] == str(
        {"OutboundCallerIdName": "Acme Sales", "OutboundCallerIdNumberId": said["number"]}
    )
    assert "Sales        Acme Sales     +12065550101 " in ran.stdout
    assert said["sales"].split("   ")[-1].strip() == "Hello, this is Acme calling about your order."
    assert code == 0


def test_where_the_commands_are_found_nothing_has_to_be_activated() -> None:
    found = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}

    with serving("--memory", "--demo", env=found) as process:
        said = re.fullmatch(WELCOME_WITH_DEMO, welcome(process) + "\n")

    assert said
    assert said["activate"] is None


def test_keeps_the_data_in_a_folder(tmp_path: Path) -> None:
    for _ in range(2):
        with serving(
            "--demo", "--log-format", "json", env={"OUTDIAL_DATA": str(tmp_path)}
        ) as process:
            (instance,) = get(f"{url_of(process)}/instance")["InstanceSummaryList"]
            assert stop(process) == 0

    assert instance["InstanceAlias"] == "outdial-demo"
    assert [path.name for path in tmp_path.iterdir()] == ["outdial.sqlite3"]


def test_what_was_changed_in_the_demo_is_kept(tmp_path: Path) -> None:
    options = ("--demo", "--data", str(tmp_path))
    with serving(*options) as process:
        first = re.fullmatch(WELCOME_WITH_DEMO.replace(IN_MEMORY, ".*"), welcome(process) + "\n")
        assert first
        address = f"{first['url']}/queues/{first['instance']}/{first['queue']}"
        post(f"{address}/outbound-caller-config", {"OutboundCallerConfig": {}})
        stop(process)

    with serving(*options) as process:
        again = re.fullmatch(WELCOME_WITH_DEMO.replace(IN_MEMORY, ".*"), welcome(process) + "\n")
        assert again
        queue = get(f"{again['url']}/queues/{again['instance']}/{again['queue']}")["Queue"]

    assert again["queue"] == first["queue"]
    assert "OutboundCallerConfig" not in queue


@pytest.mark.skipif(sys.platform != "linux", reason="the folder has another variable there")
def test_the_data_is_in_the_user_s_folder_unless_told_otherwise(tmp_path: Path) -> None:
    with serving("--log-format", "json", env={"XDG_DATA_HOME": str(tmp_path)}) as process:
        url_of(process)
        stop(process)

    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.sqlite3")] == [
        "outdial/outdial.sqlite3"
    ]


def test_the_welcome_without_a_demo_offers_one(tmp_path: Path) -> None:
    with serving("--data", str(tmp_path), "--durability", "off") as process:
        text = welcome(process)

    assert f"Data: {tmp_path / 'outdial.sqlite3'}\n" in text
    assert "  aws connect create-instance --instance-alias my-first \\\n" in text
    assert "A demo contact centre in it:\n\n  outdial demo\n" in text


def test_options_come_from_the_environment_too() -> None:
    chosen = {
        "OUTDIAL_MEMORY": "1",
        "OUTDIAL_DEMO": "true",
        "OUTDIAL_LOG_FORMAT": "json",
        "OUTDIAL_ALLOW_HOST": "one.test two.test",
        "OUTDIAL_NO_V1_NUMBER_ARN": "1",
        "OUTDIAL_CLAIM_DELAY": "3600",
    }

    with serving(env=chosen) as process:
        url = url_of(process)
        request = urllib.request.Request(f"{url}/instance", headers={"Host": "two.test"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            (instance,) = json.load(answer)["InstanceSummaryList"]

    assert instance["InstanceAlias"] == "outdial-demo"


def test_a_server_without_a_demo_loads_only_what_it_needs(tmp_path: Path) -> None:
    options, profile = ("--memory", "--log-format", "json"), tmp_path / "profile"
    with (
        profile.open("w") as errors,
        serving(*options, errors=errors, env={"PYTHONPROFILEIMPORTTIME": "1"}) as process,
    ):
        url_of(process)
        stop(process)
    loaded = {line.rpartition("|")[2].strip() for line in profile.read_text().splitlines()}

    assert "outdial.serve.server" in loaded
    assert loaded & {"boto3", "botocore", "rich", "yaml", "platformdirs"} == set()


@pytest.mark.parametrize("host", [EVERYWHERE, "::", "example.test"])
def test_an_open_server_must_be_asked_for(host: str) -> None:
    result = run("serve", "--host", host, "--memory")

    assert result.output.endswith(
        f"Error: --host {host} lets in whoever reaches this machine, and identities are not"
        " checked. If that is what you want, add --allow-open; else check them with --auth"
        " signed, or leave --host out.\n"
    )
    assert result.exit_code == 2


def test_an_open_server_can_be_had() -> None:
    options = ("--memory", "--host", EVERYWHERE, "--allow-open", "--log-format", "json")

    with serving(*options) as process:
        assert url_of(process).startswith("http://0.0.0.0:")


def test_a_data_folder_in_use_is_one_line(tmp_path: Path) -> None:
    with serving("--data", str(tmp_path), "--log-format", "json") as process:
        url_of(process)

        result = run("serve", "--data", str(tmp_path))

    assert result.output == (
        f"Error: {tmp_path}/outdial.sqlite3 is in use by another Outdial: one process owns the"
        " file. Stop the other one, or use another folder (--data).\n"
    )
    assert result.exit_code == 1


def test_a_folder_that_cannot_be_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")

    result = run("serve", "--data", str(file / "folder"))

    assert result.output == f"Error: The folder {file} cannot be made: File exists.\n"
    assert result.exit_code == 1


def test_the_data_has_one_place(tmp_path: Path) -> None:
    typed = run("serve", "--memory", "--data", str(tmp_path))
    found = run("serve", OUTDIAL_MEMORY="1", OUTDIAL_DATA=str(tmp_path))

    assert typed.exit_code == found.exit_code == 2
    assert typed.output == found.output
    assert typed.output.endswith(
        "Error: --data and --memory say where the data is; give one of them.\n"
    )


def test_the_place_that_is_typed_overrules_the_environment_s(tmp_path: Path) -> None:
    with serving("--memory", env={"OUTDIAL_DATA": str(tmp_path)}) as process:
        text = welcome(process)

    assert f"Data: {IN_MEMORY}\n" in text
    assert list(tmp_path.iterdir()) == []


def test_it_speaks_tls(tmp_path: Path) -> None:
    certificate, key = self_signed(tmp_path)
    options = ("--tls-cert", str(certificate), "--tls-key", str(key), "--memory")
    trust = ssl.create_default_context(cafile=certificate)
    with serving(*options, "--log-format", "json") as process:
        url = url_of(process).replace("127.0.0.1", "localhost")
        with urllib.request.urlopen(f"{url}/instance", timeout=10, context=trust) as answer:  # noqa: S310
            found = json.load(answer)

    assert found == {"InstanceSummaryList": []}


def test_a_port_that_cannot_be_is_refused() -> None:
    result = run("serve", "--port", "70000")

    assert "70000 is not in the range 0<=x<=65535." in result.output
    assert result.exit_code == 2


def test_half_of_tls_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cert.pem").write_text("none")

    half = run("serve", "--tls-cert", str(tmp_path / "cert.pem"))
    broken = run("serve", *(f"--tls-{part}={tmp_path / 'cert.pem'}" for part in ("cert", "key")))

    assert half.output.endswith("Error: --tls-cert and --tls-key belong together; give both.\n")
    assert half.exit_code == 2
    assert "are no certificate and its key" in broken.output
    assert broken.exit_code == 1
