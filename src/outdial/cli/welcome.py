"""What a server says once it is up: where it is, and what to try."""

import json
import shlex
import shutil
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from outdial.access.identity import DEFAULT_REGION, NOBODYS_ACCOUNT
from outdial.callers import read_callers
from outdial.cli.endpoint import ANY_KEY
from outdial.console.place import PATH
from outdial.demo import DemoIds, find_demo
from outdial.domain.arns import Scope
from outdial.seed.api import Api, in_process
from outdial.store.opening import shown

if TYPE_CHECKING:
    from outdial.app import App
    from outdial.console.mount import Console
    from outdial.settings import Settings

_TEXT = """\
Outdial {version} is listening on {url}
Data: {data}
{console}"""

_TO_TRY = """\
To try in another terminal:

{activate}\
  export AWS_ENDPOINT_URL_CONNECT={url} AWS_DEFAULT_REGION={region}
  {key}

With the AWS CLI, 1.29 or 2.13 or newer (pip install awscli, if you have none):

{commands}

{more}

Stop with Ctrl-C.
"""

_FIRST = """\
  aws connect create-instance --instance-alias my-first \\
    --identity-management-type CONNECT_MANAGED --inbound-calls-enabled --outbound-calls-enabled
  aws connect list-instances

With boto3:

  python -c 'import boto3; print(boto3.client("connect").list_instances()["InstanceSummaryList"])'\
"""

_DEMO = """\
  aws connect describe-queue --instance-id {instance} \\
    --queue-id {queue}
  aws connect update-queue-outbound-caller-config --instance-id {instance} \\
    --queue-id {queue} --outbound-caller-config \\
    OutboundCallerIdName="Acme Sales",OutboundCallerIdNumberId={number}

With boto3:

  python -c 'import boto3; print(boto3.client("connect").describe_queue(
    InstanceId="{instance}",
    QueueId="{queue}")["Queue"].get("OutboundCallerConfig"))'"""


class Welcome:
    """Shows where the server is, what is in it if it is the demo, and what to try."""

    def __init__(
        self,
        app: "App",
        place: Path | str | None,
        log_format: Literal["text", "json"],
        console: "Console | None" = None,
    ) -> None:
        self._app = app
        self._place = place
        self._log_format = log_format
        self._console = console

    def show(self, url: str) -> None:
        """Print it; for programs that read JSON, as one line of it."""
        if self._log_format == "json":
            line = {"event": "started", "url": url, "version": version("outdial")}
            click.echo(json.dumps(line))
            return
        click.echo(
            _TEXT.format(
                version=version("outdial"),
                url=url,
                data=shown(self._place),
                console=f"Console: {_from_here(url)}{PATH}/\n" if self._console else "",
            )
        )
        api = in_process(self._app, Scope(NOBODYS_ACCOUNT, DEFAULT_REGION))
        demo = find_demo(api)
        if demo is not None:
            _show_demo(api, demo)
        click.echo(
            _TO_TRY.format(
                activate=_activation(),
                url=_from_here(url),
                region=DEFAULT_REGION,
                key=_key(self._app.settings),
                commands=_commands(demo),
                more=_more(demo),
            )
        )


def _show_demo(api: Api, demo: DemoIds) -> None:
    from outdial.cli.table import print_callers  # noqa: PLC0415 loads rich

    click.echo("In it is a demo contact centre. Who its calls say they are:\n")
    print_callers(read_callers(api, demo.instance))
    click.echo()


def _from_here(url: str) -> str:
    """Name one address of this machine where a server listens on all of them."""
    return url.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:")


def _activation() -> str:
    """Say what makes our commands found, if another terminal will not find them."""
    commands = Path(sys.executable).parent
    activate = commands / "activate"
    if not activate.exists() or shutil.which("outdial") == str(commands / "outdial"):
        return ""
    return f"  source {shlex.quote(str(activate))}\n"


def _key(settings: "Settings") -> str:
    """Write the command that sets a key; a secret that was given is not shown again."""
    if settings.auth == "off":
        return f"export AWS_ACCESS_KEY_ID={ANY_KEY} AWS_SECRET_ACCESS_KEY={ANY_KEY}"
    if settings.root_keys:
        return f"export AWS_ACCESS_KEY_ID={settings.root_keys[0].id} AWS_SECRET_ACCESS_KEY=..."
    return "export AWS_ACCESS_KEY_ID=... AWS_SECRET_ACCESS_KEY=...  # as shown when it was made"


def _commands(demo: DemoIds | None) -> str:
    if demo is None:
        return _FIRST
    return _DEMO.format(instance=demo.instance, queue=demo.queue, number=demo.spare_number)


def _more(demo: DemoIds | None) -> str:
    if demo is None:
        return "A demo contact centre in it:\n\n  outdial demo"
    return "Who its calls say they are now:\n\n  outdial callers"
