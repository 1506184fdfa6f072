"""The queue whose outbound caller is to be changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from outdial.console.addresses import address
from outdial.console.editing.conditional import if_unchanged
from outdial.console.editing.configuration import MEMBER, OPERATION, Configuration
from outdial.console.leading import see_other
from outdial.console.named import CallerShown, Directory, caller_shown
from outdial.console.pages.above import instance_name, way_to_instance
from outdial.console.visit import Crumb, Page, Visit
from outdial.errors import ConditionalOperationFailedException, ServiceError
from outdial.http import Response
from outdial.registry import Around


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A queue as it was read, and whoever wants to change it."""

    visit: Visit
    queue: Mapping[str, Any]

    @classmethod
    def of(cls, visit: Visit) -> "Subject":
        """Read the queue that the address names; ServiceError if it cannot be read."""
        return cls(visit=visit, queue=visit.ask("DescribeQueue", QueueId=visit.parts[2])["Queue"])

    @property
    def configuration(self) -> Configuration:
        """What it has."""
        return Configuration.of(self.queue.get(MEMBER))

    def address(self, **query: str) -> str:
        """Give the address of its page."""
        visit = self.visit
        return address(visit.region, visit.instance, "queues", self.queue["QueueId"], **query)

    def change(self, config: Configuration, around: Around) -> None:
        """Replace what it has, inside of what is done around that; ServiceError if refused."""
        visit = self.visit
        request = config.request(visit.instance, self.queue["QueueId"])
        visit.visitor.change(visit.region, OPERATION, request, around)

    def save(self, config: Configuration, read: str) -> Response:
        """Replace what it has if that is as it was read, and lead to its page, which says so."""
        self.change(config, if_unchanged(read))
        try:
            saved = Subject.of(self.visit).configuration.fingerprint
        except ServiceError:  # who may change a queue need not be allowed to look at it
            saved = ""
        return see_other(self.address(saved=saved))

    def page(
        self,
        template: str,
        title: str,
        values: Mapping[str, object],
        error: ServiceError | None = None,
    ) -> Page:
        """Make a page about it, with why something was refused if it was."""
        visit, name = self.visit, self.queue["Name"]
        is_stale = isinstance(error, ConditionalOperationFailedException)
        way = way_to_instance(visit, instance_name(visit))
        return Page(
            template=f"editing/{template}.html",
            title=f"{title} {name}",
            crumbs=(*way, Crumb(name, self.address())),
            status=200 if error is None else error.status,
            values={
                "region": visit.region,
                "instance": visit.instance,
                "queue_address": self.address(),
                "error": "" if error is None else error.text or error.code,
                "stale": self._shown() if is_stale else None,
                **values,
            },
        )

    def _shown(self) -> CallerShown:
        return caller_shown(self.queue, Directory(self.visit))
