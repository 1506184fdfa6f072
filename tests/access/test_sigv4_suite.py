"""The test suite of Signature Version 4 that AWS publishes, as the crate `aws-sigv4` ships it.

`cargo info aws-sigv4` brings the crate; OUTDIAL_SIGV4_SUITE names the folder if it is elsewhere.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from outdial.access.sigv4 import Verified, verify
from outdial.access.sigv4_canonical import canonical_request
from outdial.access.sigv4_claim import read_claim
from outdial.access.sigv4_key import Key
from outdial.errors import InvalidSignatureException
from outdial.http import Request

CARGO = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo"))
IN_CRATE = "registry/src/*/aws-sigv4-*/aws-signing-test-suite/v4"


@dataclass(frozen=True, slots=True)
class Vector:
    """A signed request of the suite, and what it says of it."""

    folder: Path
    form: str

    @property
    def context(self) -> dict[str, Any]:
        """Whose key signed, and how."""
        context: dict[str, Any] = json.loads(self._text("context.json"))
        return context

    @property
    def request(self) -> Request:
        """The request as it was sent."""
        return parsed((self.folder / f"{self.form}-signed-request.txt").read_bytes())

    @property
    def canonical(self) -> str:
        """The canonical request that the signature stands for."""
        return self._text(f"{self.form}-canonical-request.txt")

    def _text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


def find_folders() -> list[Path]:
    """Find the suite's folders, one for each request."""
    found = os.environ.get("OUTDIAL_SIGV4_SUITE") or max(map(str, CARGO.glob(IN_CRATE)), default="")
    return sorted(Path(found).iterdir()) if found else []


def find_vectors(folders: list[Path]) -> Iterator[Any]:
    """Find the signed requests, but those of Amazon S3's own rule for paths."""
    for folder in folders:
        for form in ("header", "query"):
            vector = Vector(folder, form)
            if (folder / "context.json").exists() and vector.context["normalize"]:
                yield pytest.param(vector, id=f"{folder.name}-{form}")


def parsed(raw: bytes) -> Request:
    """Read a request of HTTP as the fronts do: as Latin-1, values of a repeated header joined."""
    head, _, body = raw.decode("latin-1").partition("\n\n")
    line, *lines = head.replace("\n ", " ").splitlines()
    method, target = line.removesuffix(" HTTP/1.1").split(" ", 1)
    path, _, query = target.partition("?")
    headers: dict[str, str] = {}
    for name, value in (line.split(":", 1) for line in lines):
        known = headers.get(name.lower())
        headers[name.lower()] = value.strip() if known is None else f"{known},{value.strip()}"
    return Request(
        method=method, path=path, query=query, headers=headers, body=body.encode("latin-1")
    )


def verified(vector: Vector) -> Verified:
    """Verify a vector's request at the time when it was signed."""
    context = vector.context
    credentials = context["credentials"]
    key = Key(
        id=credentials["access_key_id"],
        secret=credentials["secret_access_key"],
        token=credentials.get("token"),
    )
    now = datetime.fromisoformat(context["timestamp"]).astimezone(UTC)
    find_key = {key.id: key}.get
    scope = {"service": context["service"], "region": context["region"]}
    return verify(vector.request, find_key, now=now, **scope)


FOLDERS = find_folders()
VECTORS = list(find_vectors(FOLDERS))
pytestmark = pytest.mark.skipif(not FOLDERS, reason="crate aws-sigv4 absent: cargo info aws-sigv4")
WITHIN = [vector for vector in VECTORS if "post-sts-header-after" not in vector.id]
AFTER = [vector for vector in VECTORS if vector not in WITHIN]
TWICE = [
    pytest.param(Vector(folder, "header"), id=folder.name)
    for folder in FOLDERS
    if folder.name.startswith("double-")
]


@pytest.mark.parametrize("vector", WITHIN)
def test_the_suite_is_accepted(vector: Vector) -> None:
    request = vector.request
    claim = read_claim(request)
    payload_hash = vector.canonical.rpartition("\n")[2]

    canonical = partial(canonical_request, presigned=claim.presigned)

    assert canonical(request, claim.signed_headers, payload_hash) == vector.canonical
    assert verified(vector).access_key == "AKIDEXAMPLE"


@pytest.mark.parametrize("vector", AFTER)
def test_a_token_that_was_added_after_signing_is_refused(vector: Vector) -> None:
    with pytest.raises(InvalidSignatureException):
        verified(vector)


@pytest.mark.parametrize("vector", TWICE)
def test_a_path_is_encoded_twice(vector: Vector) -> None:
    canonical = canonical_request(vector.request, (), "", presigned=False)

    assert canonical.splitlines()[:2] == vector.canonical.splitlines()[:2]
