"""Contact flows: the record, its draft and its published content.

The rules, each with its mark: documented, observed, inferred or chosen.

C1  A flow is published when it is created, unless the caller asks for SAVED. [documented]
C2  Content is checked whole when it is published; what is only saved must be a JSON object of at
    most 256,000 characters. [documented; what is asked of a saved one inferred]
C3  A flow that was never published is described by `<id>:$SAVED` only, else
    ContactFlowNotPublishedException. [documented]
C4  `<id>:$SAVED` shows the draft, with the status SAVED; where there is none, the published
    content. [documented; the status and the latter inferred]
C5  New content is published, and the draft given up, unless it is sent to `<id>:$SAVED`.
    [documented; what becomes of the draft chosen]
C6  The checksum is that of the content that is shown; creating a flow tells that of the published
    content. [documented]
C7  Other qualifiers (`<id>:<version>`) name nothing: no flow here has versions. [chosen]
C8  A default flow is neither archived nor deleted: InvalidRequestException. [documented; the error
    inferred]
C9  A flow that a queue, a quick connect or a phone number uses is neither archived nor deleted:
    InvalidRequestException. Use inside other flows is not looked at. [documented for archiving;
    deleting, and the error, inferred]
C10 A flow need not be archived to be deleted. [observed]
C11 An archived flow is active again when its state is set so; it can be edited meanwhile.
    [documented; the latter chosen]
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

from outdial.domain.flow_content import problems_when_published, problems_when_saved
from outdial.domain.resource import Address, Content
from outdial.errors import (
    ContactFlowNotPublishedException,
    InvalidContactFlowException,
    InvalidRequestException,
)

ContactFlowType = Literal[
    "CONTACT_FLOW",
    "CUSTOMER_QUEUE",
    "CUSTOMER_HOLD",
    "CUSTOMER_WHISPER",
    "AGENT_HOLD",
    "AGENT_WHISPER",
    "OUTBOUND_WHISPER",
    "AGENT_TRANSFER",
    "QUEUE_TRANSFER",
    "CAMPAIGN",
]
ContactFlowStatus = Literal["PUBLISHED", "SAVED"]

SAVED: Final = ":$SAVED"
"""The qualifier that names a flow's draft."""

_USERS: Final = {"phone-number-flow": "phone number"}
"""What uses a flow, where the record's kind is not what it is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFlow(Content):
    """A flow; `published` is what calls run, `saved` the draft if it differs or stands alone."""

    kind: ClassVar[str] = "contact-flow"
    segment: ClassVar[str] = "contact-flow"

    name: str
    type: ContactFlowType
    description: str | None = None
    state: Literal["ACTIVE", "ARCHIVED"] = "ACTIVE"
    published: str | None = None
    saved: str | None = None
    is_default: bool = False

    @property
    def unique_name(self) -> str:
        """A flow's name is its own in the instance."""
        return self.name

    @property
    def status(self) -> ContactFlowStatus:
        """A flow is PUBLISHED from its first publication on, whatever drafts follow."""
        return "SAVED" if self.published is None else "PUBLISHED"

    @property
    def content_sha256(self) -> str | None:
        """The checksum of the published content."""
        return None if self.published is None else sha256(self.published)

    @property
    def draft(self) -> str:
        """What `$SAVED` names: the draft, or the published content where there is none."""
        return self.saved or self.published or ""  # C4


@dataclass(frozen=True, slots=True)
class Shown:
    """The content of a flow that a caller asked for, and its status."""

    content: str
    status: ContactFlowStatus


def split_qualifier(text: str) -> tuple[str, bool]:
    """Take an id or ARN apart from `:$SAVED`, and tell whether that stood there."""
    return text.removesuffix(SAVED), text.endswith(SAVED)


def sha256(content: str) -> str:
    """Compute the SHA-256 of a flow's content, 64 hexadecimal digits."""
    return hashlib.sha256(content.encode()).hexdigest()


def shown(flow: ContactFlow, *, draft: bool) -> Shown:
    """Choose the content that a caller is shown."""
    if draft:
        return Shown(flow.draft, flow.status if flow.saved is None else "SAVED")  # C4
    if flow.published is None:
        raise ContactFlowNotPublishedException(
            f"The flow was never published: ask for {flow.id}{SAVED} to see what is saved"  # C3
        )
    return Shown(flow.published, "PUBLISHED")


def refuse_bad_content(content: str, flow_type: str, *, saved_only: bool) -> None:
    """Refuse content that cannot be saved or published, naming each problem."""
    problems = (
        problems_when_saved(content) if saved_only else problems_when_published(content, flow_type)
    )
    if problems:
        raise InvalidContactFlowException(problems)  # C2


def refuse_to_retire(flow: ContactFlow, users: Sequence[Address]) -> None:
    """Refuse to archive or delete a flow that is a default one, or that something uses."""
    if flow.is_default:
        raise InvalidRequestException("A default flow can be neither archived nor deleted")  # C8
    if users:
        named = ", ".join(f"{_USERS.get(user.kind, _words(user.kind))} {user.id}" for user in users)
        raise InvalidRequestException(f"The flow is in use by {named}")  # C9


def _words(kind: str) -> str:
    return kind.replace("-", " ")
