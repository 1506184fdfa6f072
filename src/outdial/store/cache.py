"""The records that were read or written last, so that a call decodes none of them again.

It holds what the store's one connection sees. That is enough because one process owns the file;
a database that others write too has no use for it.
"""

from collections import OrderedDict

from outdial.domain.resource import Address, Entry
from outdial.store.place import Changed, Place

MOST = 4096


class Cache:
    """So many records at most; the one that came first goes first.

    They are in an OrderedDict because a dict looks for its first one past all that went.
    """

    def __init__(self) -> None:
        self._entries: OrderedDict[Place, Changed] = OrderedDict()
        self.get = self._entries.get
        self._holders: dict[Entry, Address] = {}
        self.holder = self._holders.get

    def keep(self, place: Place, entry: Changed) -> None:
        """Keep a record as the database has it now."""
        entries = self._entries
        if place not in entries and len(entries) >= MOST:
            entries.popitem(last=False)
        entries[place] = entry

    def settle(self, changes: dict[Place, Changed | None]) -> None:
        """Take over what a job changed, None for what it deleted."""
        for place, entry in changes.items():
            if entry is None:
                self._entries.pop(place, None)
            else:
                self.keep(place, entry)

    def keep_holder(self, entry: Entry, holder: Address) -> None:
        """Keep which record holds a key."""
        if len(self._holders) >= MOST:
            self._holders.clear()
        self._holders[entry] = holder

    def forget_holders(self) -> None:
        """Forget which records hold which keys, since one of these changes."""
        self._holders.clear()

    def clear(self) -> None:
        """Forget everything: what the database has is not certain, or all of it changed."""
        self._entries.clear()
        self._holders.clear()
