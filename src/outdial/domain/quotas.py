"""Service quotas: how much of each thing there may be.

Q1   An account has so many instances in a Region; one more is ServiceQuotaExceededException.
     A replica counts where it is. [documented; the replica inferred]
Q2   Instances are created and deleted so many times in 30 days, all Regions of an account
     together; then another creation is ServiceQuotaExceededException. Making and deleting a
     replica counts. [documented and observed; the replica chosen]
Q3   An account has so many replicas, each instance so many traffic distribution groups, the
     default one among them; one more is ServiceQuotaExceededException. [documented; the error
     inferred, since no other is declared]
Q4   An instance has so many queues, flows, hours of operation and quick connects; one more is
     LimitExceededException. What a new instance comes with counts, and so do archived flows.
     [documented; what it comes with chosen]
Q5   An instance has so many phone numbers, those of its traffic distribution groups among them.
     A claim or a move over it is answered like any other, and the number is then FAILED, with a
     message. [documented; that groups count inferred]
Q6   An instance's numbers are claimed and released so often in 180 days, in per cent of Q5; then
     further claims end as FAILED. [documented; by instance, and the state, chosen]
Q7   A released number rests so many days before anyone finds or claims it again. [documented]
Q8   A queue's MaxContacts stays below the calls, chats and tasks of an instance together, else
     InvalidParameterException. [documented; the error chosen]
"""

from datetime import timedelta
from typing import Annotated, Literal

import msgspec

INSTANCE_WINDOW = timedelta(days=30)  # Q2
NUMBER_WINDOW = timedelta(days=180)  # Q6

Count = Annotated[int, msgspec.Meta(ge=0)]
InInstance = Literal["queues", "contact_flows", "hours_of_operation", "quick_connects"]
"""The quotas of what instances contain."""


class Quotas(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much there may be; None is any number. Without arguments, AWS's defaults."""

    instances: Count | None = 2
    """Instances in an account and Region."""

    instance_changes: Count | None = 100
    """Creations and deletions of instances in an account, in 30 days."""

    replicas: Count | None = 5
    """Replicas in an account."""

    traffic_distribution_groups: Count | None = 8
    """Traffic distribution groups of a replicated instance, with the default one."""

    queues: Count | None = 100
    """Queues in an instance."""

    contact_flows: Count | None = 100
    """Flows in an instance, archived ones too."""

    hours_of_operation: Count | None = 100
    """Hours of operation in an instance."""

    quick_connects: Count | None = 100
    """Quick connects in an instance."""

    phone_numbers: Count | None = 10
    """Phone numbers of an instance and its traffic distribution groups."""

    phone_number_turnover: Count | None = 200
    """Claims and releases of an instance's numbers in 180 days, in per cent of `phone_numbers`."""

    phone_number_rest: Count | None = 180
    """Days before a released number can be found and claimed again."""

    concurrent_calls: Count | None = 10
    """Calls at a time in an instance; here it only bounds `MaxContacts`."""

    concurrent_chats: Count | None = 500
    """Chats at a time, likewise."""

    concurrent_tasks: Count | None = 2500
    """Tasks at a time, likewise."""

    @property
    def most_turns(self) -> int | None:
        """How many claims and releases of numbers an instance has in 180 days."""
        if self.phone_numbers is None or self.phone_number_turnover is None:
            return None
        return self.phone_numbers * self.phone_number_turnover // 100  # Q6

    @property
    def most_contacts(self) -> int | None:
        """The largest MaxContacts of a queue."""
        calls, chats, tasks = self.concurrent_calls, self.concurrent_chats, self.concurrent_tasks
        if calls is None or chats is None or tasks is None:
            return None
        return calls + chats + tasks - 1  # Q8


UNLIMITED = Quotas(**dict.fromkeys(Quotas.__struct_fields__))
"""No quotas at all."""


def is_reached(most: int | None, count: int) -> bool:
    """Tell whether there is no room for one more."""
    return most is not None and count >= most
