"""The control pages of snapshots: saved, loaded, listed and deleted by name."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from outdial.app import App
from outdial.http import Request, Response
from outdial.serve.replies import own
from outdial.store.errors import StoreError

if TYPE_CHECKING:
    from outdial.backup.snapshots import Snapshots


class SnapshotPages:
    """What can be done with an App's snapshots; the query names the one."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.pages: Mapping[str, Callable[[Request], Response]] = {
            "GET": self._list,
            "PUT": lambda request: self._do(self._save, request),
            "POST": lambda request: self._do(self._load, request),
            "DELETE": lambda request: self._do(self._delete, request),
        }

    @cached_property
    def _snapshots(self) -> "Snapshots":
        from outdial.backup.snapshots import Snapshots  # noqa: PLC0415 seldom needed

        return Snapshots(self._app.store)

    def _list(self, _: Request) -> Response:
        return own(200, {"snapshots": self._snapshots.names()})

    def _do(self, act: Callable[[str], None], request: Request) -> Response:
        from outdial.backup.errors import BackupError  # noqa: PLC0415 as above

        name = parse_qs(request.query).get("name", [""])[0]
        try:
            act(name)
        except (BackupError, StoreError) as error:
            return own(400, {"message": str(error)})
        except OSError as error:
            return own(503, {"message": f"The snapshot cannot be written: {error.strerror}."})
        return own(200, {"status": "ok"})

    def _save(self, name: str) -> None:
        from outdial.serve.app_snapshots import take_of  # noqa: PLC0415 as above

        self._snapshots.save(name, take_of(self._app).image)

    def _load(self, name: str) -> None:
        from outdial.backup.snapshot import Snapshot  # noqa: PLC0415 as above
        from outdial.serve.app_snapshots import put_back  # noqa: PLC0415

        put_back(self._app, Snapshot(self._snapshots.load(name)))

    def _delete(self, name: str) -> None:
        self._snapshots.delete(name)
