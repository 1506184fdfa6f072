"""Access keys, and the signing keys that are derived from them."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hmac import digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """An access key; a temporary one has the session token that must come with it, and an end."""

    id: str
    secret: str = field(repr=False)
    token: str | None = field(default=None, repr=False)
    expires: datetime | None = None


# A key is signed with for a day; beyond these, deriving it anew costs four HMACs.
@lru_cache(maxsize=1024)
def signing_key(secret: str, day: str, region: str, service: str) -> bytes:
    """Derive the key that signs a day's requests to a service in a Region."""
    key = f"AWS4{secret}".encode()
    for part in (day, region, service, "aws4_request"):
        key = digest(key, part.encode(), "sha256")
    return key
