"""`outdial health`: whether a server is well."""

from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import click

from outdial.cli.options import option

_PATIENCE = 5
"""Seconds to wait for the answer."""

_WELL = 200

_EPILOG = """\
\b
Examples:
  outdial health                 the server on this machine
  outdial health --port 8080
  outdial health --tls-cert cert.pem
                                 by HTTPS, from the server that has this certificate

\b
Exit status: 0 it is well, 1 it is not, or does not answer.
"""


@click.command(short_help="Ask whether a server is well.", epilog=_EPILOG)
@option("--host", default="127.0.0.1", show_default=True, help="Address that it listens on.")
@option(
    "--port",
    type=click.IntRange(1, 65535),
    default=4577,
    show_default=True,
    metavar="NUMBER",
    help="Port that it listens on.",
)
@option(
    "--tls-cert",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Its certificate chain (PEM), if it serves HTTPS.",
)
def health(*, host: str, port: int, tls_cert: Path | None) -> None:
    """Ask whether a server is well: for start-up scripts, and health checks of containers.

    The options are those that the server was started with; the same variables say them. No key
    is needed. A server that was told to stop is not well.
    """
    connection = _connection(_reachable(host), port, tls_cert)
    try:
        connection.request("GET", "/_outdial/health")
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
    except (OSError, HTTPException) as error:
        raise click.ClickException(f"{host}:{port} does not answer: {error}") from None
    finally:
        connection.close()
    if answer.status != _WELL:
        raise click.ClickException(f"{host}:{port} answers with status {answer.status}: {text}")
    click.echo(text)


def _connection(host: str, port: int, tls_cert: Path | None) -> HTTPConnection:
    if tls_cert is None:
        return HTTPConnection(host, port, timeout=_PATIENCE)
    return HTTPSConnection(host, port, timeout=_PATIENCE, context=_only(tls_cert))


def _only(certificate: Path) -> Any:
    """Trust this certificate alone, under whatever name the server is reached."""
    import ssl  # noqa: PLC0415 only here

    try:
        context = ssl.create_default_context(cafile=str(certificate))
    except (ssl.SSLError, OSError) as error:
        raise click.ClickException(f"{certificate} is no certificate: {error}") from None
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


def _reachable(host: str) -> str:
    """Give an address of this machine in place of the one that stands for all of them."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not address.is_unspecified:
        return host
    return "127.0.0.1" if address.version == 4 else "::1"  # noqa: PLR2004 IPv4
