"""What a start state can say. Field for field, docs/reference/seed.md tells what each means."""

from typing import Literal

import msgspec

from outdial.access.identity import DEFAULT_REGION, NOBODYS_ACCOUNT
from outdial.domain.contact_flow import ContactFlowType
from outdial.domain.phone_number import PhoneNumberType

Day = Literal["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"]

BASIC_HOURS = "Basic Hours"
BASIC_QUEUE = "BasicQueue"
DEFAULT_QUEUE_TRANSFER = "Default queue transfer"


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a start state; a misspelt field is refused, not passed over."""


class Opening(Item, frozen=True, kw_only=True):
    """Days, and the time from which to which they are open; the same time twice is all day."""

    days: tuple[Day, ...]
    opens: str
    closes: str


class Hours(Item, frozen=True, kw_only=True):
    """Hours of operation."""

    name: str
    description: str | None = None
    time_zone: str = "UTC"
    open: tuple[Opening, ...] = ()
    tags: dict[str, str] = {}


class Flow(Item, frozen=True, kw_only=True):
    """A flow; `says`, `content` or `content_file` tells what it does."""

    name: str
    type: ContactFlowType = "OUTBOUND_WHISPER"
    description: str | None = None
    says: str | None = None
    content: str | None = None
    content_file: str | None = None
    status: Literal["PUBLISHED", "SAVED"] = "PUBLISHED"
    tags: dict[str, str] = {}


class Number(Item, frozen=True, kw_only=True):
    """A phone number to claim: this very one, or the first free one of a country and type.

    The latter is found again by its description.
    """

    number: str | None = None
    country: str | None = None
    type: PhoneNumberType = "DID"
    prefix: str | None = None
    description: str | None = None
    tags: dict[str, str] = {}


class CallerConfig(Item, frozen=True, kw_only=True):
    """A queue's outbound caller configuration; what is left out is cleared."""

    name: str | None = None
    number: str | None = None
    whisper: str | None = None


class Queue(Item, frozen=True, kw_only=True):
    """A standard queue; `number` and `whisper` of its caller name entries of the start state."""

    name: str
    description: str | None = None
    hours: str = BASIC_HOURS
    max_contacts: int | None = None
    status: Literal["ENABLED", "DISABLED"] = "ENABLED"
    caller: CallerConfig | None = None
    quick_connects: tuple[str, ...] = ()
    tags: dict[str, str] = {}


class QuickConnect(Item, frozen=True, kw_only=True):
    """A quick connect to a phone number, or to a queue by a flow."""

    name: str
    description: str | None = None
    phone: str | None = None
    queue: str | None = None
    flow: str = DEFAULT_QUEUE_TRANSFER
    tags: dict[str, str] = {}


class Instance(Item, frozen=True, kw_only=True):
    """An instance and what is in it."""

    alias: str
    region: str = DEFAULT_REGION
    account: str = NOBODYS_ACCOUNT
    identity: Literal["CONNECT_MANAGED", "SAML"] = "CONNECT_MANAGED"
    inbound_calls: bool = True
    outbound_calls: bool = True
    attributes: dict[str, bool] = {}
    tags: dict[str, str] = {}
    hours: tuple[Hours, ...] = ()
    flows: tuple[Flow, ...] = ()
    numbers: tuple[Number, ...] = ()
    queues: tuple[Queue, ...] = ()
    quick_connects: tuple[QuickConnect, ...] = ()


class State(Item, frozen=True, kw_only=True):
    """A whole start state."""

    instances: tuple[Instance, ...] = ()


KINDS: dict[str, type[Item]] = {
    "": State,
    "instances": Instance,
    "hours": Hours,
    "open": Opening,
    "flows": Flow,
    "numbers": Number,
    "queues": Queue,
    "caller": CallerConfig,
    "quick_connects": QuickConnect,
}
"""What stands at a field of this name."""
