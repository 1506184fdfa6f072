"""What is made of the outbound callers of many queues: each part is kept, set or removed."""

from dataclasses import dataclass
from typing import Literal, Self, get_args

from outdial.console.editing.configuration import Configuration
from outdial.console.forms import Form

Deed = Literal["keep", "set", "remove"]

PARTS = ("name", "number", "flow")
"""What a configuration is made of, as the fields of the form are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What each configuration is to have; None keeps what it has, '' removes it."""

    name: str | None = None
    number: str | None = None
    flow: str | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether everything is kept."""
        return self == Change()

    def of(self, config: Configuration) -> Configuration:
        """Make a queue's new configuration: the API replaces it whole, so what is kept is there."""
        return Configuration(
            name=config.name if self.name is None else self.name,
            number=config.number if self.number is None else self.number,
            flow=config.flow if self.flow is None else self.flow,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What somebody has entered of one part: what to do, and with what.

    `other` is an id or ARN that is not among the choices, and counts if it is not empty.
    """

    deed: Deed = "keep"
    value: str = ""
    other: str = ""

    @classmethod
    def of(cls, form: Form, part: str) -> Self:
        """Read it from a form; what a name is made of is left to the server to judge."""
        deed, value = form.one(f"new-{part}-deed"), form.one(f"new-{part}")
        return cls(
            deed=next((each for each in get_args(Deed) if each == deed), "keep"),
            value=value if part == "name" else value.strip(),
            other=form.one(f"other-{part}").strip(),
        )

    @property
    def wanted(self) -> str | None:
        """Give what is set; None keeps, '' removes."""
        match self.deed:
            case "set":
                return self.other or self.value
            case "remove":
                return ""
            case _:
                return None

    @property
    def is_missing(self) -> bool:
        """Tell whether something shall be set, but not what."""
        return self.wanted == "" and self.deed == "set"


def change_of(entered: dict[str, Entered]) -> Change:
    """Put together what was entered of each part."""
    return Change(**{part: entered[part].wanted for part in PARTS})
