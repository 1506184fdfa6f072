"""What a server says once it is up: where it is, and what to try."""

import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from outdial.access.identity import DEFAULT_REGION, NOBODYS_ACCOUNT
from outdial.cli.endpoint import ANY_KEY
from outdial.demo import DemoIds, find_demo
from outdial.domain.arns import Scope
from outdial.seed.api import in_process

if TYPE_CHECKING:
    from outdial.app import App

_TEXT = """\
Outdial {version} is listening on {url}
Data: {data}

With the AWS CLI:

  export AWS_ENDPOINT_URL_CONNECT={url} AWS_DEFAULT_REGION={region}
  export AWS_ACCESS_KEY_ID={key} AWS_SECRET_ACCESS_KEY={key}
{commands}

With boto3, in the same terminal:

  python -c 'import boto3; print(boto3.client("connect").list_instances()["InstanceSummaryList"])'

{more}
Stop with Ctrl-C.
"""

_FIRST = """\
  aws connect create-instance --instance-alias my-first \\
    --identity-management-type CONNECT_MANAGED --inbound-calls-enabled --outbound-calls-enabled
  aws connect list-instances"""

_DEMO = """\
  aws connect describe-queue --instance-id {instance} \\
    --queue-id {queue}
  aws connect update-queue-outbound-caller-config --instance-id {instance} \\
    --queue-id {queue} --outbound-caller-config \\
    OutboundCallerIdName="Acme Sales",OutboundCallerIdNumberId={number}"""


class Welcome:
    """Shows where the server is; of its state it tells the demo's ids, if the demo is there."""

    def __init__(
        self, app: "App", database: Path | None, log_format: Literal["text", "json"]
    ) -> None:
        self._app = app
        self._database = database
        self._log_format = log_format

    def show(self, url: str) -> None:
        """Print it; for programs that read JSON, as one line of it."""
        if self._log_format == "json":
            line = {"event": "started", "url": url, "version": version("outdial")}
            click.echo(json.dumps(line))
            return
        scope = Scope(NOBODYS_ACCOUNT, DEFAULT_REGION)
        demo = find_demo(in_process(self._app, scope))
        click.echo(
            _TEXT.format(
                version=version("outdial"),
                url=url,
                data=self._database or "in memory, gone when the server stops",
                region=DEFAULT_REGION,
                key=ANY_KEY,
                commands=_commands(demo),
                more=_more(url, demo),
            )
        )


def _commands(demo: DemoIds | None) -> str:
    if demo is None:
        return _FIRST
    return _DEMO.format(instance=demo.instance, queue=demo.queue, number=demo.spare_number)


def _more(url: str, demo: DemoIds | None) -> str:
    command, what = ("callers", "Who its calls say they are") if demo else ("demo", "A demo in it")
    return f"{what}:  outdial {command} --endpoint-url {url}"
