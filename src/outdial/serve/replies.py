"""Answers of ours, which are no part of Amazon's API."""

import msgspec

from outdial.http import Response


def own(status: int, body: object, **headers: str) -> Response:
    """Answer with JSON."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(
        status=status,
        headers={"content-type": "application/json", **named},
        body=msgspec.json.encode(body),
    )
