"""The limit of open files: how many connections it allows, and what comes of more."""

import socket
import subprocess
import sys

import pytest

from outdial.serve.bounds import OTHER_FILES, SPARE_CONNECTIONS
from overload.waiting import LONG
from server_process import running

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sockets are no files there")

BESIDE = OTHER_FILES + SPARE_CONNECTIONS
OK = b"HTTP/1.1 200 OK"
HEALTH = b"GET /_outdial/health HTTP/1.1\r\nHost: localhost\r\n\r\n"


def limited(files: int) -> list[str]:
    """Run a command with a limit of open files."""
    return ["sh", "-c", f'ulimit -n {files}; exec "$@"', "sh"]


def first_words(connection: socket.socket, request: bytes) -> bytes:
    """Send a request, and read the first line of the answer; nothing if there is none."""
    try:
        connection.sendall(request)
        return connection.recv(65536).partition(b"\r\n")[0]
    except ConnectionError:
        return b""


def test_connections_leave_files_for_the_store() -> None:
    ask = b"PUT /instance HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%b"
    body = (
        b'{"IdentityManagementType":"CONNECT_MANAGED","InstanceAlias":"acme",'
        b'"InboundCallsEnabled":true,"OutboundCallsEnabled":true}'
    )

    with running("--memory", under=limited(BESIDE + 20)) as server:
        sockets = [
            socket.create_connection(("127.0.0.1", server.port), timeout=LONG) for _ in range(400)
        ]
        created = first_words(sockets[0], ask % (len(body), body))
        said = [first_words(each, HEALTH) for each in sockets[1:]]
        for each in sockets:
            each.close()
        assert server.stop() == 0

    assert created == OK
    assert said[:19] == [OK] * 19
    assert set(said) <= {OK, b"HTTP/1.1 503 Service Unavailable", b""}


@pytest.mark.parametrize(
    ("options", "files", "error"),
    [
        ([], BESIDE, f"1 connections need a limit of {BESIDE + 1} open files; it is {BESIDE}."),
        (
            ["--max-connections", "5000"],
            1000,
            f"5,000 connections need a limit of {5000 + BESIDE:,} open files; it is 1,000.",
        ),
    ],
)
def test_too_low_a_limit_is_one_line(options: list[str], files: int, error: str) -> None:
    command = [*limited(files), sys.executable, "-m", "outdial", "serve", "--port", "0", "--memory"]
    ended = subprocess.run(
        [*command, *options], capture_output=True, text=True, check=False, timeout=LONG
    )

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == f"Error: {error} See `ulimit -n`.\n"
