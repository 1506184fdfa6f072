"""What somebody has entered into the form of a queue's outbound caller."""

from dataclasses import dataclass, replace
from typing import Self

from markupsafe import Markup, escape

from outdial.console.editing.configuration import Chosen, Configuration
from outdial.console.forms import Form

_MOST = 2_000
"""So many characters of a field are read: more than any rule takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered(Chosen):
    """The fields of the form; `read` is the fingerprint of what the queue had when it was read."""

    read: str

    @classmethod
    def of(cls, form: Form) -> Self:
        """Read what was sent; what a name is made of is left to the server to judge."""
        return cls(
            name=form.one("name")[:_MOST],
            number=form.one("number").strip()[:_MOST],
            flow=form.one("flow").strip()[:_MOST],
            read=form.one("read")[:_MOST],
            other_number=form.one("other-number").strip()[:_MOST],
            other_flow=form.one("other-flow").strip()[:_MOST],
        )

    @classmethod
    def having(cls, config: Configuration) -> Self:
        """Begin with what a queue has."""
        return cls(
            name=config.name, number=config.number, flow=config.flow, read=config.fingerprint
        )

    def read_again(self, config: Configuration) -> Self:
        """Keep what was entered, as a change of what the queue has by now."""
        return replace(self, read=config.fingerprint)


def unaltered(text: str) -> Markup:
    """Escape a text for a field, and leave every character as it is: it will be sent back."""
    return escape(text)
