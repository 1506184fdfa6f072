"""Whether queues could be changed: tried for each number and flow, and taken back."""

from outdial.console.bulk.plan import Row
from outdial.console.editing.conditional import DryRunOperation, tried
from outdial.console.editing.configuration import OPERATION
from outdial.console.editing.refusals import field_of
from outdial.console.visit import Visit
from outdial.errors import ServiceError

MOST = 200
"""So often a plan tries a change at most: each is a transaction, and an event of the trail."""


class Trials:
    """Tries changes, but none twice that the server would answer alike.

    What a number or a flow is refused for holds for every queue that would have it.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}
        self._left = MOST

    def why_not(self, visit: Visit, row: Row) -> str:
        """Give the words in which a queue's change would be refused; '' if nothing is known."""
        what = (row.after.number, row.after.flow)
        if what in self._known:
            return self._known[what]
        if not self._left:
            return ""
        self._left -= 1
        try:
            _try(visit, row)
        except DryRunOperation:
            self._known[what] = ""
        except ServiceError as error:
            words = error.text or error.code
            if field_of(error):
                self._known[what] = words
            return words
        return ""


def _try(visit: Visit, row: Row) -> None:
    request = row.after.request(visit.instance, row.id)
    visit.visitor.change(visit.region, OPERATION, request, tried(row.before.fingerprint))
