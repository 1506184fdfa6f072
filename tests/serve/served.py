"""Serve an empty Connect, as told by the JSON on the command line; its URL is the first line."""

import json
import sys
from pathlib import Path
from time import sleep

from outdial.app import open_app
from outdial.serve.bounds import Bounds
from outdial.serve.server import serve
from outdial.world import World


class Held(World):
    """A world that gives new ids only when a file is there, so that who needs one holds all up."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self._file = Path(file)

    def new_id(self) -> str:
        while not self._file.exists():
            sleep(0.005)
        return super().new_id()


class Unlucky(World):
    """A world that has run out of ids, so that whatever makes something meets a fault."""

    def new_id(self) -> str:
        raise RuntimeError("there are no more ids")


def main() -> None:
    options = json.loads(sys.argv[1])
    if options.pop("without_httptools", False):
        sys.modules["httptools"] = None  # type: ignore[assignment]  # as Python marks what is not to be had
    world = Unlucky() if options.pop("unlucky", False) else World()
    if held := options.pop("held", None):
        world = Held(held)
    serve(
        open_app(world=world),
        on_started=lambda url: print(url, flush=True),  # noqa: T201 - the tests read it
        bounds=Bounds(**options.pop("bounds", {})),
        **{"host": "127.0.0.1", "port": 0, "log_format": "json", **options},
    )


if __name__ == "__main__":
    main()
