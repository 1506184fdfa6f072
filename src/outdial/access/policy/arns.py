"""How ARNs of a policy match: as resources, and as values of conditions.

A resource is matched as one text. A value of an ARN condition is matched in its six parts, each
with wildcards of its own that do not reach into the next [documented: "IAM JSON policy elements:
Condition operators"]; one that has not six parts matches nothing [inferred].

In a resource, variables stand for text after the fifth colon only [documented: "IAM policy
elements: Variables and tags"]; before it, `${` is what it is, and nothing is called that
[inferred].
"""

from collections.abc import Iterable

from outdial.access.policy.context import Keys
from outdial.access.policy.matching import Matcher, Token, any_like, tokens

_PARTS = 6


def resource_tokens(text: str, *, variables: bool) -> list[Token]:
    """Take a resource of a policy apart."""
    *head, path = text.split(":", _PARTS - 1)
    if len(head) < _PARTS - 1:
        return tokens(text, variables=False)
    front = "".join(part + ":" for part in head)
    return tokens(front, variables=False) + tokens(path, variables=variables)


def arn_matcher(values: Iterable[list[Token]]) -> Matcher:
    """Make what tells whether an ARN is like any of the values, part by part."""
    patterns = [
        [any_like([part]) for part in parts]
        for parts in map(_split, values)
        if len(parts) == _PARTS
    ]

    def matches(text: str, keys: Keys) -> bool:
        parts = text.split(":", _PARTS - 1)
        return len(parts) == _PARTS and any(
            all(fits(part, keys) for fits, part in zip(pattern, parts, strict=True))
            for pattern in patterns
        )

    return matches


def _split(value: list[Token]) -> list[list[Token]]:
    """Split a value at its first five colons; those of a variable's name are none."""
    parts: list[list[Token]] = [[]]
    for token in value:
        if not isinstance(token, str):
            parts[-1].append(token)
            continue
        first, *others = token.split(":", _PARTS - len(parts))
        parts[-1] += [first] * bool(first)
        parts += [[other] * bool(other) for other in others]
    return parts
