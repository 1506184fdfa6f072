"""What came to the audit trail since a page of it was shown, for pages that follow it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Self

from outdial.console.addresses import address
from outdial.console.pages.trail_events import (
    MOST_OF_RESOURCE,
    MOST_RESOURCES,
    Filters,
    Told,
    asked_of,
    look_up,
    region_of,
)
from outdial.console.visit import Page, Visit
from outdial.errors import InvalidParameterException

PLACE = "newer-events"

MOST_AT_ONCE = 200
MOST_IN_ALL = 500
"""So many events are added to a page, so that it stays small; then it offers to begin again."""

_LATE = timedelta(seconds=3)
"""So much later than others of its time an event may come, as it is written with a commit."""

_TOLD_APART = 13
"""Characters of an id that tell the events of some seconds apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """How far a page shows the trail: all before a second, and after it the events with these ids.

    Of a full page `last` is the oldest event: what is older than that stands on the next one.
    `count` is how many events were added to the page since it was shown.
    """

    since: datetime
    ids: frozenset[str] = frozenset()
    last: str = ""
    count: int = 0

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Read it from a query; InvalidParameterException if it is none that we wrote."""
        try:
            since = datetime.fromtimestamp(int(query.get("after", "")), UTC)
            count = int(query.get("count", ""))
        except (ValueError, OverflowError, OSError):
            raise InvalidParameterException("No page follows the trail like this") from None
        ids = frozenset(query.get("ids", "").split())
        return cls(since=since, ids=ids, last=query.get("last", ""), count=count)

    @classmethod
    def first(cls, events: Sequence[Told], now: datetime, *, is_cut: bool) -> Self:
        """Begin after a page of events, newest first."""
        last = _short(events[-1]) if is_cut and events else ""
        return cls(since=now - _LATE, last=last).after(events, 0, now)

    def news(self, events: Sequence[Told]) -> list[Told]:
        """Pick the events that the page does not show yet, out of all since then."""
        named = {_short(event): event for event in events}
        newer = takewhile(lambda each: each[0] != self.last, named.items())
        return [event for short, event in newer if short not in self.ids]

    def after(self, events: Sequence[Told], count: int, now: datetime) -> Self:
        """Go on after all events that were found, of which so many were added to the page."""
        since = max(self.since, now - _LATE).replace(microsecond=0)
        ids = frozenset(_short(event) for event in events if event.time >= since)
        last = self.last if self.last in ids else ""
        return type(self)(since=since, ids=ids, last=last, count=self.count + count)

    def address(self, asked: Mapping[str, str]) -> str:
        """Give the address at which the news are."""
        return address(
            PLACE,
            **asked,
            after=str(int(self.since.timestamp())),
            count=str(self.count),
            last=self.last,
            ids=" ".join(sorted(self.ids)),
        )


def show_newer(visit: Visit) -> Page:
    """Show the events that a page does not show yet, and where it finds the next ones."""
    region, asked = region_of(visit), asked_of(visit)
    followed, filters = Followed.of(visit.query), Filters.of(visit.query)
    now = visit.visitor.now
    since = max(followed.since, filters.since or followed.since)
    events, token = look_up(
        visit.visitor.going_on(), region, filters.from_then_on(since), most=MOST_AT_ONCE
    )
    news = followed.news(events)
    following = followed.after(events, len(news), now)
    is_too_much = bool(token) or following.count > MOST_IN_ALL
    return Page(
        template="newer.html",
        title="",
        values={
            "events": [] if token else news,
            "most_resources": MOST_RESOURCES,
            "most_of_resource": MOST_OF_RESOURCE,
            "now": now,
            "is_too_much": is_too_much,
            "newest": address("trail", **asked),
            "newer": following.address(asked),
        },
    )


def _short(event: Told) -> str:
    return event.id[:_TOLD_APART]
