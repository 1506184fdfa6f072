"""Where the console hangs on a server; what it is made of is loaded by its first request."""

from threading import Lock
from typing import TYPE_CHECKING

from outdial.console.place import PATH
from outdial.http import Request, Response

if TYPE_CHECKING:
    from outdial.app import App
    from outdial.console.site import ConsoleSite


class Console:
    """The console of an App, and the way to it from the server's first page."""

    def __init__(self, app: "App") -> None:
        self._app = app
        self._lock = Lock()
        self._site: ConsoleSite | None = None

    def owns(self, request: Request) -> bool:
        """Tell whether a request is for the console, or a browser's for the server's first page."""
        path = request.path
        return path == PATH or path.startswith(PATH + "/") or _is_first_look(request)

    def answer(self, request: Request) -> Response:
        """Answer a request that the console owns."""
        if request.path in {"/", PATH}:
            return Response(
                status=302, headers={"location": PATH + "/", "cache-control": "no-store"}
            )
        return self._loaded().answer(request)

    def close(self) -> None:
        """Stop what goes on beside the requests; the server answers none any more."""
        with self._lock:
            if self._site is not None:
                self._site.close()

    def _loaded(self) -> "ConsoleSite":
        with self._lock:
            if self._site is None:
                from outdial.console.site import ConsoleSite  # noqa: PLC0415 loads the templates

                self._site = ConsoleSite(self._app)
            return self._site


def _is_first_look(request: Request) -> bool:
    """Tell a browser that was given the server's bare address from a client of an API."""
    headers = request.headers
    return (
        request.path == "/"
        and request.method in {"GET", "HEAD"}
        and not request.query
        and "authorization" not in headers
        and "text/html" in headers.get("accept", "")
    )
