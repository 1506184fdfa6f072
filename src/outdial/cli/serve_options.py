"""The options of `outdial serve`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from outdial.cli.data_folder import database_in
from outdial.cli.options import option
from outdial.cli.root_keys import RootKeyType

if TYPE_CHECKING:
    from outdial.access.limits import Limits
    from outdial.cli.scp_file import Scps
    from outdial.serve.bounds import Bounds
    from outdial.settings import Auth, RootKey, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What `outdial serve` was told."""

    host: str
    port: int
    data: Path | None
    database: str | None
    memory: bool
    durability: Literal["full", "off"]
    seed: Path | None
    demo: bool
    tls_cert: Path | None
    tls_key: Path | None
    log_format: Literal["text", "json"]
    allow_host: tuple[str, ...]
    cors: tuple[str, ...]
    allow_open: bool
    auth: "Auth"
    root_key: "tuple[RootKey, ...]"
    new_root_key: bool
    clock_skew: float
    scp: Path | None
    raw_resource_arns: bool
    claim_delay: float
    released_caller_number: Literal["dangle", "clear", "refuse"]
    no_v1_number_arn: bool
    mirroring_delay: float
    any_region_pair: bool
    limits: str | None
    no_trail: bool
    trail_days: float
    max_wait: float
    max_connections: int | None
    client_timeout: float
    drain: float
    no_console: bool

    @property
    def settings(self) -> "Settings":
        """The choices about the service's behaviour."""
        from outdial.settings import Settings  # noqa: PLC0415 after --help

        return Settings(
            accept_v1_number_arn=not self.no_v1_number_arn,
            claim_delay=timedelta(seconds=self.claim_delay),
            released_caller_number=self.released_caller_number,
            mirroring_delay=timedelta(seconds=self.mirroring_delay),
            any_region_pair=self.any_region_pair,
            auth=self.auth,
            root_keys=self.root_key,
            clock_skew=timedelta(seconds=self.clock_skew),
            scps=self._scps(),
            raw_resource_arns=self.raw_resource_arns,
            limits=self._limits(),
            trail=not self.no_trail,
            trail_days=self.trail_days,
        )

    @property
    def bounds(self) -> "Bounds":
        """How much the server takes on. SystemExit says if there may be too few connections."""
        from outdial.serve.bounds import Bounds, connections_within_limits  # noqa: PLC0415 as above

        return Bounds(
            max_wait=self.max_wait,
            max_connections=connections_within_limits(self.max_connections),
            client_timeout=self.client_timeout,
        )

    def _scps(self) -> "Scps":
        if self.scp is None:
            return {}
        from outdial.cli.scp_file import read_scps  # noqa: PLC0415 loads the policy language

        return read_scps(self.scp)

    def _limits(self) -> "Limits | None":
        if self.limits is None:
            return None
        from outdial.cli.limits_file import read_limits  # noqa: PLC0415 loads a YAML parser

        return read_limits(self.limits)

    @property
    def wants_key(self) -> bool:
        """Whether a key is to be created if the data has none."""
        return self.new_root_key and self.auth != "off" and not self.root_key

    @property
    def place(self) -> Path | str | None:
        """Where everything is kept: a file, the URL of a database, or nowhere but in memory."""
        return None if self.memory else self.database or database_in(self.data)


_FILE: Any = click.Path(exists=True, dir_okay=False, path_type=Path)
_SECONDS: Any = {
    "type": click.FloatRange(min=0),
    "default": 0,
    "show_default": True,
    "metavar": "SECONDS",
}
_FOLDER: Any = click.Path(file_okay=False, path_type=Path)


_OPTIONS = (
    option("--host", default="127.0.0.1", show_default=True, help="Address to listen on."),
    option(
        "--port",
        type=click.IntRange(0, 65535),
        default=4577,
        show_default=True,
        metavar="NUMBER",
        help="Port to listen on; 0 is any free one.",
    ),
    option("--data", type=_FOLDER, help="Folder to keep the data in. Default: your data folder."),
    option(
        "--database",
        metavar="URL",
        help="Keep the data in PostgreSQL: postgresql://USER:PASSWORD@HOST/NAME.",
    ),
    option("--memory", is_flag=True, help="Keep nothing: the data is gone when the server stops."),
    option(
        "--durability",
        type=click.Choice(["full", "off"]),
        default="full",
        show_default=True,
        help="full: what was answered survives a power cut; off: faster, may be lost in one.",
    ),
    option("--seed", type=_FILE, help="Bring about what this YAML or JSON file describes."),
    option(
        "--demo",
        is_flag=True,
        help="Set up a small contact centre to play with, unless it is there already.",
    ),
    option("--tls-cert", type=_FILE, help="Certificate chain (PEM), to serve HTTPS."),
    option("--tls-key", type=_FILE, help="Its private key (PEM)."),
    option(
        "--log-format",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="How requests are logged, one line each, to stderr.",
    ),
    option(
        "--allow-host",
        multiple=True,
        metavar="NAME",
        help="Answer requests for this host name too. May be repeated; * is any.",
    ),
    option(
        "--cors",
        multiple=True,
        metavar="ORIGIN",
        help="Let web pages of this origin call. May be repeated; * is any.",
    ),
    option(
        "--allow-open",
        is_flag=True,
        help="Listen beyond this machine although identities are not checked.",
    ),
    option(
        "--auth",
        type=click.Choice(["off", "signed", "enforced"]),
        default="off",
        show_default=True,
        help="off: any key or none will do; signed: requests are signed with a key that is known;"
        " enforced: and IAM policies must allow them.",
    ),
    option(
        "--root-key",
        env="OUTDIAL_ROOT_KEYS",
        type=RootKeyType(),
        multiple=True,
        help="Access key of an account's root; without an account, of 000000000000. May be"
        " repeated. In the variable other users of the machine do not see it.",
    ),
    option(
        "--new-root-key",
        is_flag=True,
        help="Where keys are checked, and no root has one: create one for the root of 000000000000,"
        " keep it with the data, and print it once.",
    ),
    option(
        "--clock-skew",
        type=click.FloatRange(min=0, min_open=True),
        default=300,
        show_default=True,
        metavar="SECONDS",
        help="How far the time of a signature may be from the server's.",
    ),
    option(
        "--scp",
        type=_FILE,
        help="Service control policies (JSON): a policy of all accounts, or lists by account.",
    ),
    option(
        "--raw-resource-arns",
        is_flag=True,
        help="Let policies see ids and ARNs pasted as they came, as was seen on AWS.",
    ),
    option(
        "--claim-delay",
        **_SECONDS,
        help="How long a claimed number stays IN_PROGRESS.",
    ),
    option(
        "--released-caller-number",
        type=click.Choice(["dangle", "clear", "refuse"]),
        default="dangle",
        show_default=True,
        help="What becomes of a queue's caller number when the number is released.",
    ),
    option("--no-v1-number-arn", is_flag=True, help="Refuse numbers by their older form of ARN."),
    option(
        "--mirroring-delay",
        **_SECONDS,
        help="How long a change takes to the other Region of a replicated instance.",
    ),
    option(
        "--any-region-pair",
        is_flag=True,
        help="Replicate instances between any Regions, not only the documented pairs.",
    ),
    option(
        "--limits",
        metavar="aws|FILE",
        help="Refuse calls that come too often, and more resources than the quotas allow: by AWS's"
        " figures, or by those of a YAML or JSON file.",
    ),
    option("--no-trail", is_flag=True, help="Keep no audit trail."),
    option(
        "--trail-days",
        type=click.FloatRange(min=0),
        default=90,
        show_default=True,
        metavar="DAYS",
        help="How long calls stay in the audit trail.",
    ),
    option(
        "--max-wait",
        type=click.FloatRange(min=0, min_open=True),
        default=1,
        show_default=True,
        metavar="SECONDS",
        help="Refuse a request at once (503) that would wait longer for its turn.",
    ),
    option(
        "--max-connections",
        type=click.IntRange(min=1),
        metavar="NUMBER",
        help="Refuse further connections at once (503). Default: 4096, or what the limit of open"
        " files allows if that is fewer.",
    ),
    option(
        "--client-timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=20,
        show_default=True,
        metavar="SECONDS",
        help="How long a client may take over a request's head, and stand still over the rest.",
    ),
    option(
        "--drain",
        **_SECONDS,
        help="How long to go on after the signal to stop, so that a proxy which asks for health"
        " learns of it.",
    ),
    option("--no-console", is_flag=True, help="Serve no web console."),
)


def serve_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command."""
    for add in reversed(_OPTIONS):
        command = add(command)
    return command
