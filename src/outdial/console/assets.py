"""The files that pages load: named by their content, so that browsers may keep them for good."""

from hashlib import sha256
from pathlib import Path

from outdial.console.addresses import HOME
from outdial.http import Response

_STYLE = (Path(__file__).parent / "static" / "console.css").read_bytes()
STYLE_ADDRESS = f"{HOME}static/console.{sha256(_STYLE).hexdigest()[:16]}.css"

_FOREVER = "public, max-age=31536000, immutable"


def asset(path: str) -> Response | None:
    """Give the file at an address; None if there is none."""
    if path != STYLE_ADDRESS:
        return None
    headers = {"content-type": "text/css; charset=utf-8", "cache-control": _FOREVER}
    return Response(headers=headers, body=_STYLE)
