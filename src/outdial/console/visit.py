"""One request of a page, and what a page is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from outdial.console.forms import Form
from outdial.console.sessions import Session
from outdial.console.visitor import Visitor

if TYPE_CHECKING:
    from outdial.console.bulk.plans import Plans


class Crumb(NamedTuple):
    """A page above the one that is shown."""

    text: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who wants to see what: the parts of the address that stand for something, and its query.

    `form` is what was sent, if something shall be done; `form_token` goes into each form. `server`
    is the server's address as the visitor knows it. `plans` are those of all visitors.
    """

    visitor: Visitor
    plans: "Plans"
    parts: tuple[str, ...] = ()
    query: Mapping[str, str] = field(default_factory=dict)
    session: Session | None = None
    form: Form = field(default_factory=Form)
    form_token: str = ""
    server: str = ""

    @property
    def region(self) -> str:
        """The Region that the address names."""
        return self.parts[0]

    @property
    def instance(self) -> str:
        """The id of the instance that the address names."""
        return self.parts[1]

    def ask(self, operation: str, **members: Any) -> Mapping[str, Any]:
        """Perform an operation in the Region of the address, on its instance."""
        return self.visitor.ask(self.region, operation, InstanceId=self.instance, **members)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page before it is rendered."""

    template: str
    title: str
    values: Mapping[str, object] = field(default_factory=dict)
    crumbs: tuple[Crumb, ...] = ()
    status: int = 200
