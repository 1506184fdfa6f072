"""What IAM and STS say of input that breaks the model's rules: all that is wrong, in one text.

The texts are observed with both services: the count, the place, the value and the constraint; and
of names with a character that they may not have, a text of IAM's own. Inferred: a secret is never
repeated, nor what is no plain value, nor what is very long.
"""

import re
from collections.abc import Mapping, Sequence

from outdial.iam_errors import ValidationError
from outdial.wire.model import Operation
from outdial.wire.violation import Violation

_LONGEST = 2048
"""So long may a value be that is repeated."""

_STEP = re.compile(r"\[(\d+)\]|\.?([^.\[]+)")

_ALPHABETS: Mapping[str, str] = {
    r"[\w]+": "",
    r"[\w+=,.@-]+": " and/or the following: +=,.@_-",
}
"""What else than letters and digits IAM allows, as it says it, by the model's pattern."""


def refuse_any(violations: Sequence[Violation], operation: Operation) -> None:
    """Raise ValidationError if there is a violation."""
    if violations:
        raise ValidationError(refusal_text(violations, operation.service))


def refusal_text(violations: Sequence[Violation], service: str) -> str:
    """Say all that is wrong; services of the protocol `json` say it in the same words."""
    texts = [_text(violation, service) for violation in violations]
    count = len(texts)
    if count == 1 and texts[0].startswith("The specified value"):
        return texts[0]
    return f"{count} validation error{'s' if count > 1 else ''} detected: {'; '.join(texts)}"


def _text(violation: Violation, service: str) -> str:
    place = _place(violation.path)
    if violation.missing:
        return f"Value null at '{place}' failed to satisfy constraint: Member must not be null"
    pattern = violation.constraint.removeprefix("satisfy regular expression pattern: ")
    if service == "iam" and pattern in _ALPHABETS:
        return (
            f"The specified value for {place} is invalid."
            f" It must contain only alphanumeric characters{_ALPHABETS[pattern]}"
        )
    return (
        f"Value{_shown(violation.value)} at '{place}' failed to satisfy constraint:"
        f" Member must {violation.constraint}"
    )


def _place(path: str) -> str:
    """Write a path as the service does: names begin small, items are counted from one."""
    steps = []
    for number, name in _STEP.findall(path):
        steps.append(f"{int(number) + 1}.member" if number else name[0].lower() + name[1:])
    return ".".join(steps)


def _shown(value: object) -> str:
    if isinstance(value, (str, int)) and len(text := str(value)) <= _LONGEST:
        return f" '{text}'"
    return ""
