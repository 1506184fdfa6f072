"""The rehearsal: phases in each of which clients write, something breaks, and all is compared."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from ha.centre import set_up
from ha.cluster import Cluster
from ha.ledger import Ledger, inventions, longest_pause, losses
from ha.looking import read_back, unequal_tables
from ha.network import Network
from ha.report import Outcome
from ha.service import Service
from ha.waiting import wait_until
from ha.writers import Writer, writing

WRITERS = 16
SOME = 1_000
"""So many changes are acknowledged before something breaks, and again once service is back."""

PROMPT = 1.0
"""A call that is answered within so many seconds has got service."""

Say = Callable[[str], None]
"""Tells who watches what happens now."""

WriteSome = Callable[[], None]
"""Waits until some more changes are acknowledged."""


class Rehearsal:
    """A cluster, two servers and their clients, and what is done to them."""

    def __init__(self, folder: Path, say: Say, *, synchronous: bool) -> None:
        network = Network(folder)
        self._say = say
        self._cluster = Cluster(network, synchronous=synchronous)
        self._services = [
            Service(network, 1, proxied=True),
            Service(network, 2, proxied=False),
        ]
        self._told: set[str] = set()

    def start(self) -> None:
        """Start everything."""
        self._say("Two database nodes and a witness start")
        self._cluster.start()
        self._say("Two Outdial servers start")
        for service in self._services:
            service.start(self._cluster.databases)
        connects = [service.connect() for service in self._services]
        self._centre = set_up(connects[0])
        self._writers = [
            Writer(connects[number % 2], self._centre, number) for number in range(WRITERS)
        ]

    def phases(self) -> Iterator[Outcome]:
        """Go through all phases."""
        yield self._phase("nothing breaks", lambda write_some: write_some())
        yield self.killed()
        yield self._phase("primary cut off", self._cut_off)

    def killed(self) -> Outcome:
        """Go through the phase in which the primary's machine dies."""
        return self._phase("primary killed", self._kill)

    def _kill(self, write_some: WriteSome) -> None:
        cluster, primary = self._cluster, self._cluster.primary
        standby = cluster.other(primary)
        with cluster.standby_behind(standby):
            time.sleep(1)  # the standby has to be behind by something
            self._say(f"{standby.name} is a second behind; all on {primary.name} is killed")
            primary.kill_everything()
        cluster.wait_for_takeover(standby)
        self._say(f"{standby.name} is the primary")
        write_some()
        self._say(f"{primary.name} comes back")
        cluster.restart(primary)

    def _cut_off(self, write_some: WriteSome) -> None:
        cluster, primary = self._cluster, self._cluster.primary
        standby = cluster.other(primary)
        self._say(f"{primary.name} is cut off")
        primary.cut()
        cluster.wait_for_takeover(standby)
        self._say(f"{standby.name} is the primary")
        write_some()
        self._say(f"{primary.name} is connected again")
        primary.mend()

    def _phase(self, name: str, break_something: Callable[[WriteSome], None]) -> Outcome:
        self._say(f"Phase: {name}; {WRITERS} clients write")
        begin, before = time.monotonic(), self._refusals()
        with writing(self._writers) as count:

            def write_some() -> None:
                wanted = count() + SOME
                wait_until(lambda: count() >= wanted, f"{SOME} more changes are acknowledged")

            write_some()
            break_something(write_some)
            self._cluster.wait_until_whole()
            self._say("Both nodes are there")
            write_some()
            end = time.monotonic()
        self._say("All is compared")
        lost, wrong = self._compare()
        refused, unanswered = (now - was for now, was in zip(self._refusals(), before, strict=True))
        calls = [[call for call in one.times if begin < call[1] < end] for one in self._ledgers]
        prompt = [end for own in calls for begin, end in own if end - begin <= PROMPT]
        return Outcome(
            phase=name,
            acknowledged=sum(map(len, calls)),
            lost=lost,
            wrong=wrong,
            refused=refused,
            unanswered=unanswered,
            pause=longest_pause(prompt, begin, end),
            wait=max(longest_pause([call[1] for call in own], begin, end) for own in calls),
        )

    def _compare(self) -> tuple[list[str], list[str]]:
        """Tell what is lost or wrong, and was not told of after an earlier phase."""
        service = self._services[0]
        found = read_back(service.connect(), service.cloudtrail(), self._centre, self._ledgers)
        lost = [text for one in self._ledgers for text in losses(one, found)]
        wrong = [
            *inventions(self._ledgers, found),
            *(f"table {name} differs" for name in unequal_tables(self._cluster)),
            *(f"outdial check: {text}" for text in [self._services[1].check()] if text),
        ]
        new_lost, new_wrong = ([t for t in texts if t not in self._told] for texts in (lost, wrong))
        self._told.update((*lost, *wrong))
        return new_lost, new_wrong

    def _refusals(self) -> tuple[int, int]:
        return (
            sum(one.refused for one in self._ledgers),
            sum(one.unanswered for one in self._ledgers),
        )

    @property
    def _ledgers(self) -> list[Ledger]:
        return [writer.ledger for writer in self._writers]
