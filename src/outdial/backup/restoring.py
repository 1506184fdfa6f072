"""Restoring a backup: everything is as it was then, or nothing is changed."""

from functools import partial

from outdial.backup import lines
from outdial.backup.errors import BackupError
from outdial.backup.file import Backup
from outdial.backup.sound import read_record
from outdial.backup.taking import Progress
from outdial.store.transaction import Store, Transaction, run
from outdial.store.whole import Whole


def restore(store: Store, backup: Backup, progress: Progress, *, replace: bool) -> None:
    """Put what a backup has into a store that is empty, or in the place of what it has.

    Other servers of the store see what was there until then, and afterwards what the backup has.
    What they change meanwhile waits for its turn, and is made in what was restored.
    """
    homes = tuple(
        sorted({line.home for line in backup.content() if isinstance(line, lines.RecordLine)})
    )
    run(store, partial(_restore, backup, homes, progress, replace=replace), writes=True)


def _restore(
    backup: Backup, homes: tuple[str, ...], progress: Progress, tx: Transaction, *, replace: bool
) -> None:
    whole = tx.whole
    tx.lock(tuple(sorted({*homes, *(home for home, _ in whole.groups())})))
    if not replace and not whole.is_empty():
        raise BackupError(
            "There is data already. To put the backup in its place, add --replace; what is there"
            " is lost then, so make a backup of it first."
        )
    if replace:
        whole.clear()
    else:
        whole.clear_trail()  # and nothing that others have just begun to write
    for done, line in enumerate(backup.content(), start=1):
        _add(whole, line)
        progress(done, backup.header.total)


def _add(whole: Whole, line: lines.Line) -> None:
    if isinstance(line, lines.RecordLine):
        body = bytes(line.body)
        derived = read_record(line.place, body)
        if isinstance(derived, str):
            raise BackupError(f"The backup was changed meanwhile: {derived}.")
        whole.add(line.place, body, derived)
    elif isinstance(line, lines.AnswerLine):
        whole.add_answer(line.kept)
    else:
        whole.add_event(line.event)
