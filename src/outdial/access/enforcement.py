"""Policies, enforced: a call that its caller may not make is refused.

It loads the policy language, so only an Outdial that enforces policies loads it.
"""

from typing import TYPE_CHECKING

from outdial.access.authority import Authority
from outdial.access.authorization import authorize
from outdial.access.layers import layers_of
from outdial.access.resources import asked_by

if TYPE_CHECKING:
    from outdial.access.identity import Caller
    from outdial.access.resource_records import Enter
    from outdial.access.surroundings import Surroundings
    from outdial.registry import Handler
    from outdial.settings import Settings
    from outdial.store.transaction import Transaction
    from outdial.wire.decode import Params
    from outdial.wire.model import Operation


def enforce(
    caller: "Caller",
    operation: "Operation",
    params: "Params",
    handler: "Handler",
    *,
    tx: "Transaction",
    settings: "Settings",
    surroundings: "Surroundings",
    enter: "Enter",
) -> Authority:
    """Refuse a call that its caller may not make; give what else the caller may do."""
    asked = asked_by(caller, operation, params, tx, settings)
    layers = layers_of(caller, tx, settings)
    authorize(asked, layers, handler, surroundings, enter)
    return Authority(layers=layers, surroundings=surroundings)
