"""The control page that gives a backup."""

import tempfile
from collections.abc import Iterator
from typing import IO

from outdial.app import App
from outdial.http import Request, Response
from outdial.serve.replies import own

_PIECE = 1 << 18


def show_backup(app: App, _: Request) -> Response:
    """Take a backup, and send it when it is whole."""
    from outdial.backup.errors import BackupError  # noqa: PLC0415 seldom needed
    from outdial.backup.taking import silently, take  # noqa: PLC0415
    from outdial.store.errors import StoreError  # noqa: PLC0415

    app.write_trail()
    file = tempfile.TemporaryFile()  # noqa: SIM115 it is read after this
    try:
        take(app.store, file, app.world.now(), silently)
    except BackupError as error:
        file.close()
        return own(500, {"message": str(error)})
    except (StoreError, OSError) as error:
        file.close()
        reason = error.strerror if isinstance(error, OSError) else error
        return own(503, {"message": f"The backup cannot be made: {reason}"})
    except BaseException:
        file.close()
        raise
    headers = {"content-type": "application/gzip", "content-length": str(file.tell())}
    return Response(headers=headers, stream=_pieces(file))


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece
