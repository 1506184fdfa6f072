"""Tags of sessions.

S1   Keys are not told apart by the case of their letters, and may not stand twice. [documented;
     the error and its text inferred from IAM's]
S2   A key may not begin with `aws:`. [documented; the error chosen]
S3   What is to be transitive has to be a tag of the request. [documented; the error chosen]
S4   The transitive tags of the session that asks are those of the new one too, transitive again.
     The request cannot give them another value. [documented; the error chosen]
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from outdial.iam_errors import ValidationError


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTags:
    """The tags of a session, and the keys of those that go on to the sessions it begins."""

    tags: dict[str, str] = field(default_factory=dict)
    transitive_keys: tuple[str, ...] = ()


def session_tags(
    given: Sequence[tuple[str, str]],
    transitive: Iterable[str] = (),
    inherited: Mapping[str, str] | None = None,
) -> SessionTags:
    """Put the tags of a new session together."""
    inherited = inherited or {}
    written = {key.lower(): key for key, _ in given}
    if len(written) < len(given):
        raise ValidationError(
            "Duplicate tag keys found. Please note that Tag keys are case insensitive."  # S1
        )
    for key in written.values():
        _refuse_reserved(key)
        if key.lower() in map(str.lower, inherited):
            raise ValidationError(f"The tag {key} is inherited and cannot be set again")  # S4
    keys = [written.get(key.lower(), "") for key in transitive]
    if not all(keys):
        raise ValidationError("TransitiveTagKeys names a key that is not among the Tags")  # S3
    return SessionTags(
        tags={**inherited, **dict(given)},  # S4
        transitive_keys=tuple(dict.fromkeys((*inherited, *keys))),  # S4
    )


def _refuse_reserved(key: str) -> None:
    if key.lower().startswith("aws:"):
        raise ValidationError("A tag key must not begin with aws:")  # S2
