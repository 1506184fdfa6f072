"""What Outdial does not keep is counted at the source."""

from typing import Any

import pytest

from outdial.copying.kept import Kept
from outdial.copying.notes import Notes
from outdial.copying.side_reader import SideReader
from outdial.copying.unserved import count_unserved
from outdial.seed.api import Answer, RefusedError

PAGES: dict[str | None, Answer] = {
    None: {"UserSummaryList": [{"Id": "1"}, {"Id": "2"}], "NextToken": "more"},
    "more": {"UserSummaryList": [{"Id": "3"}]},
}


@pytest.fixture
def notes(tmp_path: Any) -> Notes:
    """Count where there are three users, and prompts may not be listed."""

    def api(operation: str, /, **members: Any) -> Answer:
        if operation == "ListUsers":
            return PAGES[members.get("NextToken")]
        code = "AccessDeniedException" if operation == "ListPrompts" else _NOT_SERVED
        raise RefusedError(operation, code, "No")

    notes = Notes()
    reader = SideReader(Kept(api, tmp_path, "id"), "us-east-1", notes, lambda _: None)
    count_unserved(reader, notes)
    return notes


_NOT_SERVED = "OperationNotServedException"


def test_what_there_is_is_counted_and_what_is_denied_is_told(notes: Notes) -> None:
    assert notes.lines == [
        "users: 3 not imported: Outdial does not keep them",
        "prompts: not read: ListPrompts was refused: AccessDeniedException: No",
    ]
