"""`outdial serve`: the server, and the options that it has."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from outdial.cli.options import option

if TYPE_CHECKING:
    from outdial.app import App
    from outdial.seed.state import Instance, State
    from outdial.settings import Settings

DATABASE = "outdial.sqlite3"

_EPILOG = """\
\b
Examples:
  outdial serve                            on 127.0.0.1:4577, data kept
  outdial serve --memory --demo            something to play with, gone on exit
  outdial serve --seed seed.yaml           with the contact centre that a file describes
  outdial serve --host 0.0.0.0 --allow-open --port 8080
                                           in a container

\b
Then, in another terminal:
  export AWS_ENDPOINT_URL_CONNECT=http://127.0.0.1:4577
  aws connect list-instances

Every option can be given in the environment, under the name in brackets; one that may be
repeated takes several values there, with spaces between them.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What `outdial serve` was told."""

    host: str
    port: int
    data: Path | None
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
    claim_delay: float
    released_caller_number: Literal["dangle", "clear", "refuse"]
    no_v1_number_arn: bool

    @property
    def settings(self) -> "Settings":
        """The choices about the service's behaviour."""
        from outdial.settings import Settings  # noqa: PLC0415 after --help

        return Settings(
            accept_v1_number_arn=not self.no_v1_number_arn,
            claim_delay=timedelta(seconds=self.claim_delay),
            released_caller_number=self.released_caller_number,
        )

    @property
    def database(self) -> Path | None:
        """The file that keeps everything; none in memory."""
        if self.memory:
            return None
        if self.data is not None:
            return self.data / DATABASE
        from platformdirs import user_data_path  # noqa: PLC0415 not needed otherwise

        return user_data_path("outdial", appauthor=False) / DATABASE


_FILE: Any = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER: Any = click.Path(file_okay=False, path_type=Path)


@click.command(short_help="Run the server.", epilog=_EPILOG)
@option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@option("--port", default=4577, show_default=True, help="Port to listen on; 0 is any free one.")
@option("--data", type=_FOLDER, help="Folder to keep the data in. Default: your data folder.")
@option("--memory", is_flag=True, help="Keep nothing: the data is gone when the server stops.")
@option(
    "--durability",
    type=click.Choice(["full", "off"]),
    default="full",
    show_default=True,
    help="full: what was answered survives a power cut; off: faster, may be lost in one.",
)
@option("--seed", type=_FILE, help="Bring about what this YAML or JSON file describes.")
@option("--demo", is_flag=True, help="Set up a small contact centre to play with.")
@option("--tls-cert", type=_FILE, help="Certificate chain (PEM), to serve HTTPS.")
@option("--tls-key", type=_FILE, help="Its private key (PEM).")
@option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How requests are logged, one line each, to stderr.",
)
@option(
    "--allow-host",
    multiple=True,
    metavar="NAME",
    help="Answer requests for this host name too. May be repeated; * is any.",
)
@option(
    "--cors",
    multiple=True,
    metavar="ORIGIN",
    help="Let web pages of this origin call. May be repeated; * is any.",
)
@option(
    "--allow-open",
    is_flag=True,
    help="Listen beyond this machine although identities are not checked.",
)
@option(
    "--claim-delay",
    type=click.FloatRange(min=0),
    default=0,
    metavar="SECONDS",
    help="How long a claimed number stays IN_PROGRESS.  [default: 0]",
)
@option(
    "--released-caller-number",
    type=click.Choice(["dangle", "clear", "refuse"]),
    default="dangle",
    show_default=True,
    help="What becomes of a queue's caller number when the number is released.",
)
@option("--no-v1-number-arn", is_flag=True, help="Refuse numbers by their older form of ARN.")
def serve(**given: Any) -> None:
    """Run the server until Ctrl-C or SIGTERM.

    Without options it listens on this machine only, and keeps its data in your data folder.
    """
    options = Options(**given)
    _refuse_open(options)
    _refuse_broken_tls(options)
    with _plain_errors():
        app = _prepared(options)

        from outdial.cli.welcome import Welcome  # noqa: PLC0415 after --help
        from outdial.serve.server import serve as run  # noqa: PLC0415

        run(
            app,
            host=options.host,
            port=options.port,
            tls_cert=options.tls_cert,
            tls_key=options.tls_key,
            log_format=options.log_format,
            allowed_hosts=options.allow_host,
            cors=options.cors,
            on_started=Welcome(app, options.database, options.log_format).show,
        )


def _prepared(options: Options) -> "App":
    """Open the App, and bring about in it what was asked for before anyone can call."""
    from outdial.app import open_app  # noqa: PLC0415 after --help

    state = _start_state(options)
    app = open_app(options.database, settings=options.settings, durability=options.durability)
    if state is not None:
        from outdial.seed.applying import apply_to_app  # noqa: PLC0415 not needed otherwise

        try:
            apply_to_app(state, app)
        except BaseException:
            app.close()
            raise
    return app


def _start_state(options: Options) -> "State | None":
    """Read the start state, and put the demo before it; None if none was asked for."""
    if options.seed is None and not options.demo:
        return None
    from outdial.demo import demo  # noqa: PLC0415 not needed otherwise
    from outdial.seed.state import State  # noqa: PLC0415

    instances: tuple[Instance, ...] = (demo(),) if options.demo else ()
    if options.seed is not None:
        from outdial.seed.reading import read_state  # noqa: PLC0415 loads a YAML parser

        instances += read_state(options.seed).instances
    return State(instances=instances)


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Turn what may go wrong before the start into one line and the exit status 1."""
    from outdial.seed.errors import SeedError  # noqa: PLC0415 after --help
    from outdial.store.errors import StoreError  # noqa: PLC0415

    try:
        yield
    except (SeedError, StoreError, OSError) as error:
        raise click.ClickException(str(error)) from None


def _refuse_open(options: Options) -> None:
    if not options.allow_open and not _is_loopback(options.host):
        raise click.UsageError(
            f"--host {options.host} lets in whoever reaches this machine, and identities are not"
            " checked. If that is what you want, add --allow-open; else leave --host out."
        )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _refuse_broken_tls(options: Options) -> None:
    if options.tls_cert is None and options.tls_key is None:
        return
    if options.tls_cert is None or options.tls_key is None:
        raise click.UsageError("--tls-cert and --tls-key belong together; give both.")
    import ssl  # noqa: PLC0415 only here

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(options.tls_cert, options.tls_key)
    except (ssl.SSLError, OSError) as error:
        raise click.ClickException(
            f"{options.tls_cert} and {options.tls_key} are no certificate and its key: {error}"
        ) from None
