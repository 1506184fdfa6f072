"""What people call a resource that an ARN names."""

from collections.abc import Callable, Mapping, Sequence

from outdial.access.resources import ANYTHING, Named
from outdial.domain.arns import parse_arn
from outdial.domain.iam.arns import parse_iam_arn
from outdial.domain.instance import Instance
from outdial.domain.phone_number import PhoneNumber
from outdial.domain.resource import Resource

_WORDS = {
    "contact-flow": "flow",
    "operating-hours": "hours",
    "transfer-destination": "quick connect",
    "traffic-distribution-group": "group",
}


def titles_of(named: Sequence[Named], find: Callable[[str], Resource | None]) -> Mapping[str, str]:
    """Call each of several resources; both ARNs of a number are the number's."""
    found = {one.arn: find(one.arn) for one in named}
    numbers = {record.id: record for record in found.values() if isinstance(record, PhoneNumber)}
    return {arn: title_of(arn, record or _number_of(arn, numbers)) for arn, record in found.items()}


def title_of(arn: str, record: Resource | None) -> str:
    """Call a resource by its kind, and by its name if it is there."""
    if arn == ANYTHING:
        return "anything"
    entity = parse_iam_arn(arn)
    if entity:
        return f"{entity.path.partition('/')[0]} {entity.name}".rstrip()
    kind, form = _kind(arn), number_form(arn)
    name = _name(record)
    return " ".join(part for part in (kind, name, form and f"({form})") if part)


def _number_of(arn: str, numbers: Mapping[str, PhoneNumber]) -> PhoneNumber | None:
    return numbers.get(arn.rpartition("/")[2]) if number_form(arn) else None


def number_form(arn: str) -> str:
    """Tell which of the two forms of a number's ARN it is: V2, its own, or V1, the older one."""
    parsed = parse_arn(arn)
    match parsed and parsed.path.split("/"):
        case ["phone-number", _]:
            return "V2"
        case ["instance", _, "phone-number", _]:
            return "V1"
    return ""


def _kind(arn: str) -> str:
    *_, segment, last = ["", *arn.split(":", 5)[-1].split("/")]
    kind = "number" if number_form(arn) else _WORDS.get(segment, segment) or "resource"
    return f"any {kind}" if last == "*" else kind


def _name(record: Resource | None) -> str:
    if isinstance(record, PhoneNumber):
        return record.number
    if isinstance(record, Instance):
        return record.alias or ""
    return str(getattr(record, "name", ""))
