"""What a change makes of a queue's outbound caller configuration, before it is made."""

from dataclasses import dataclass

from outdial.console.editing.configuration import MEMBER, Configuration
from outdial.console.named import CallerShown, Directory, caller_shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A configuration now and then, each with what it names looked up."""

    before: Configuration
    after: Configuration
    shown_before: CallerShown
    shown_after: CallerShown

    @property
    def changes_name(self) -> bool:
        """Tell whether another name is shown."""
        return self.before.name != self.after.name

    @property
    def changes_number(self) -> bool:
        """Tell whether another number is shown, or the same one is named in another way."""
        return self.before.number != self.after.number

    @property
    def changes_flow(self) -> bool:
        """Tell whether another flow is played, or the same one is named in another way."""
        return self.before.flow != self.after.flow

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing changes."""
        return self.before == self.after


def difference(before: Configuration, after: Configuration, directory: Directory) -> Difference:
    """Look up what two configurations name."""
    return Difference(
        before=before,
        after=after,
        shown_before=caller_shown({MEMBER: before.members}, directory),
        shown_after=caller_shown({MEMBER: after.members}, directory),
    )
