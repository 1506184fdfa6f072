"""Outdial inside a Python program: boto3's calls reach an App, no socket, no thread.

The doors are botocore's `Endpoint._send` (after signing, so that retries, events and parsing stay
botocore's own) and, where they are loaded, aiobotocore's and moto's. Only Connect passes through
them, and IAM and STS where they are asked for, since a program may have these of another library;
every other service goes where it went before.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from outdial.app import App, open_app
from outdial.faults.plan import Faults
from outdial.serve.doors import lead_to
from outdial.settings import Settings
from outdial.wire.model import MODELS
from outdial.world import StillWorld, World

if TYPE_CHECKING:
    from outdial.backup.snapshot import Snapshot

# Any key will do while nobody checks signatures; AWS would refuse these if a call ever got there.
_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "outdial",
    "AWS_SECRET_ACCESS_KEY": "outdial",
    "AWS_DEFAULT_REGION": "us-east-1",
}


CONNECT = ("connect",)
"""The services that are answered unless others are asked for."""

_USUAL_SKEW = Settings().clock_skew
_ANY_SKEW = timedelta(days=36500)


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """A Connect of the program's own: its App, its time and its ids."""

    app: App

    @property
    def world(self) -> World:
        """The source of time and ids."""
        return self.app.world

    @property
    def clock(self) -> StillWorld:
        """The clock, to `advance` or `move_to`; only one that stands can be moved."""
        if isinstance(self.app.world, StillWorld):
            return self.app.world
        raise RuntimeError("the machine's clock cannot be moved; use local(clock=...)")

    @property
    def faults(self) -> Faults:
        """What is to go wrong: `faults.add(error="ThrottlingException", rate=0.3)`."""
        return self.app.faults

    def load(self, folder: Path | str) -> None:
        """Copy the instance that `outdial import` read into a folder, with its ids and account."""
        from outdial.importing.door import import_state  # noqa: PLC0415 seldom needed
        from outdial.importing.state import read_folder  # noqa: PLC0415 as above

        import_state(self.app.store, read_folder(Path(folder)), self.app.world.now())

    def snapshot(self) -> "Snapshot":
        """Take everything that there is, with the time and the ids of a clock that stands."""
        from outdial.serve.app_snapshots import take_of  # noqa: PLC0415 not every program needs it

        return take_of(self.app)

    def restore(self, snapshot: "Snapshot") -> None:
        """Let everything be as it was when the snapshot was taken; faults stay."""
        from outdial.serve.app_snapshots import put_back  # noqa: PLC0415 as above

        put_back(self.app, snapshot)

    def reset(self) -> None:
        """Forget every resource, and every fault."""
        self.app.reset()


@contextmanager
def local(
    *,
    seed: int | None = None,
    clock: datetime | None = None,
    settings: Settings | None = None,
    services: Sequence[str] = CONNECT,
) -> Iterator[Local]:
    """Answer boto3's calls to Connect in this process, from an empty store in memory.

    With a `seed` or a `clock`, ids and time are literal: the same calls give the same answers.
    `services=("connect", "iam", "sts")` answers those of IAM and STS too.
    """
    still = seed is not None or clock is not None
    world = StillWorld(clock, seed) if still else World()
    app = open_app(world=world, settings=settings_in(world, settings))
    try:
        with reach(app, services):
            yield Local(app=app)
    finally:
        app.close()


def settings_in(world: World, settings: Settings | None) -> Settings:
    """Give settings that fit a world; without any, the usual ones.

    Where the clock stands, signatures may be of any time unless the settings say of which:
    botocore signs by the machine's clock.
    """
    settings = settings or Settings()
    if isinstance(world, StillWorld) and settings.clock_skew == _USUAL_SKEW:
        return replace(settings, clock_skew=_ANY_SKEW)
    return settings


@contextmanager
def reach(app: App, services: Sequence[str] = CONNECT) -> Iterator[None]:
    """Lead boto3's calls to services to the app; within another such block, the inner one's."""
    if unknown := set(services) - MODELS.keys():
        raise ValueError(f"of {sorted(MODELS)}, not {sorted(unknown)}")
    with _environment(), lead_to(app, services):
        yield


@contextmanager
def _environment() -> Iterator[None]:
    """Supply the credentials and the Region that the environment lacks."""
    absent = {name: value for name, value in _ENVIRONMENT.items() if name not in os.environ}
    os.environ.update(absent)
    try:
        yield
    finally:
        for name, value in absent.items():
            if os.environ.get(name) == value:
                del os.environ[name]
