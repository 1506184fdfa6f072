"""Snapshots of an App: what is kept, and what it holds beside the store."""

from outdial.app import App
from outdial.backup.snapshot import Snapshot, put_snapshot, take_snapshot


def take_of(app: App) -> Snapshot:
    """Take everything that is kept, and where the time and the ids of a still world are."""
    app.write_trail()
    return take_snapshot(app.store, app.world)


def put_back(app: App, snapshot: Snapshot) -> None:
    """Let everything be as it was when a snapshot was taken; StoreError if it is none."""
    put_snapshot(snapshot, app.store, app.world)
    app.buckets.clear()
    app.trail.clear()
