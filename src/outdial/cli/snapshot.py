"""`outdial snapshot`: a running server's data, to go back to."""

from typing import Any
from urllib.parse import quote

import click

from outdial.cli.endpoint import Endpoint, outdial_option

_EPILOG = """\
\b
Examples:
  outdial snapshot save before-tests
  outdial snapshot load before-tests
  outdial snapshot list
  outdial snapshot delete before-tests
"""


@click.group(short_help="Save a running server's data, and go back to it.", epilog=_EPILOG)
def snapshot() -> None:
    """Save all data of a running server under a name, and go back to it.

    For tests: snapshots lie beside the server's data, or in its memory. What outlives it is made
    by `outdial backup`.
    """


@snapshot.command(short_help="Save all data.")
@click.argument("name")
@outdial_option
def save(*, name: str, endpoint_url: str) -> None:
    """Save all data as it is now; an earlier snapshot of this name goes."""
    _ask(endpoint_url, "PUT", name)


@snapshot.command(short_help="Go back to a snapshot.")
@click.argument("name")
@outdial_option
def load(*, name: str, endpoint_url: str) -> None:
    """Let all data be as it was when the snapshot was saved."""
    _ask(endpoint_url, "POST", name)


@snapshot.command("list", short_help="List the snapshots.")
@outdial_option
def list_(*, endpoint_url: str) -> None:
    """List the names of the snapshots."""
    for name in _ask(endpoint_url, "GET")["snapshots"]:
        click.echo(name)


@snapshot.command(short_help="Delete a snapshot.")
@click.argument("name")
@outdial_option
def delete(*, name: str, endpoint_url: str) -> None:
    """Delete a snapshot."""
    _ask(endpoint_url, "DELETE", name)


def _ask(endpoint_url: str, method: str, name: str | None = None) -> Any:
    """Ask the page of snapshots, signed: a server that checks callers wants a root's key there."""
    from outdial.cli.control_pages import ask  # noqa: PLC0415 after --help

    page = "snapshots" if name is None else f"snapshots?name={quote(name, safe='')}"
    return ask(endpoint_url, method, page, signer=Endpoint(url=endpoint_url))
