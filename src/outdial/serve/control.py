"""Everything of ours that a running server answers, under `/_outdial/`."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import msgspec

from outdial import __version__
from outdial.app import App
from outdial.errors import ServiceError, ServiceUnavailableException
from outdial.faults.fault import FaultError
from outdial.http import Request, Response
from outdial.registry import HANDLERS
from outdial.serve.backup_page import show_backup
from outdial.serve.drain import Drain
from outdial.serve.metrics import Metrics
from outdial.serve.replies import own
from outdial.serve.roots import refuse_all_but_roots
from outdial.serve.snapshot_pages import SnapshotPages
from outdial.wire.encode import encode_error

PREFIX = "/_outdial"
HEALTH = "/health"
SLOW = frozenset(
    f"{PREFIX}/{page}" for page in ("backup", "faults", "import", "reset", "snapshots")
)
"""The pages that may take long, for the store or for other servers: no request waits for them."""

Page = Callable[[Request], Response]


class Control:
    """Health, metrics, what is served, faults, imports, and the empty store again."""

    def __init__(self, app: App, metrics: Metrics, drain: Drain | None = None) -> None:
        self._app = app
        self._metrics = metrics
        self._drain = drain or Drain()
        snapshots = SnapshotPages(app)
        self._pages: Mapping[str, Mapping[str, Page]] = {
            "/backup": {"GET": partial(show_backup, app)},
            "/explain": {"POST": self._explain},
            "/faults": {
                "GET": self._list_faults,
                "POST": self._add_fault,
                "DELETE": self._clear_faults,
            },
            HEALTH: {"GET": self._health},
            "/import": {"POST": self._import},
            "/metrics": {"GET": self._show_metrics},
            "/operations": {"GET": self._operations},
            "/reset": {"POST": self._reset},
            "/snapshots": snapshots.pages,
        }

    def answer(self, request: Request) -> Response:
        """Answer a request below the prefix."""
        try:
            return self._refusal(request) or self._shown(request)
        except ServiceUnavailableException as error:
            return encode_error(error, self._app.world.new_request_id())

    def _refusal(self, request: Request) -> Response | None:
        """Refuse whoever is no root, where callers have to show who they are."""
        if self._app.settings.auth == "off" or request.path == PREFIX + HEALTH:
            return None
        try:
            refuse_all_but_roots(self._app, request)
        except ServiceError as error:
            return encode_error(error, self._app.world.new_request_id())
        return None

    def _shown(self, request: Request) -> Response:
        methods = self._pages.get(request.path.removeprefix(PREFIX))
        if methods is None:
            known = [PREFIX + path for path in self._pages]
            return own(404, {"message": f"No such page: {request.path}", "pages": known})
        show = methods.get("GET" if request.method == "HEAD" else request.method)
        if show is None:
            allowed = ", ".join(methods)
            return own(405, {"message": f"{request.path} takes {allowed}"}, allow=allowed)
        return replace(show(request), operation=request.path)

    def _explain(self, request: Request) -> Response:
        from outdial.explaining.asking import explain  # noqa: PLC0415 loads the policy language
        from outdial.explaining.question import QuestionError  # noqa: PLC0415 as above

        try:
            return own(200, explain(self._app, request))
        except QuestionError as error:
            return own(400, {"message": str(error)})
        except ServiceError as error:
            return encode_error(error, self._app.world.new_request_id())

    def _list_faults(self, _: Request) -> Response:
        return own(200, {"faults": self._app.faults.shown()})

    def _add_fault(self, request: Request) -> Response:
        try:
            id_ = self._app.faults.plan(msgspec.json.decode(request.body))
        except (FaultError, msgspec.DecodeError) as error:
            return own(400, {"message": str(error)})
        self._app.faults.settle()
        return own(200, {"id": id_})

    def _clear_faults(self, request: Request) -> Response:
        """Remove all faults, or the one that the query names."""
        id_ = request.query.removeprefix("id=")
        if not request.query:
            self._app.faults.clear()
        elif not self._app.faults.remove(id_):
            return own(404, {"message": f"There is no fault {id_}"})
        self._app.faults.settle()
        return own(200, {"status": "ok"})

    def _health(self, _: Request) -> Response:
        if self._drain.is_begun:
            return own(503, {"status": "stopping", "version": __version__})
        return own(200, {"status": "ok", "version": __version__})

    def _import(self, request: Request) -> Response:
        from outdial.importing.door import import_state, report  # noqa: PLC0415 seldom needed
        from outdial.importing.errors import ImportRefusedError  # noqa: PLC0415 as above
        from outdial.importing.packing import unpacked  # noqa: PLC0415 as above
        from outdial.importing.state import read_state  # noqa: PLC0415 as above

        try:
            state = read_state(unpacked(request.body))
            return own(200, report(import_state(self._app.store, state, self._app.world.now())))
        except ImportRefusedError as error:
            return own(400, {"message": str(error)})

    def _show_metrics(self, _: Request) -> Response:
        return Response(
            headers={"content-type": "text/plain; version=0.0.4; charset=utf-8"},
            body=self._metrics.text().encode(),
        )

    def _operations(self, _: Request) -> Response:
        return own(200, {"operations": sorted(f"{service}:{name}" for service, name in HANDLERS)})

    def _reset(self, _: Request) -> Response:
        self._app.reset()
        self._app.faults.settle()
        return own(200, {"status": "ok"})
