"""The files that pages load: named by their content, so that browsers may keep them for good."""

from hashlib import sha256
from pathlib import Path

from outdial.console.addresses import HOME
from outdial.http import Response

_FOLDER = Path(__file__).parent
_SHEETS = (_FOLDER / "static" / "console.css", _FOLDER / "preview" / "preview.css")
_STYLE = b"\n".join(sheet.read_bytes() for sheet in _SHEETS)
_ICON = (_FOLDER / "static" / "icon.svg").read_bytes()
_HTMX = (_FOLDER / "static" / "htmx.min.js").read_bytes()
_SCRIPT = (_FOLDER / "static" / "console.js").read_bytes()


def _address(name: str, ending: str, body: bytes) -> str:
    return f"{HOME}static/{name}.{sha256(body).hexdigest()[:16]}.{ending}"


STYLE_ADDRESS = _address("console", "css", _STYLE)
ICON_ADDRESS = _address("icon", "svg", _ICON)
SCRIPT_ADDRESSES = (_address("htmx", "js", _HTMX), _address("console", "js", _SCRIPT))

_ASSETS = {
    STYLE_ADDRESS: ("text/css; charset=utf-8", _STYLE),
    ICON_ADDRESS: ("image/svg+xml", _ICON),
    SCRIPT_ADDRESSES[0]: ("text/javascript; charset=utf-8", _HTMX),
    SCRIPT_ADDRESSES[1]: ("text/javascript; charset=utf-8", _SCRIPT),
}
_FOREVER = "public, max-age=31536000, immutable"


def asset(path: str) -> Response | None:
    """Give the file at an address; None if there is none."""
    found = _ASSETS.get(path)
    if found is None:
        return None
    kind, body = found
    return Response(headers={"content-type": kind, "cache-control": _FOREVER}, body=body)
