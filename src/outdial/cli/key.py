"""`outdial key`: access keys of accounts' roots."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outdial.cli.options import option
from outdial.cli.root_keys import NOBODYS_ACCOUNT

if TYPE_CHECKING:
    from outdial.seed.api import Api

_EPILOG = """\
\b
Examples:
  eval "$(outdial key create)"       in this terminal you are the root now
  outdial key create --account 123456789012
  outdial key list --data ./folder
  outdial key delete AKIAIOSFODNN7EXAMPLE
  outdial key create --endpoint-url http://127.0.0.1:4577
                                     in a running server, with a key that you have

\b
A server that should look at keys is started with --auth signed or --auth enforced.
"""


@click.group(short_help="Give the root of an account an access key.", epilog=_EPILOG)
def key() -> None:
    """Create, list and delete access keys of an account's root, who may do everything.

    On the data folder itself, while no server runs on it; or by IAM's API in a running server,
    with the credentials that any AWS tool would find. An account's root has two keys at most.
    """


def _where(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say in which Outdial, and in which account."""
    for add in (
        click.option(
            "--endpoint-url", metavar="URL", help="Address of a running Outdial to ask instead."
        ),
        option(
            "--data",
            type=click.Path(file_okay=False, path_type=Path),
            help="Folder that the data is in. Default: your data folder.",
        ),
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
def _iam(*, account: str | None, data: Path | None, endpoint_url: str | None) -> "Iterator[Api]":
    """Give IAM's API of the account's root, and tell in one line what goes wrong."""
    if account is not None and not (account.isdecimal() and len(account) == len(NOBODYS_ACCOUNT)):
        raise click.BadParameter("must be twelve digits", param_hint="--account")
    from outdial.seed.api import RefusedError  # noqa: PLC0415 after --help

    if endpoint_url is not None and (account, data) != (None, None):
        raise click.UsageError(
            "A server has its own data, and your credentials name the account: with"
            " --endpoint-url leave --data and --account out."
        )
    try:
        with _in_folder(account, data) if endpoint_url is None else _over(endpoint_url) as api:
            yield api
    except RefusedError as error:
        raise click.ClickException(str(error)) from None


@contextmanager
def _in_folder(account: str | None, data: Path | None) -> "Iterator[Api]":
    from outdial.access.identity import DEFAULT_REGION  # noqa: PLC0415 after --help
    from outdial.app import open_app  # noqa: PLC0415
    from outdial.cli.data_folder import database_in  # noqa: PLC0415
    from outdial.domain.arns import Scope  # noqa: PLC0415
    from outdial.seed.api import in_process  # noqa: PLC0415
    from outdial.store.errors import StoreError  # noqa: PLC0415

    try:
        app = open_app(database_in(data))
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
