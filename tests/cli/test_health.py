"""`outdial health`."""

import json
import signal
import socket
from importlib.metadata import version
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from cli.running import run
from cli.servers import serving, url_of
from serve.test_server import self_signed

if TYPE_CHECKING:
    from click.testing import Result

JSON = ("--log-format", "json")
EVERYWHERE = "0.0.0.0"  # noqa: S104 as servers in containers listen
WELL = {"status": "ok", "version": version("outdial")}


def port_of(url: str) -> str:
    return url.rpartition(":")[2]


def test_a_server_that_is_well_says_so() -> None:
    with serving("--memory", *JSON) as process:
        port = port_of(url_of(process))
        result = run("health", "--port", port)
        by_environment = run("health", OUTDIAL_HOST=EVERYWHERE, OUTDIAL_PORT=port)

    assert (result.exit_code, json.loads(result.output)) == (0, WELL)
    assert (by_environment.exit_code, by_environment.output) == (0, result.output)


def test_https_is_spoken_with_the_server_of_the_certificate_alone(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    certificate, key = self_signed(tmp_path)
    other, _ = self_signed(tmp_path / "other")
    options = ("--tls-cert", str(certificate), "--tls-key", str(key), "--memory", *JSON)
    with serving(*options) as process:
        port = port_of(url_of(process))
        result = run("health", "--port", port, "--tls-cert", str(certificate))
        stranger = run("health", "--port", port, "--tls-cert", str(other))

    assert (result.exit_code, json.loads(result.output)) == (0, WELL)
    assert stranger.exit_code == 1
    assert stranger.output.startswith(f"Error: 127.0.0.1:{port} does not answer: ")
    assert "certificate verify failed" in stranger.output


def test_where_nothing_listens_is_one_line() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        result = run("health", "--port", str(port))

    assert result.exit_code == 1
    assert result.output.startswith(f"Error: 127.0.0.1:{port} does not answer: ")
    assert result.output.count("\n") == 1


def test_what_is_no_certificate_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "cert.pem"
    file.write_text("none")

    result = run("health", "--tls-cert", str(file))

    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {file} is no certificate: ")


def test_a_server_that_stops_is_not_well() -> None:
    with serving("--memory", "--drain", "60", *JSON) as process:
        port = port_of(url_of(process))
        process.send_signal(signal.SIGTERM)
        result = until_unwell(port)

    assert result.output == (
        f"Error: 127.0.0.1:{port} answers with status 503:"
        f' {{"status":"stopping","version":"{version("outdial")}"}}\n'
    )


def until_unwell(port: str) -> "Result":
    """Ask until the server has seen the signal."""
    deadline = monotonic() + 30
    while (result := run("health", "--port", port)).exit_code == 0:
        assert monotonic() < deadline, "it is well in spite of the signal"
    return result
