"""Everything of ours that a running server answers, under `/_outdial/`."""

from dataclasses import replace

from outdial import __version__
from outdial.app import App
from outdial.http import Request, Response
from outdial.registry import HANDLERS
from outdial.serve.metrics import Metrics
from outdial.serve.replies import own

PREFIX = "/_outdial"


class Control:
    """Health, metrics, what is served, and the empty store again."""

    def __init__(self, app: App, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics
        self._pages = {
            "/health": ("GET", self._health),
            "/metrics": ("GET", self._show_metrics),
            "/operations": ("GET", self._operations),
            "/reset": ("POST", self._reset),
        }

    def answer(self, request: Request) -> Response:
        """Answer a request below the prefix."""
        page = self._pages.get(request.path.removeprefix(PREFIX))
        if page is None:
            known = [PREFIX + path for path in self._pages]
            return own(404, {"message": f"No such page: {request.path}", "pages": known})
        method, show = page
        if request.method != method and (request.method, method) != ("HEAD", "GET"):
            return own(405, {"message": f"{request.path} takes {method}"}, allow=method)
        return replace(show(), operation=request.path)

    def _health(self) -> Response:
        return own(200, {"status": "ok", "version": __version__})

    def _show_metrics(self) -> Response:
        return Response(
            headers={"content-type": "text/plain; version=0.0.4; charset=utf-8"},
            body=self._metrics.text().encode(),
        )

    def _operations(self) -> Response:
        return own(200, {"operations": sorted(f"{service}:{name}" for service, name in HANDLERS)})

    def _reset(self) -> Response:
        self._app.reset()
        return own(200, {"status": "ok"})
