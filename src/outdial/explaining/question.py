"""What is asked: whether a principal may make a call."""

from typing import Any

import msgspec

from outdial.registry import HANDLERS
from outdial.wire.model import Operation
from outdial.wire.protocols import protocol_of

CENTRE = "UpdateQueueOutboundCallerConfig"


class QuestionError(ValueError):
    """A question that has no answer; the text says why.

    `about` is the member of the question that is wrong, '' where that is none or several.
    """

    def __init__(self, text: str, *, about: str = "") -> None:
        super().__init__(text)
        self.about = about


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question.

    Principal, instance, queue and flow are named by id, ARN or name, the number by id, ARN or in
    E.164; the operation by its name, one of other services as `iam:CreateUser`. What else is in
    the call's input stands in `input` as it is.
    """

    principal: str
    operation: str = CENTRE
    region: str | None = None
    instance: str | None = None
    queue: str | None = None
    number: str | None = None
    flow: str | None = None
    input: dict[str, Any] = {}

    @property
    def key(self) -> tuple[str, str]:
        """The service and the name of the operation."""
        service, colon, name = self.operation.rpartition(":")
        return (service, name) if colon else ("connect", name)

    @property
    def model(self) -> Operation:
        """The operation, which must be one that is served."""
        service, name = self.key
        protocol = protocol_of(service)
        if protocol is None or self.key not in HANDLERS:
            raise QuestionError(
                f"{service}:{name} is not served; GET /_outdial/operations lists what is"
            )
        return protocol.model.operations[name]


def read_question(body: bytes) -> Question:
    """Read a question from JSON."""
    try:
        return msgspec.json.decode(body, type=Question)
    except msgspec.DecodeError as error:
        raise QuestionError(f"The question cannot be read: {error}") from None
