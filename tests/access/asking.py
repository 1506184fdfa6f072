"""Calls put before the policies of a principal, in a transaction of their own."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest

from outdial.access.authorization import authorize, decide_call
from outdial.access.policy.decision import Decision
from outdial.access.policy.document import parse
from outdial.access.policy.evaluate import Layers
from outdial.access.principal import Principal
from outdial.access.resources import Asked, Named, resources_of
from outdial.access.surroundings import Surroundings
from outdial.app import App, open_app
from outdial.domain.arns import Scope
from outdial.errors import AccessDeniedException
from outdial.mirroring import Sides
from outdial.registry import HANDLERS
from outdial.store.transaction import Transaction, run
from outdial.wire.model import load

ACCOUNT = "123456789012"
ANN = Principal(
    kind="user",
    account=ACCOUNT,
    arn=f"arn:aws:iam::{ACCOUNT}:user/sales/ann",
    user_id="AIDAAAAAAAAAAAAAAAAAA",
    name="ann",
    tags={"team": "sales"},
)
NOTHING = Layers()
"""The layers of a principal without policies."""

SURROUNDINGS = Surroundings(
    now=datetime(2026, 1, 1, tzinfo=UTC), source_ip="192.0.2.1", user_agent="test", is_secure=True
)


@cache
def empty() -> App:
    """Give a world with nothing in it."""
    return open_app()


def statement(effect: str, resource: str | Sequence[str], **more: object) -> dict[str, object]:
    """Write a statement about any action."""
    return {"Effect": effect, "Action": "*", "Resource": resource, **more}


def allow(*resources: str, **more: object) -> dict[str, object]:
    """Write a statement that allows any action on resources."""
    return statement("Allow", resources, **more)


def deny(*resources: str, **more: object) -> dict[str, object]:
    """Write a statement that denies any action on resources."""
    return statement("Deny", resources, **more)


def when(operator: str, key: str, value: object) -> dict[str, object]:
    """Write the condition of a statement."""
    return {"Condition": {operator: {key: value}}}


def layers(*statements: Mapping[str, object]) -> Layers:
    """Make the layers of a principal who has one policy of these statements, or none."""
    document = {"Version": "2012-10-17", "Statement": statements}
    return Layers(identity=[parse(json.dumps(document), "identity", "ann's")] if statements else ())


def asked(
    tx: Transaction,
    operation: str,
    params: dict[str, Any],
    *,
    service: str = "connect",
    region: str = "us-east-1",
    raw: bool = False,
    principal: Principal = ANN,
) -> Asked:
    """Say what is asked for."""
    return Asked(
        scope=Scope(ACCOUNT, region),
        principal=principal,
        operation=operation,
        params=params,
        records=tx,
        service=service,
        path=load(service).operations[operation].uri,
        raw=raw,
    )


def named(operation: str, params: dict[str, Any], **more: Any) -> list[Named]:
    """Name the resources of a call in an empty world, or in the `app` that is given."""
    app: App = more.pop("app", None) or empty()
    service = more.get("service", "connect")
    on = HANDLERS[service, operation].on or ()
    return run(
        app.store, lambda tx: resources_of(on, asked(tx, operation, params, **more)), writes=False
    )


def arns(operation: str, params: dict[str, Any], **more: Any) -> list[str]:
    """Give the ARNs of the resources of a call."""
    return [one.arn for one in named(operation, params, **more)]


def decision(
    app: App, operation: str, params: dict[str, Any], policies: Layers, **more: Any
) -> Decision:
    """Decide on a call."""

    def work(tx: Transaction) -> Decision:
        call = asked(tx, operation, params, **more)
        sides = Sides(tx, call.scope, SURROUNDINGS.now, app.settings.mirroring_delay)
        handler = HANDLERS[call.service, operation]
        return decide_call(call, policies, handler, SURROUNDINGS, sides.enter)

    return run(app.store, work, writes=False)


def text_of_refusal(
    operation: str, params: dict[str, Any], policies: Layers = NOTHING, **more: Any
) -> str:
    """Give the text with which a call is refused, in an empty world or in the `app` given."""
    app: App = more.pop("app", None) or empty()
    with pytest.raises(AccessDeniedException) as refusal:
        _authorize(app, operation, params, policies, **more)
    return refusal.value.text


def _authorize(
    app: App, operation: str, params: dict[str, Any], policies: Layers, **more: Any
) -> None:
    def work(tx: Transaction) -> None:
        call = asked(tx, operation, params, **more)
        sides = Sides(tx, call.scope, SURROUNDINGS.now, app.settings.mirroring_delay)
        authorize(call, policies, HANDLERS[call.service, operation], SURROUNDINGS, sides.enter)

    run(app.store, work, writes=False)
