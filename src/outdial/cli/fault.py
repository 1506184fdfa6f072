"""`outdial fault`: errors, waits and dropped connections on demand."""

from typing import Any

import click

from outdial.cli.endpoint import Endpoint, outdial_option

_EPILOG = """\
\b
Examples:
  outdial fault add --operation UpdateQueueOutboundCallerConfig \\
    --error ThrottlingException --rate 0.3
  outdial fault add --operation 'Describe*' --latency 2
  outdial fault add --drop --count 1          the next call, whatever it is
  outdial fault list
  outdial fault clear
"""


@click.group(short_help="Let calls to a running server fail, to test clients.", epilog=_EPILOG)
def fault() -> None:
    """Let calls to a running server fail on demand, to test clients.

    Which calls a fault strikes follows from its seed and their order, so a run can be repeated.
    """


@fault.command(short_help="Add a fault.")
@click.option("--operation", default="*", show_default=True, help="Name, or pattern with * and ?.")
@click.option("--error", help="Error to answer with, such as ThrottlingException.")
@click.option("--message", help="Its text.")
@click.option("--latency", type=float, metavar="SECONDS", help="How long to keep answers back.")
@click.option("--drop", is_flag=True, help="Close the connection without an answer.")
@click.option("--rate", type=float, help="Share of calls to strike, from 0 to 1. Default: all.")
@click.option("--count", type=int, help="Strike so many calls at most.")
@click.option("--seed", type=int, help="Choose other calls of the same share.")
@click.option("--account", help="Only calls of this account.")
@click.option("--region", help="Only calls in this Region.")
@click.option("--instance", help="Only calls that name this instance, by id or ARN.")
@outdial_option
def add(*, endpoint_url: str, drop: bool, **members: Any) -> None:
    """Add a fault, and print its id.

    Calls that get an error, or whose connection is dropped, change nothing.
    """
    given = {name: value for name, value in members.items() if value is not None}
    click.echo(_ask(endpoint_url, "POST", "faults", given | {"drop": drop})["id"])


@fault.command("list", short_help="List the faults.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@outdial_option
def list_faults(*, endpoint_url: str, as_json: bool) -> None:
    """List the faults: how many calls each has met, and how many of them it has struck."""
    faults = _ask(endpoint_url, "GET", "faults")["faults"]
    if as_json:
        import json  # noqa: PLC0415

        click.echo(json.dumps(faults, indent=2))
    else:
        for planned in faults:
            click.echo(_line(planned))


def _ask(endpoint_url: str, method: str, path: str, body: object = None) -> Any:
    """Ask the page of faults, signed: a server that checks callers wants a root's key there."""
    from outdial.cli.control_pages import ask  # noqa: PLC0415 after --help

    return ask(endpoint_url, method, path, body, signer=Endpoint(url=endpoint_url))


def _line(planned: dict[str, Any]) -> str:
    known = ("id", "operation", "rate", "met", "struck")
    id_, operation, rate, met, struck = (planned[name] for name in known)
    what = ", ".join(f"{name} {value}" for name, value in planned.items() if name not in known)
    return f"{id_}: {operation}: {what}, rate {rate:g}; struck {struck} of {met}"


@fault.command(short_help="Remove a fault.")
@click.argument("fault_id", metavar="ID")
@outdial_option
def remove(*, endpoint_url: str, fault_id: str) -> None:
    """Remove the fault of this id."""
    _ask(endpoint_url, "DELETE", f"faults?id={fault_id}")


@fault.command(short_help="Remove all faults.")
@outdial_option
def clear(*, endpoint_url: str) -> None:
    """Remove all faults."""
    _ask(endpoint_url, "DELETE", "faults")
