"""Contact flows: the record, its draft and its published content."""

import hashlib
from dataclasses import dataclass
from typing import ClassVar, Literal

from outdial.domain.resource import Content

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
    def status(self) -> Literal["PUBLISHED", "SAVED"]:
        """A flow is PUBLISHED from its first publication on, whatever drafts follow."""
        return "SAVED" if self.published is None else "PUBLISHED"

    @property
    def content_sha256(self) -> str | None:
        """The SHA-256 of the published content, 64 hexadecimal digits."""
        if self.published is None:
            return None
        return hashlib.sha256(self.published.encode()).hexdigest()
