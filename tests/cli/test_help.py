"""What the commands say about themselves."""

from importlib.metadata import version

import pytest

from cli.running import run


def test_the_version_is_the_package_s() -> None:
    assert run("--version").output == f"outdial {version('outdial')}\n"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ((), ["serve", "demo", "callers", "rehearse", "bash_source", "Examples:"]),
        (
            ("serve",),
            ["OUTDIAL_DATA", "OUTDIAL_PORT", "127.0.0.1", "--allow-open", "Examples:"],
        ),
        (("backup",), ["--endpoint-url", "OUTDIAL_DATA", "OUTDIAL_DATABASE", "Examples:"]),
        (("restore",), ["--replace", "OUTDIAL_DATA", "Examples:"]),
        (("snapshot",), ["save", "load", "list", "delete", "Examples:"]),
        (("check",), ["--mend", "OUTDIAL_DATA"]),
        (("import",), ["--from-endpoint-url", "--work", "--data", "AWS_PROFILE", "Examples:"]),
        (("explain",), ["--principal", "AWS_PROFILE", "Examples:", "Exit status"]),
        (("fault",), ["add", "list", "remove", "clear", "Examples:"]),
        (("fault", "add"), ["--rate", "--latency", "AWS_ENDPOINT_URL_CONNECT"]),
        (("demo",), ["AWS_ENDPOINT_URL_CONNECT", "http://127.0.0.1:4577"]),
        (("callers",), ["--aws", "made-up", "AWS_PROFILE", "Examples:"]),
        (
            ("rehearse", "failover"),
            ["--aws", "--to", "--ignore", "AWS_PROFILE", "Examples:", "Exit status"],
        ),
    ],
)
def test_help_tells_the_options_their_variables_and_examples(
    command: tuple[str, ...], words: list[str]
) -> None:
    result = run(*command, "-h")

    assert result.exit_code == 0
    assert [word for word in words if word not in result.output] == []


def test_a_misspelt_command_is_told_so() -> None:
    result = run("server")

    assert result.exit_code == 2
    assert "No such command 'server'" in result.output
