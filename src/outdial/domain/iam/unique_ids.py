"""IAM's unique ids: four letters that tell the kind, then letters and digits of base 32."""

from uuid import UUID

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_ENTITY = 17
_KEY = 16

USER = "AIDA"
GROUP = "AGPA"
ROLE = "AROA"
POLICY = "ANPA"
LASTING_KEY = "AKIA"
SESSION_KEY = "ASIA"


def unique_id(prefix: str, resource_id: str) -> str:
    """Turn an id of the world's into a unique id of 21 characters."""
    return prefix + _letters(resource_id, _ENTITY)


def key_id(prefix: str, resource_id: str) -> str:
    """Turn an id of the world's into the id of an access key, of 20 characters."""
    return prefix + _letters(resource_id, _KEY)


def _letters(resource_id: str, count: int) -> str:
    rest = UUID(resource_id).int
    letters = []
    for _ in range(count):
        rest, letter = divmod(rest, len(_ALPHABET))
        letters.append(_ALPHABET[letter])
    return "".join(reversed(letters))
