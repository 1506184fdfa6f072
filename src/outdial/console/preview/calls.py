"""What is known of a queue's calls on one side: what they show, play, and what would break."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

from outdial.callers import QueueCaller, read_caller
from outdial.console.preview.api_client import ApiClient
from outdial.errors import AccessDeniedException, ServiceError
from outdial.rehearsal.problem import SILENCING, Problem
from outdial.rehearsal.reading import Clients, RehearsalError, read_queue_pair
from outdial.rehearsal.report import rehearse
from outdial.seed.api import RefusedError


class Ask(Protocol):
    """Performs an operation in a Region as whoever looks; ServiceError if it is refused."""

    def __call__(self, region: str, operation: str, /, **members: Any) -> Mapping[str, Any]:
        """Call with the members of the operation's input; None is absent."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCalls:
    """A queue's caller in a Region, and the problems of a failover that concern the queue.

    `problems` is None if the instance has one Region only, so that there is nothing to rehearse, or
    if whoever looks may not read both of them; then `refusal` says so.
    """

    region: str
    caller: QueueCaller
    problems: tuple[Problem, ...] | None = None
    refusal: str = ""

    @property
    def number(self) -> str | None:
        """The number that calls from this Region show; None if they have none and fail."""
        if self.caller.number_set_by_flow:
            return self.caller.number_set_by_flow
        is_silent = any(
            problem.name in SILENCING and problem.region == self.region
            for problem in self.problems or ()
        )
        is_usable = self.caller.number_state == "CLAIMED" and not is_silent
        return self.caller.number if is_usable else None


def read_calls(ask: Ask, region: str, instance_id: str, queue_id: str) -> QueueCalls:
    """Read a queue's calls; ServiceError if there is no such queue, or if it may not be read."""

    def call(operation: str, /, **members: Any) -> Mapping[str, Any]:
        try:
            return ask(region, operation, **members)
        except ServiceError as error:
            raise RefusedError(operation, error.code, error.text or str(error)) from error

    try:
        caller = read_caller(call, instance_id, queue_id)
    except RefusedError as refused:
        if isinstance(refused.__cause__, ServiceError):
            raise refused.__cause__ from None
        raise
    try:
        problems, refusal = _problems(ask, region, instance_id, queue_id), ""
    except AccessDeniedException as error:
        problems, refusal = None, error.text or error.code
    return QueueCalls(region=region, caller=caller, problems=problems, refusal=refusal)


def _problems(ask: Ask, region: str, instance_id: str, queue_id: str) -> tuple[Problem, ...] | None:
    """Rehearse the failover of one queue; None if the instance is not replicated."""
    try:
        pair = read_queue_pair(clients_of(ask, region), region, instance_id, queue_id)
    except RehearsalError:
        return None
    return rehearse(pair).problems


def clients_of(ask: Ask, here: str) -> Clients:
    """Give what the rehearsal asks for clients; without a Region they are of the one `here`."""

    def client(region: str | None) -> ApiClient:
        return ApiClient(ask, region or here)

    return cast("Clients", client)
