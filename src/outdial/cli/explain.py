"""`outdial explain`: why a call may or may not be made, without making it."""

import json
from dataclasses import dataclass
from typing import Any

import click

from outdial.cli.endpoint import Endpoint, endpoint_options

_EPILOG = """\
\b
Examples:
  outdial explain --principal ann --queue Sales --number +12065550100
  outdial explain --principal ann --queue Sales --number +12065550100 --region us-west-2
                                            the same from the replica's Region
  outdial explain --principal operator --instance acme --queue Sales --flow Whisper
  outdial explain --principal ann --operation CreateQueue --instance acme \\
    --input '{"Name": "New", "HoursOfOperationId": "..."}'
  outdial explain --principal ann --operation iam:GetUser --input '{"UserName": "bob"}'

\b
Exit status: 0 it is allowed, 1 it is denied, 2 it could not be found out.
"""


class FailedError(click.ClickException):
    """Nothing was found out; the exit status 1 tells that the call is denied."""

    exit_code = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What `outdial explain` was told."""

    principal: str
    operation: str | None
    instance: str | None
    queue: str | None
    number: str | None
    flow: str | None
    input: dict[str, Any] | None
    endpoint_url: str
    region: str | None
    profile: str | None
    as_json: bool

    @property
    def endpoint(self) -> Endpoint:
        """Where the Outdial is, and who asks it."""
        return Endpoint(url=self.endpoint_url, region=self.region, profile=self.profile)

    @property
    def question(self) -> dict[str, Any]:
        """What is asked, without what was not said."""
        asked = {
            name: getattr(self, name)
            for name in (
                *("principal", "operation", "region", "input"),
                *("instance", "queue", "number", "flow"),
            )
        }
        return {name: value for name, value in asked.items() if value is not None}


def _read_input(_: click.Context, __: click.Parameter, text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    try:
        value = json.loads(text)
    except ValueError as error:
        raise click.BadParameter(f"this is no JSON: {error}") from None
    if not isinstance(value, dict):
        raise click.BadParameter("this must be an object of JSON")
    return value


@click.command(short_help="Show why a call is allowed or denied.", epilog=_EPILOG)
@click.option(
    "--principal",
    required=True,
    metavar="WHO",
    help="Who calls: name or ARN of a user or a role, ARN of a session, or root.",
)
@click.option(
    "--operation",
    metavar="NAME",
    help="What is called; of IAM such as iam:GetUser. Default: UpdateQueueOutboundCallerConfig.",
)
@click.option("--instance", help="Id, ARN or alias; needed if there are several.")
@click.option("--queue", help="Id, ARN or name.")
@click.option("--number", help="Id, ARN or number in E.164.")
@click.option("--flow", help="Id, ARN or name.")
@click.option(
    "--input", metavar="JSON", callback=_read_input, help="What else is in the call's input."
)
@endpoint_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def explain(**given: Any) -> None:
    """Show every resource that a call must be allowed, and which statement allows or denies it.

    Nothing is done: a running Outdial is asked what the policies would say of the call. Where
    callers have to show who they are, that takes the key of an account's root. What has to be
    added to which policy is printed ready to paste.
    """
    from outdial.cli.control_pages import ask  # noqa: PLC0415 after --help

    options = Options(**given)
    try:
        answer = ask(
            options.endpoint_url, "POST", "explain", options.question, signer=options.endpoint
        )
    except click.ClickException as error:
        raise FailedError(error.message) from None
    if options.as_json:
        click.echo(json.dumps(answer, indent=2))
    else:
        from outdial.cli.explanation_table import print_explanation  # noqa: PLC0415

        print_explanation(answer)
    if answer["outcome"] != "allowed":
        raise click.exceptions.Exit(1)
