"""`outdial serve`: the server."""

from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any

import click
from click.core import ParameterSource

from outdial.cli.serve_options import Options, serve_options

_EPILOG = """\
\b
Examples:
  outdial serve                            on 127.0.0.1:4577, data kept
  outdial serve --memory --demo            something to play with, gone on exit
  outdial serve --seed seed.yaml           with the contact centre that a file describes
  outdial serve --host 0.0.0.0 --auth signed --new-root-key
                                           for other machines, with a key made at the first start
  OUTDIAL_ROOT_KEYS=admin:secret outdial serve --auth enforced
                                           with signatures and IAM policies checked

\b
Then, in another terminal:
  export AWS_ENDPOINT_URL_CONNECT=http://127.0.0.1:4577
  aws connect list-instances

Every option can be given in the environment, under the name in brackets; one that may be
repeated takes several values there, with spaces between them.
"""

_PLACES = {"data": None, "database": None, "memory": False}
"""The options that say where the data is, unset."""


@click.command(short_help="Run the server.", epilog=_EPILOG)
@serve_options
def serve(**given: Any) -> None:
    """Run the server until Ctrl-C or SIGTERM.

    Without options it listens on this machine only, and keeps its data in your data folder.
    """
    options = Options(**_in_one_place(given))
    _refuse_open(options)
    _refuse_unknown_to_all(options)
    _refuse_broken_tls(options)
    with _plain_errors():
        from outdial.cli.start import prepared  # noqa: PLC0415 after --help
        from outdial.cli.welcome import Welcome  # noqa: PLC0415
        from outdial.console.mount import Console  # noqa: PLC0415
        from outdial.serve.server import serve as run  # noqa: PLC0415

        bounds = options.bounds
        app = prepared(options)
        console = None if options.no_console else Console(app)
        run(
            app,
            host=options.host,
            port=options.port,
            tls_cert=options.tls_cert,
            tls_key=options.tls_key,
            log_format=options.log_format,
            allowed_hosts=options.allow_host,
            cors=options.cors,
            bounds=bounds,
            drain=options.drain,
            site=console,
            on_started=Welcome(app, options.place, options.log_format, console).show,
        )


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
    if options.auth == "off" and not options.allow_open and not _is_loopback(options.host):
        raise click.UsageError(
            f"--host {options.host} lets in whoever reaches this machine, and identities are not"
            " checked. If that is what you want, add --allow-open; else check them with --auth"
            " signed, or leave --host out."
        )


def _refuse_unknown_to_all(options: Options) -> None:
    if options.memory and options.auth != "off" and not (options.root_key or options.new_root_key):
        raise click.UsageError(
            f"--auth {options.auth} lets in keys that are known, and in memory there are none."
            " Give an account's root one with --root-key, or have one made with --new-root-key."
        )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _in_one_place(given: dict[str, Any]) -> dict[str, Any]:
    """Let what was typed about the data's place overrule what the environment says of it."""
    source_of = click.get_current_context().get_parameter_source
    typed = [name for name in _PLACES if source_of(name) is ParameterSource.COMMANDLINE]
    named = typed or [name for name in _PLACES if given[name]]
    if len(named) > 1:
        names = " and ".join(f"--{name}" for name in named)
        raise click.UsageError(f"{names} say where the data is; give one of them.")
    return given | {name: unset for name, unset in _PLACES.items() if name not in named}


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
