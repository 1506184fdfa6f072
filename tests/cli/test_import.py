"""`outdial import`: from one server into another one, or into a folder."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from cli.running import run
from instance_view import whole
from outdial.cli.import_ import Options
from server_process import ServerProcess, running

if TYPE_CHECKING:
    from click.testing import Result
    from mypy_boto3_connect import ConnectClient

SECRET = "the-secret-of-root"
OPEN: dict[str, Any] = {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None}


@pytest.fixture(scope="module")
def source() -> Iterator[ServerProcess]:
    """A server with the demo in it, which stands in for Amazon."""
    with running("--memory", "--demo") as server:
        yield server


def client(server: ServerProcess, key: str = "outdial", secret: str = SECRET) -> "ConnectClient":
    return boto3.client(
        "connect",
        endpoint_url=server.url,
        region_name="us-east-1",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
    )


def copy(source: ServerProcess, work: Path, *to: str, **environment: Any) -> "Result":
    return run(
        *("import", "--instance", "outdial-demo", "--work", str(work)),
        *("--from-endpoint-url", source.url, *to),
        **(OPEN | environment),
    )


def instance_of(server: ServerProcess) -> str:
    (summary,) = client(server).list_instances()["InstanceSummaryList"]
    return summary["Id"]


def test_a_server_gets_a_true_copy(source: ServerProcess, tmp_path: Path) -> None:
    instance = instance_of(source)
    with running("--memory") as target:
        result = copy(source, tmp_path, "--endpoint-url", target.url)
        again = copy(source, tmp_path, "--endpoint-url", target.url)

        copied = whole(client(target), instance)

    assert copied == whole(client(source), instance)
    assert result.exit_code == 0
    assert result.stdout == (
        f"Imported arn:aws:connect:us-east-1:000000000000:instance/{instance}\n"
        "  instance: 1\n"
        "  hours of operation: 2\n"
        "  contact flow: 21\n"
        "  phone number: 5\n"
        "  queue: 4\n"
        "\n"
        "To call it, take the account for the key:  export AWS_ACCESS_KEY_ID=000000000000\n"
    )
    assert "Reading us-east-1: queues\n" in result.stderr
    assert again.exit_code == 1
    assert again.stderr.splitlines()[-1] == (
        f"Error: The instance {instance} is in us-east-1 already: delete it first, or import into"
        " another Outdial"
    )


def test_a_data_folder_gets_a_true_copy(source: ServerProcess, tmp_path: Path) -> None:
    instance, data = instance_of(source), tmp_path / "data"

    result = copy(source, tmp_path / "work", "--data", str(data))

    assert result.exit_code == 0, result.output
    with running("--data", data) as target:
        assert whole(client(target), instance) == whole(client(source), instance)


def test_what_was_read_is_imported_without_asking_again(
    source: ServerProcess, tmp_path: Path
) -> None:
    copy(source, tmp_path / "work", "--data", str(tmp_path / "one"))

    result = run("import", "--work", str(tmp_path / "work"), "--data", str(tmp_path / "two"))

    assert result.exit_code == 0, result.output
    assert result.stderr == ""


def test_a_server_that_checks_callers_wants_a_root_s_key(
    source: ServerProcess, tmp_path: Path
) -> None:
    options = ("--memory", "--auth", "enforced", "--root-key", f"one:{SECRET}:000000000000")
    config = tmp_path / "credentials"
    config.write_text(f"[root]\naws_access_key_id=one\naws_secret_access_key={SECRET}\n")
    with running(*options) as target:
        to = ("--endpoint-url", target.url)
        denied = copy(source, tmp_path, *to)
        named = copy(
            source, tmp_path, *to, "--to-profile", "root", AWS_SHARED_CREDENTIALS_FILE=str(config)
        )
        listed = client(target, "one").list_instances()["InstanceSummaryList"]

    assert denied.exit_code == 1
    assert "The security token included in the request is invalid" in denied.stderr
    assert named.exit_code == 0, named.output
    assert [each["InstanceAlias"] for each in listed] == ["outdial-demo"]


def test_an_instance_that_is_not_there_is_told(source: ServerProcess, tmp_path: Path) -> None:
    result = run(
        *("import", "--instance", "nobody", "--from-endpoint-url", source.url),
        *("--work", str(tmp_path)),
        **OPEN,
    )

    assert result.exit_code == 1
    assert result.stderr == (
        "Error: No instance in us-east-1 has the id, ARN or alias nobody; there are: outdial-demo\n"
    )


@pytest.mark.parametrize(
    ("url", "pace", "is_paced"),
    [
        (None, None, True),
        ("http://127.0.0.1:4577", None, False),
        (None, False, False),
        ("http://127.0.0.1:4577", True, True),
    ],
)
def test_amazon_is_asked_at_its_pace_unless_told_otherwise(
    url: str | None,
    pace: bool | None,  # noqa: FBT001
    is_paced: bool,  # noqa: FBT001
) -> None:
    options = Options(
        instance="acme",
        from_endpoint_url=url,
        profile=None,
        region=None,
        work=Path("work"),
        data=None,
        database=None,
        endpoint_url="http://127.0.0.1:4577",
        to_profile=None,
        pace=pace,
    )

    assert options.is_paced is is_paced


def test_without_an_instance_there_must_be_a_reading(tmp_path: Path) -> None:
    result = run("import", "--work", str(tmp_path))

    assert result.exit_code == 1
    assert "holds no whole reading of an instance" in result.stderr
