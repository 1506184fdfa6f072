"""What a decision is about: the request, its keys, and the resources that it touches."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | tuple[str, ...]
"""The value of a key; a key with many values has a tuple, even when there is one of them."""

_RESOURCE_TAG = "aws:resourcetag/"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestContext:
    """A request: the action (`connect:DescribeQueue`), who asks, and the condition keys."""

    action: str
    principal_arn: str
    keys: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A resource that must be allowed, with the tags that conditions see on it.

    One that `only_denies` need not be allowed; it counts for the statements that deny.
    """

    arn: str
    tags: Mapping[str, str] = field(default_factory=dict)
    only_denies: bool = False


class Keys:
    """The keys of a request as they are for one resource.

    Names are found in any case [documented: "AWS global condition context keys"]; they are
    asked for in lower case. Most requests meet no condition, so names are lowered when one does,
    and once for all resources.
    """

    __slots__ = ("_given", "_lowered", "_request")

    def __init__(self, given: Mapping[str, Value]) -> None:
        self._given = given
        self._lowered: Mapping[str, Value] | None = None
        self._request: Keys | None = None

    def for_resource(self, tags: Mapping[str, str]) -> "Keys":
        """Give the keys of the same request for a resource with these tags."""
        if not tags:
            return self
        keys = Keys({_RESOURCE_TAG + tag: value for tag, value in tags.items()})
        keys._request = self
        return keys

    def get(self, name: str) -> Value | None:
        """Give the value of a key, None where the request has no such key."""
        if self._lowered is None:
            self._lowered = {key.lower(): value for key, value in self._given.items()}
        value = self._lowered.get(name)
        return self._request.get(name) if value is None and self._request else value

    def single(self, name: str) -> str | None:
        """Give the value that a policy variable stands for, None where it has none.

        A key with many values is no variable [documented: "Single-valued vs. multivalued context
        keys"]. An empty value counts as none [inferred: `${aws:PrincipalTag/team}*` must not
        match everything for a principal whose tag is empty].
        """
        value = self.get(name)
        return value if isinstance(value, str) and value else None
