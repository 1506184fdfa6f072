"""The rules of a queue's outbound caller configuration: who its calls say they are.

UpdateQueueOutboundCallerConfig and CreateQueue share them. Each rule has its mark: documented
(AWS's API reference, administrator guide or service model say so), observed (seen in the field),
inferred (follows from other facts) or chosen (nothing is known; this is what we do).

R1   The configuration is replaced whole: what is left out is cleared. [observed]
R2   An empty number or flow is InvalidParameterException. [observed]
R3   A control character or line break in the name is InvalidParameterException: the name ends
     up in a SIP header. [chosen]
R4   A number in E.164 form is no id: InvalidParameterException. [chosen]
R5   By id, a number is found in the account and Region of the call only; so from the replica of
     the number's instance it is not found by id. [documented]
R6   By its own ARN (`phone-number/<id>`, V2), a number is found where that ARN says, to the
     letter, in the account of the call. [documented; the letter inferred]
R7   By the ARN of the older form (`instance/<id>/phone-number/<id>`, V1), a number is found if
     account, Region and instance are those of the call. [the guide takes this form, the API
     reference refuses it; a setting decides] From the replica it is that of a number whose home
     is the source's Region, too. [inferred from the guide's policies for replicas]
R8   A number must be claimed to the instance in the Region of the call, or to a traffic
     distribution group of its pair that is ACTIVE. [documented; ResourceNotFoundException
     inferred]
R9   A number must be CLAIMED: while its claim is in progress it is not found.
     [documented; ResourceNotFoundException inferred]
R10  By id, or by its own ARN in the account, Region and instance of the call, a flow is found.
     [observed; ResourceNotFoundException for others inferred]
R11  A flow named with a qualifier (`<id>:<version or alias>`) is not found: no flow here has
     versions. [chosen]
R12  A flow must be of type OUTBOUND_WHISPER, else InvalidRequestException. [inferred]
R13  A flow must be published, else InvalidRequestException. [documented for the console]
R14  A flow must not be archived, else InvalidRequestException. [inferred]
R15  A number given by id comes back as id where the Region of the call is its home, and as its
     own ARN elsewhere; a number given by ARN comes back as its own ARN. [inferred]
R16  A flow comes back as it was given: as id, or as ARN of the Region of the call. [inferred]
R17  A number that was moved away or released stays as it was set, and is shown as before; sent
     again it is not found. [chosen; a setting clears released numbers or refuses the release]
"""

import re
from dataclasses import dataclass

from outdial.domain.arns import Arn, Scope, is_arn, parse_arn
from outdial.domain.contact_flow import ContactFlow
from outdial.domain.instance import Instance
from outdial.domain.traffic_distribution_group import source_scope
from outdial.errors import InvalidParameterException, InvalidRequestException

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_E164 = re.compile(r"\+[0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerNumber:
    """The number that a queue shows: the number's own ARN, and whether it was given by id."""

    arn: str
    by_id: bool

    @property
    def id(self) -> str:
        """The number's id."""
        return self.arn.rpartition("/")[2]

    @property
    def region(self) -> str:
        """The number's home Region."""
        return self.arn.split(":", 4)[3]

    @property
    def home(self) -> str:
        """The store's home of the number's record."""
        _, _, _, region, account, _ = self.arn.split(":", 5)
        return Scope(account, region).home

    def shown(self, region: str) -> str:
        """Give the number as a caller in `region` reads it."""
        return self.id if self.by_id and region == self.region else self.arn  # R15


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerFlow:
    """The whisper flow of a queue's outbound calls, and whether it was given by id."""

    id: str
    by_id: bool

    def shown(self, instance_arn: str) -> str:
        """Give the flow as a caller who calls the instance `instance_arn` reads it."""
        return self.id if self.by_id else f"{instance_arn}/contact-flow/{self.id}"  # R16


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboundCaller:
    """What a queue's outbound calls show and play; all absent is a queue that cannot call out."""

    name: str | None = None
    number: CallerNumber | None = None
    flow: CallerFlow | None = None


NOBODY = OutboundCaller()


@dataclass(frozen=True, slots=True)
class Named:
    """The record that a caller's text names: its scope and id, and whether an id was given."""

    scope: Scope
    id: str
    by_id: bool


def refuse_malformed(name: str | None, number: str | None, flow: str | None) -> None:
    """Refuse what no look-up is needed for; the model itself has no minimum for these two ids."""
    for member, value in (("OutboundCallerIdNumberId", number), ("OutboundFlowId", flow)):
        if value == "":
            raise InvalidParameterException(f"{member} must not be empty")  # R2
    if name is not None and _CONTROL.search(name):
        raise InvalidParameterException(
            "OutboundCallerIdName must not contain control characters or line breaks"  # R3
        )
    if number is not None and _E164.fullmatch(number):
        raise InvalidParameterException(
            "OutboundCallerIdNumberId must be a number's id or ARN, not the number itself"  # R4
        )


def named_numbers(text: str, call: Scope, v1_of: Instance | None) -> tuple[Named, ...]:
    """Read which number a caller in `call` names: where it may be, the likeliest first.

    `v1_of` is the instance whose numbers' older ARNs are taken; None takes none.
    """
    if not is_arn(text):
        return (Named(call, text, by_id=True),)  # R5
    arn = parse_arn(text)
    match arn and arn.path.split("/"):
        case ["phone-number", number_id] if arn and arn.scope.account == call.account:
            return (Named(arn.scope, number_id, by_id=False),)  # R6
        case ["instance", owner, "phone-number", number_id] if arn and v1_of:
            if arn.scope == call and owner == v1_of.id:  # R7
                homes = dict.fromkeys((call, source_scope(v1_of)))
                return tuple(Named(home, number_id, by_id=False) for home in homes)
    return ()


def named_flow(text: str, call: Scope, instance_id: str) -> Named | None:
    """Read which flow a caller in `call` names; None if the text can name none."""
    if not is_arn(text):
        return Named(call, text, by_id=True)  # R10, R11: no id holds a colon
    prefix = f"instance/{instance_id}/contact-flow/"
    arn: Arn | None = parse_arn(text)
    if arn is None or arn.scope != call or not arn.path.startswith(prefix):
        return None
    return Named(call, arn.path.removeprefix(prefix), by_id=False)  # R10


def refuse_unfit(flow: ContactFlow) -> None:
    """Refuse a flow that cannot be a queue's outbound whisper."""
    if flow.type != "OUTBOUND_WHISPER":
        raise InvalidRequestException(
            f"The flow must be of type OUTBOUND_WHISPER, but it is of type {flow.type}"  # R12
        )
    if flow.published is None:
        raise InvalidRequestException("The flow must be published")  # R13
    if flow.state == "ARCHIVED":
        raise InvalidRequestException("The flow must not be archived")  # R14
