"""How often each operation may be called, and what is refused for being too often.

The table is that of Connect's documentation. An operation that it does not name has the rate of
most; no two operations of it share a bucket. SearchContacts has a rate of its own for windows of
more than two weeks, which is not kept apart here: a call is counted before its body is read.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import msgspec

from outdial.access.throttle import Bucket, Buckets, Rate
from outdial.domain.arns import Scope
from outdial.domain.quotas import Quotas
from outdial.errors import ThrottlingException, TooManyRequestsException

MOST = Rate(per_second=2, burst=5)
"""The rate of every operation that the table does not name."""

TABLE: tuple[tuple[Rate, tuple[str, ...]], ...] = (
    (
        Rate(per_second=3, burst=5),
        (
            "ActivateEvaluationForm",
            "CreateEvaluationForm",
            "DeactivateEvaluationForm",
            "DeleteContactEvaluation",
            "DeleteEvaluationForm",
            "DescribeContactEvaluation",
            "DescribeEvaluationForm",
            "ListContactEvaluations",
            "ListEvaluationForms",
            "ListEvaluationFormVersions",
            "SearchContactEvaluations",
            "SearchEvaluationForms",
            "StartContactEvaluation",
            "SubmitContactEvaluation",
            "UpdateContactEvaluation",
            "UpdateEvaluationForm",
        ),
    ),
    (
        Rate(per_second=5, burst=8),
        (
            "CreateParticipant",
            "CreatePersistentContactAssociation",
            "GetCurrentMetricData",
            "GetMetricData",
            "StartChatContact",
            "StartContactStreaming",
            "StopContactStreaming",
            "UpdateParticipantRoleConfig",
        ),
    ),
    (Rate(per_second=10, burst=10), ("GetMetricDataV2",)),
    (Rate(per_second=10, burst=30), ("SearchContacts",)),
    (
        Rate(per_second=10, burst=15),
        (
            "BatchPutContact",
            "DescribeContact",
            "GetContactAttributes",
            "ListContactReferences",
            "StopContact",
            "UpdateContact",
            "UpdateContactAttributes",
        ),
    ),
    (Rate(per_second=20, burst=25), ("TagContact", "UntagContact")),
    (Rate(per_second=20, burst=20), ("UpdateContactRoutingData",)),
    (Rate(per_second=17, burst=26), ("SendChatIntegrationEvent",)),
    (Rate(per_second=25, burst=50), ("ListIntegrationAssociations",)),
)
"""The rates that are not those of most, each with its operations. [documented]"""

_DOCUMENTED: Mapping[str, Rate] = {name: rate for rate, names in TABLE for name in names}


class Throttling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often operations may be called. Without arguments, as AWS lets them be called."""

    error: Literal["ThrottlingException", "TooManyRequestsException"] = "ThrottlingException"
    default: Rate | None = MOST
    operations: dict[str, Rate | None] = {}

    def rate(self, operation: str) -> Rate | None:
        """Tell the rate of an operation; None lets it be called at any."""
        if operation in self.operations:
            return self.operations[operation]
        return _DOCUMENTED.get(operation, self.default)


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is refused for being too often or too much. Without arguments, AWS's limits."""

    throttling: Throttling | None = Throttling()
    quotas: Quotas | None = Quotas()


AWS = Limits()


def admit(
    limits: Limits | None, buckets: Buckets, scope: Scope, key: tuple[str, str], now: datetime
) -> None:
    """Refuse a call of Connect that comes too often."""
    service, operation = key
    throttling = limits.throttling if limits else None
    rate = throttling.rate(operation) if throttling and service == "connect" else None
    if throttling is None or rate is None:
        return
    if not buckets.take(Bucket(scope.account, scope.region, service, operation), rate, now):
        if throttling.error == "TooManyRequestsException":
            raise TooManyRequestsException("Rate exceeded")
        raise ThrottlingException("Rate exceeded")
