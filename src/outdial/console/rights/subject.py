"""The queue that rights are about, and the server that judges them."""

from dataclasses import dataclass

from outdial.app import App
from outdial.console.addresses import address
from outdial.console.editing.configuration import MEMBER, Configuration
from outdial.console.pages.above import instance_name, way_to_instance
from outdial.console.rights.calls import Target
from outdial.console.visit import Crumb, Page, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A queue that was read by an operator, who alone may ask what others may do."""

    app: App
    visit: Visit
    name: str
    target: Target
    configuration: Configuration

    @classmethod
    def of(cls, visit: Visit) -> "Subject":
        """Read the queue that the address names; ServiceError if the visitor may not."""
        app = visit.visitor.operated()
        queue = visit.ask("DescribeQueue", QueueId=visit.parts[2])["Queue"]
        target = Target(instance=visit.instance, queue=queue["QueueId"], arn=queue["QueueArn"])
        return cls(
            app=app,
            visit=visit,
            name=queue["Name"],
            target=target,
            configuration=Configuration.of(queue.get(MEMBER)),
        )

    def address(self, *segments: str, **query: str) -> str:
        """Give the address of the queue's page, or of one below it."""
        visit, queue = self.visit, self.target.queue
        return address(visit.region, visit.instance, "queues", queue, *segments, **query)

    def page(
        self,
        template: str,
        title: str,
        *above: Crumb,
        status: int = 200,
        **values: object,
    ) -> Page:
        """Make a page about it, below the queue's own."""
        visit = self.visit
        way = way_to_instance(visit, instance_name(visit))
        return Page(
            template=f"rights/{template}.html",
            title=title,
            crumbs=(*way, Crumb(self.name, self.address()), *above),
            status=status,
            values={
                "access_address": self.address("access"),
                "explain_address": self.address("explain"),
                "auth": self.app.settings.auth,
                **values,
            },
        )
