"""Addresses of the console's pages, built so that no name can lead out of its place."""

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode

from outdial.console.place import PATH
from outdial.http import Request

HOME = PATH + "/"
_MOST_FIELDS = 20
_RETURN = re.compile(rf"{re.escape(HOME)}[\w./%~:=&?+-]*", re.ASCII)
_REGION = re.compile(r"[a-z]{2}(-[a-z]+){1,3}-\d{1,2}", re.ASCII)


def is_region(text: str) -> bool:
    """Tell whether a text is formed as the name of a Region."""
    return _REGION.fullmatch(text) is not None


def address(*segments: str, **query: str) -> str:
    """Build the address of a page; members of the query that are empty are left out."""
    path = HOME + "/".join(quote(segment, safe="") for segment in segments)
    given = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(given)}" if given else path


def server_of(request: Request) -> str:
    """Give the address of the server as whoever asks for a page knows it."""
    scheme = "https" if request.is_secure else "http"
    return f"{scheme}://{request.headers.get('host', '')}"


def segments_of(path: str) -> tuple[str, ...]:
    """Take the raw path of a page apart."""
    inner = path.removeprefix(HOME).removesuffix("/")
    return tuple(unquote(segment) for segment in inner.split("/")) if inner else ()


def query_of(query: str) -> dict[str, str]:
    """Read a query; of a member that is given twice the last one counts, and of many none."""
    try:
        return dict(parse_qsl(query, max_num_fields=_MOST_FIELDS))
    except ValueError:
        return {}


def safe_return(wanted: str) -> str:
    """Give the page that somebody wants to go back to, or the first one if it is not ours."""
    return wanted if _RETURN.fullmatch(wanted) else HOME
