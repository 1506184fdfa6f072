"""`outdial key`: access keys of accounts' roots."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from outdial.cli.places import data_options, place_of
from outdial.cli.root_keys import NOBODYS_ACCOUNT

if TYPE_CHECKING:
    from outdial.seed.api import Api

_EPILOG = """\
\b
Examples:
  eval "$(outdial key create)"       in this terminal you are the root now
  outdial key create --account 123456789012
  outdial key list --data ./folder
  outdial key list --database postgresql://outdial@db/outdial
  outdial key delete AKIAIOSFODNN7EXAMPLE
  outdial key create --endpoint-url http://127.0.0.1:4577
                                     in a running server, with a key that you have

\b
A server that should look at keys is started with --auth signed or --auth enforced.
"""


@click.group(short_help="Give the root of an account an access key.", epilog=_EPILOG)
def key() -> None:
    """Create, list and delete access keys of an account's root, who may do everything.

    On the data itself, of which a folder may have no server; or by IAM's API in a running server,
    with the credentials that any AWS tool would find. An account's root has two keys at most.
    """


def _where(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say in which Outdial, and in which account."""
    for add in (
        click.option(
            "--endpoint-url", metavar="URL", help="Address of a running Outdial to ask instead."
        ),
        data_options,
        click.option(
            "--account",
            metavar="ACCOUNT",
            help=f"Account. Default: {NOBODYS_ACCOUNT}.",
        ),
    ):
        command = add(command)
    return command


@key.command(short_help="Create a key, and print what sets it.")
@_where
def create(**where: Any) -> None:
    """Create a key, and print the commands that set it. Its secret is not shown again."""
    with _iam(**where) as iam:
        made = iam("CreateAccessKey")["AccessKey"]
    click.echo(f"export AWS_ACCESS_KEY_ID={made['AccessKeyId']}")
    click.echo(f"export AWS_SECRET_ACCESS_KEY={made['SecretAccessKey']}")


@key.command(name="list", short_help="List the keys.")
@_where
def list_(**where: Any) -> None:
    """List the keys: since when there are, and whether they are active."""
    with _iam(**where) as iam:
        found = iam("ListAccessKeys")["AccessKeyMetadata"]
    for each in found:
        click.echo(f"{each['AccessKeyId']}  {each['CreateDate']:%Y-%m-%d %H:%M}  {each['Status']}")


@key.command(short_help="Delete a key.")
@click.argument("access_key_id")
@_where
def delete(*, access_key_id: str, **where: Any) -> None:
    """Delete a key; requests that are signed with it are refused from then on."""
    with _iam(**where) as iam:
        iam("DeleteAccessKey", AccessKeyId=access_key_id)


@contextmanager
def _iam(
    *,
    account: str | None,
    data: Path | None,
    database: str | None,
    endpoint_url: str | None,
) -> "Iterator[Api]":
    """Give IAM's API of the account's root, and tell in one line what goes wrong."""
    if account is not None and not (account.isdecimal() and len(account) == len(NOBODYS_ACCOUNT)):
        raise click.BadParameter("must be twelve digits", param_hint="--account")
    from outdial.seed.api import RefusedError  # noqa: PLC0415 after --help

    if endpoint_url is not None and _is_typed("account", "data", "database"):
        raise click.UsageError(
            "A server has its own data, and your credentials name the account: with"
            " --endpoint-url leave --data, --database and --account out."
        )
    try:
        with _over(endpoint_url) if endpoint_url else _at(place_of(data, database), account) as api:
            yield api
    except RefusedError as error:
        raise click.ClickException(str(error)) from None


def _is_typed(*names: str) -> bool:
    """Tell whether any of these options was given, other than by the environment."""
    source_of = click.get_current_context().get_parameter_source
    return any(source_of(name) is ParameterSource.COMMANDLINE for name in names)


@contextmanager
def _at(place: Path | str, account: str | None) -> "Iterator[Api]":
    from outdial.access.identity import DEFAULT_REGION  # noqa: PLC0415 after --help
    from outdial.app import open_app  # noqa: PLC0415
    from outdial.domain.arns import Scope  # noqa: PLC0415
    from outdial.seed.api import in_process  # noqa: PLC0415
    from outdial.store.errors import StoreError  # noqa: PLC0415

    try:
        app = open_app(place)
    except (StoreError, OSError) as error:
        hint = " Or ask it: --endpoint-url http://127.0.0.1:4577" if "in use" in str(error) else ""
        raise click.ClickException(f"{error}{hint}") from None
    try:
        yield in_process(app, Scope(account or NOBODYS_ACCOUNT, DEFAULT_REGION), "iam")
    finally:
        app.close()


@contextmanager
def _over(url: str) -> "Iterator[Api]":
    from outdial.cli.endpoint import Endpoint, plain_errors  # noqa: PLC0415 after --help
    from outdial.seed.api import over_boto3  # noqa: PLC0415

    endpoint = Endpoint(url=url, region="us-east-1")
    with plain_errors(endpoint):
        yield over_boto3(endpoint.iam())
