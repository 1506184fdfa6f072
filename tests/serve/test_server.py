"""Start, stop, logs and the options of the server."""

import json
import re
import signal
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from serve.conftest import read_all, serving, start

PUT = b"PUT /instance HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n"
CREATE = (
    b'{"IdentityManagementType":"CONNECT_MANAGED","InstanceAlias":"acme",'
    b'"InboundCallsEnabled":true,"OutboundCallsEnabled":true}'
)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_the_request_in_flight_finish(number: signal.Signals) -> None:
    with serving() as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
            connection.sendall(PUT + b"{")
            server.ask("GET", "/_outdial/health")  # the half request was read before this one
            server.process.send_signal(number)
            connection.sendall(b"}")
            answer = read_all(connection)
        code = server.process.wait(timeout=20)

    assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"x-amzn-errortype: Invalid" in answer
    assert code == 0


def test_a_taken_port_is_one_line(tmp_path: Path) -> None:
    with serving() as server:
        second = start(tmp_path / "errors", port=server.port)
        code = second.wait(timeout=20)
        assert second.stdout
        second.stdout.close()

    errors = (tmp_path / "errors").read_text()
    assert code == 1
    assert re.fullmatch(
        rf"Error: cannot listen on 127\.0\.0\.1:{server.port}: Address already in use\."
        r" Is Outdial running there already\? Another port is chosen with --port\.\n",
        errors,
    )


def test_each_request_is_one_line_of_json() -> None:
    with serving() as server:
        answer = server.ask("GET", "/queues/nowhere/nothing")
        server.stop()
        (line,) = server.lines()

    fields = json.loads(line)
    assert isinstance(fields.pop("ms"), float)
    assert datetime.fromisoformat(fields.pop("time")).tzinfo
    assert fields == {
        "level": "info",
        "event": "request",
        "operation": "DescribeQueue",
        "status": 404,
        "error": "ResourceNotFoundException",
        "request_id": answer.headers["x-amzn-requestid"],
    }


def test_each_request_is_one_line_of_text() -> None:
    with serving(log_format="text") as server:
        first = server.ask("GET", "/queues/nowhere/nothing").headers["x-amzn-requestid"]
        server.ask("GET", "/_outdial/health")
        server.stop()
        lines = server.lines()

    time, ms = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", r"\d+\.\d+ms"
    assert len(lines) == 2
    assert re.fullmatch(
        rf"{time} 404 DescribeQueue ResourceNotFoundException {ms} {first}", lines[0]
    )
    assert re.fullmatch(rf"{time} 200 /_outdial/health - {ms} -", lines[1])


def test_a_path_that_names_no_operation_is_logged_in_part_only() -> None:
    with serving() as server:
        server.ask("GET", "/" + "a" * 50_000)
        server.stop()
        (line,) = server.lines()

    assert json.loads(line)["operation"] == "GET /" + "a" * 495


def test_why_a_body_could_not_be_read_is_told_to_the_operator() -> None:
    with serving() as server:
        address = "/queues/nowhere/nothing/outbound-caller-config"
        body = b'{"OutboundCallerConfig": {"OutboundCallerIdName": 5}}'
        answer = server.ask("POST", address, body)
        server.stop()
        reason, request = map(json.loads, server.lines())

    assert answer.status == 403
    assert reason["event"] == (
        "UpdateQueueOutboundCallerConfig: the request could not be read:"
        " $.OutboundCallerConfig.OutboundCallerIdName: expected a string"
    )
    assert (reason["level"], request["error"]) == ("info", "AccessDeniedException")


def test_a_fault_tells_the_operator_all_and_the_client_nothing() -> None:
    with serving(unlucky=True) as server:
        answer = server.ask("PUT", "/instance", CREATE)
        alive = server.ask("GET", "/_outdial/health")
        server.stop()
        fault, request, _ = map(json.loads, server.lines())

    request_id = answer.headers["x-amzn-requestid"]
    assert answer.status == 500
    assert answer.json == {"Message": "Internal service error"}
    assert answer.headers["x-amzn-errortype"] == "InternalServiceException"
    assert alive.status == 200
    assert fault["event"] == f"fault in request {request_id}"
    assert "RuntimeError: there are no more ids" in fault["traceback"]
    assert (request["status"], request["request_id"]) == (500, request_id)


def test_a_fault_in_text_has_its_traceback_too() -> None:
    with serving(unlucky=True, log_format="text") as server:
        server.ask("PUT", "/instance", CREATE)
        server.stop()
        lines = server.lines()

    assert " ERROR fault in request " in lines[0]
    assert "RuntimeError: there are no more ids" in lines


def test_a_foreign_page_is_refused_everywhere() -> None:
    with serving(cors=["https://app.example"], allowed_hosts=["Outdial"]) as server:
        for path in ("/instance", "/_outdial/reset"):
            assert server.ask("POST", path, host="evil.example").status == 403
            assert server.ask("POST", path, origin="https://evil.example").status == 403
        allowed = server.ask("GET", "/instance", host="outdial:4577", origin="https://app.example")
        preflight = server.ask(
            "OPTIONS",
            "/instance",
            origin="https://app.example",
            access_control_request_method="PUT",
        )

    assert allowed.status == 200
    assert allowed.headers["access-control-allow-origin"] == "https://app.example"
    assert preflight.status == 204
    assert preflight.headers["access-control-allow-methods"].startswith("GET, HEAD")


def test_it_speaks_tls(tmp_path: Path) -> None:
    certificate, key = self_signed(tmp_path)

    with serving(tls_cert=str(certificate), tls_key=str(key)) as server:
        trust = ssl.create_default_context(cafile=certificate)
        with (
            socket.create_connection(("127.0.0.1", server.port), timeout=10) as plain,
            trust.wrap_socket(plain, server_hostname="localhost") as connection,
        ):
            connection.sendall(
                b"GET /_outdial/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            )
            answer = read_all(connection)

    assert server.url.startswith("https://127.0.0.1:")
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no IPv6")
def test_it_listens_on_ipv6() -> None:
    with serving(host="::1") as server:
        assert re.fullmatch(r"http://\[::1\]:\d+", server.url)
        with socket.create_connection(("::1", server.port), timeout=10) as connection:
            connection.sendall(b"GET /_outdial/health HTTP/1.0\r\n\r\n")
            assert read_all(connection).startswith(b"HTTP/1.1 200 OK\r\n")


def self_signed(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for localhost, and its key."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    today = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=3650))
        .not_valid_after(today + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(private, hashes.SHA256())
    )
    paths = folder / "cert.pem", folder / "key.pem"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths
