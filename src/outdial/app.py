"""The corridor: every request passes each step once, in this order, in this module."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outdial import operations as operations  # noqa: PLC0414 importing it fills the table
from outdial.access.gate import authenticate
from outdial.access.identity import Caller, identify
from outdial.access.limits import admit
from outdial.access.throttle import buckets_of
from outdial.call import Call
from outdial.errors import AccessDeniedException, ServiceError
from outdial.faults.plan import Faults
from outdial.http import Request, Response
from outdial.idempotency import once
from outdial.mirroring import Sides
from outdial.registry import HANDLERS, Around, Handler, handler_of, not_served
from outdial.settings import Settings
from outdial.store.durability import Durability
from outdial.store.opening import open_store, shared_of
from outdial.store.transaction import Failure, Job, Store, Transaction
from outdial.trail.trail import Trail
from outdial.trail.witness import MOST_OF_AGENT, OUR_OWN_WAY, Way, Witness
from outdial.wire.decode import Params, Unreadable
from outdial.wire.encode import encode_error
from outdial.wire.model import Operation
from outdial.wire.protocols import Protocol, protocol_of
from outdial.wire.validate import find_violations
from outdial.world import World

if TYPE_CHECKING:
    from outdial.access.authority import Authority

logger = logging.getLogger("outdial")


@dataclass(slots=True)
class _Attempt:
    """A request that is ready to be run."""

    protocol: Protocol
    seen: Witness
    job: Job


class App:
    """The service: requests in, responses out."""

    def __init__(self, store: Store, world: World, settings: Settings | None = None) -> None:
        self.store = store
        self.world = world
        self.settings = settings or Settings()
        self.buckets = buckets_of(shared_of(store))
        self.faults = Faults(HANDLERS, shared_of(store))
        self.trail = Trail()
        protocol_of("connect")  # read now, as nearly every request needs it

    def handle(self, request: Request) -> Response:
        """Answer one HTTP request; only a fault of the server itself escapes as an exception."""
        outcome = self.handle_many((request,))[0]
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def handle_many(self, requests: Sequence[Request]) -> list[Response | Exception]:
        """Answer HTTP requests in one commit; a request that met a fault of ours gets that fault.

        Every reply waits for the commit, refusals and reads too: they may have seen a
        neighbour's change before it was certain.
        """
        attempts = [self._prepare(request) for request in requests]
        jobs = [attempt.job for attempt in attempts if isinstance(attempt, _Attempt)]
        outcomes = iter(self._run(jobs) if jobs else ())
        return [
            _late(attempt, self._conclude(attempt, next(outcomes)))
            if isinstance(attempt, _Attempt)
            else attempt
            for attempt in attempts
        ]

    def perform(
        self,
        caller: Caller,
        name: str,
        params: Params,
        around: Around | None = None,
        way: Way = OUR_OWN_WAY,
    ) -> Any:
        """Do one operation for a known caller, all or nothing; raise its ServiceError.

        `around` is done instead of the operation, in its transaction, and may run it.
        """
        protocol = _protocol(caller.service)
        operation = protocol.model.operations[name]
        seen = Witness(self.world.new_request_id(), operation, *way, caller=caller, params=params)

        def work(tx: Transaction) -> Any:
            handler = handler_of(operation).inside(around)
            return self._perform(seen, tx, caller, protocol, handler, params, self.world.now())

        outcome = self._run((_job(work, operation),))[0]
        self._note(seen, outcome)
        if isinstance(outcome, Failure):
            raise outcome.error
        return outcome

    def write_trail(self) -> None:
        """Write what waits for the trail; a front that knows the time calls this when it is due."""
        if self.trail.waits:
            self._run((Job(lambda _: None, writes=True),))

    def reset(self) -> None:
        """Forget everything."""
        self.store.reset()
        self.buckets.clear()
        self.faults.clear()
        self.trail.clear()

    def close(self) -> None:
        """Let go of the store."""
        self.write_trail()
        self.store.close()

    def _run(self, jobs: Sequence[Job]) -> list[Any]:
        """Run jobs, and with those that commit anything what waits for the trail."""
        waiting = self.trail.job(jobs, self.settings.trail_days)
        if waiting is None:
            return self.store.run_many(jobs)
        written, *outcomes = self.store.run_many((waiting.job, *jobs))
        if isinstance(written, Failure):
            self.trail.hold_again(waiting)
        return outcomes

    def _note(self, seen: Witness, outcome: Any) -> None:
        """Let the trail hold a call that changed nothing."""
        error = outcome.error if isinstance(outcome, Failure) else None
        if self.settings.trail and (error is not None or not seen.operation.writes):
            self.trail.hold(seen, self.world.now(), error)

    def _prepare(self, request: Request) -> "_Attempt | Response | Exception":
        request_id = self.world.new_request_id()
        protocol = operation = None
        try:
            caller = identify(request)
            protocol = _protocol(caller.service)
            operation, raw = protocol.identify(request)
            agent = request.headers.get("user-agent", "")[:MOST_OF_AGENT]
            seen = Witness(request_id, operation, request.peer, agent, request.is_secure)
            work = partial(self._answer, seen, request, caller, protocol, raw)
            subject = hash((operation.key, caller.access_key, request.path))
            return _Attempt(protocol, seen, _job(work, operation, subject))
        except ServiceError as error:
            write = protocol.encode_error if protocol else encode_error
            return write(error, request_id, operation)
        except Exception as fault:  # noqa: BLE001 its neighbours in the batch go on
            return fault

    def _conclude(self, attempt: _Attempt, outcome: Any) -> Response | Exception:
        seen, protocol = attempt.seen, attempt.protocol
        self._note(seen, outcome)
        error = outcome.error if isinstance(outcome, Failure) else None
        if isinstance(error, ServiceError):
            return protocol.encode_error(error, seen.request_id, seen.operation)
        if error is not None:
            return error
        try:
            return protocol.encode(seen.operation, outcome, seen.request_id)
        except Exception as fault:  # noqa: BLE001 its neighbours in the batch have their answers
            return fault

    def _answer(
        self,
        seen: Witness,
        request: Request,
        claimed: Caller,
        protocol: Protocol,
        raw: dict[str, str],
        tx: Transaction,
    ) -> Any:
        """Take one request through all that needs the store."""
        operation, now = seen.operation, self.world.now()
        caller = authenticate(request, claimed, tx, self.settings, now)
        seen.caller = caller
        handler = handler_of(operation)
        if not seen.is_counted:
            admit(self.settings.limits, self.buckets, caller.scope, operation.key, now)
        seen.params = params = _decode(caller, protocol, operation, raw, request)
        if not seen.is_counted:
            seen.fault = self.faults.next(caller.scope, operation.key, params)
            seen.is_counted = True
        if seen.fault:
            seen.fault.refuse()
        return self._perform(seen, tx, caller, protocol, handler, params, now)

    def _perform(
        self,
        seen: Witness,
        tx: Transaction,
        caller: Caller,
        protocol: Protocol,
        handler: Handler,
        params: Params,
        now: datetime,
    ) -> Any:
        """Do an operation for a caller who is known."""
        operation = seen.operation
        violations = find_violations(operation, params)
        tx.lock(handler.homes(caller, params))
        settings = self.settings
        sides = Sides(tx, caller.scope, now, settings.mirroring_delay)
        authority = None
        if settings.auth == "enforced":
            authority = _enforce(seen, caller, params, handler, settings, sides)
        protocol.refuse_any(violations, operation)
        call = Call(operation, caller, now, self.world, settings, tx, sides, authority)
        answer = once(call, params, handler.run)
        sides.carry()
        if settings.trail and operation.writes:
            self.trail.add(tx, seen, now, answer, settings.trail_days)
        return answer


def open_app(
    place: Path | str | None = None,
    *,
    world: World | None = None,
    settings: Settings | None = None,
    durability: Durability = "full",
) -> App:
    """Open the service on a SQLite file, the URL of a PostgreSQL database, or in memory.

    StoreError says why it cannot be opened.
    """
    return App(open_store(place, durability=durability), world or World(), settings)


def _enforce(
    seen: Witness,
    caller: Caller,
    params: Params,
    handler: Handler,
    settings: Settings,
    sides: Sides,
) -> "Authority":
    from outdial.access.enforcement import enforce  # noqa: PLC0415 it loads the policy language

    return enforce(
        caller,
        seen.operation,
        params,
        handler,
        tx=sides.tx,
        settings=settings,
        surroundings=seen.surroundings(sides.now),
        enter=sides.enter,
    )


def _protocol(service: str) -> Protocol:
    protocol = protocol_of(service)
    if protocol is None:
        raise not_served(service)
    return protocol


def _decode(
    caller: Caller,
    protocol: Protocol,
    operation: Operation,
    raw: dict[str, str],
    request: Request,
) -> Params:
    try:
        return protocol.decode(operation, raw, request)
    except Unreadable as error:
        # The service's authoriser reads the body first and denies what it cannot read [observed].
        logger.info("%s: the request could not be read: %s", operation.name, error)
        raise AccessDeniedException(
            f"User: {caller.arn} is not authorized to perform: connect:* on resource: *"
            " with an explicit deny"
        ) from error


def _late(attempt: _Attempt, answer: Response | Exception) -> Response | Exception:
    """Have the front keep an answer back for as long as a fault wants it."""
    if attempt.seen.delay and isinstance(answer, Response):
        return replace(answer, delay=attempt.seen.delay)
    return answer


def _job(
    work: Callable[[Transaction], Any], operation: Operation, subject: int | None = None
) -> Job:
    """Make a job; one that looks at the trail finds there what waited to be written to it."""
    return Job(work, operation.writes, operation.service == "cloudtrail", subject)
