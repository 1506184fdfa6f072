"""Tags of IAM's entities.

T1   Keys are not told apart by the case of their letters; a new tag replaces the one of its key,
     letters and all. [documented]
T2   A key that stands twice in one request is InvalidInput. [documented]
T3   A key that begins with `aws:` is InvalidInput. [documented; the error chosen]
T4   An entity has 50 tags at most, else LimitExceeded. [documented]
T5   Removing a key that is not there is no error. [documented]
"""

from collections.abc import Iterable, Mapping

from outdial.iam_errors import InvalidInputException, LimitExceededException

MOST_TAGS = 50


def merged(tags: Mapping[str, str], added: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Add tags to those that are there."""
    new = list(added)
    keys = {_compared(key) for key, _ in new}
    if len(keys) < len(new):
        raise InvalidInputException(
            "Duplicate tag keys found. Please note that Tag keys are case insensitive."  # T2
        )
    if any(key.startswith("aws:") for key in keys):
        raise InvalidInputException("A tag key must not begin with aws:")  # T3
    kept = {key: value for key, value in tags.items() if _compared(key) not in keys}  # T1
    result = kept | dict(new)
    if len(result) > MOST_TAGS:
        raise LimitExceededException(f"Cannot exceed quota for tags: {MOST_TAGS}")  # T4
    return result


def without(tags: Mapping[str, str], keys: Iterable[str]) -> dict[str, str]:
    """Take tags away from those that are there."""
    gone = {_compared(key) for key in keys}
    return {key: value for key, value in tags.items() if _compared(key) not in gone}  # T1, T5


def _compared(key: str) -> str:
    return key.lower()
