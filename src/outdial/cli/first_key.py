"""The first access key of a root: made when a server starts that nobody could call yet."""

import json
from functools import partial
from typing import TYPE_CHECKING, Literal

import click

from outdial.access.identity import DEFAULT_REGION, NOBODYS_ACCOUNT, Caller
from outdial.call import Call
from outdial.domain.arns import Scope
from outdial.mirroring import Sides
from outdial.operations.iam.access_keys import create_access_key, list_access_keys
from outdial.store.transaction import Failure, Job, Transaction
from outdial.trail.witness import Witness
from outdial.wire.model import load

if TYPE_CHECKING:
    from outdial.app import App
    from outdial.wire import iam_shapes as shapes

_SCOPE = Scope(NOBODYS_ACCOUNT, DEFAULT_REGION)


def first_key(app: "App") -> "shapes.AccessKey | None":
    """Create a key of the root of account 000000000000, unless it has one already.

    Of servers that start at once on the same database, one creates it.
    """
    (made,) = app.store.run_many((Job(partial(_create, app), writes=True),))
    if isinstance(made, Failure):
        raise made.error
    key: shapes.AccessKey | None = made
    return key


def show(key: "shapes.AccessKey", log_format: Literal["text", "json"]) -> None:
    """Print a new key with its secret, which nothing else does."""
    if log_format == "json":
        line = {
            "event": "root key created",
            "access_key_id": key["AccessKeyId"],
            "secret_access_key": key["SecretAccessKey"],
        }
        click.echo(json.dumps(line))
        return
    click.echo(f"A new access key of the root of account {_SCOPE.account}, not shown again:\n")
    click.echo(f"export AWS_ACCESS_KEY_ID={key['AccessKeyId']}")
    click.echo(f"export AWS_SECRET_ACCESS_KEY={key['SecretAccessKey']}\n")


def _create(app: "App", tx: Transaction) -> "shapes.AccessKey | None":
    now, settings = app.world.now(), app.settings
    tx.lock((_SCOPE.account,))
    caller = Caller(_SCOPE, "iam")
    operation = load("iam").operations["CreateAccessKey"]
    sides = Sides(tx, _SCOPE, now, settings.mirroring_delay)
    call = Call(operation, caller, now, app.world, settings, tx, sides)
    if list_access_keys(call, {})["AccessKeyMetadata"]:
        return None
    answer = create_access_key(call, {})
    if settings.trail:
        seen = Witness(app.world.new_request_id(), operation, caller=caller, params={})
        app.trail.add(tx, seen, now, answer, settings.trail_days)
    return answer["AccessKey"]
