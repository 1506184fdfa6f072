"""Queues, searched."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from outdial.access.condition_keys import INSTANCE_ID, SEARCH_TAG
from outdial.call import Call
from outdial.domain.queue import Queue
from outdial.domain.search import (
    criteria_match,
    refuse_malformed_criteria,
    string_matches,
    tags_match,
)
from outdial.operations.queues import shown
from outdial.paging import search_page
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes

FIELDS: Final = ("name", "description", "resourceID")


@operation("SearchQueues", on=("instance/{InstanceId}",), keys=(INSTANCE_ID, SEARCH_TAG))
def search_queues(
    call: Call, request: "shapes.SearchQueuesRequest"
) -> "shapes.SearchQueuesResponse":
    """Search an instance's standard queues by name, description, id and tags.

    1. Text and tags are compared by the rules of searches, S1 to S6; without criteria and filter
       every queue is found [documented].
    2. Queues come in the order of their ids, 100 a page unless `MaxResults` says otherwise
       [chosen].
    3. A call looks through 5,000 queues at most, so that others need not wait. In an instance
       with more, a page may be short or empty though another one follows [chosen].
    4. `ApproximateTotalCount` is exact up to there; in an instance with more, it is what the first
       page finds among the first 5,000 [chosen].
    """
    criteria = request.get("SearchCriteria") or {}
    refuse_malformed_criteria(criteria, FIELDS)
    instance = call.instance(request["InstanceId"])
    tag_filter = request.get("SearchFilter", {}).get("TagFilter")

    def is_sought(queue: Queue) -> bool:
        return tags_match(tag_filter, queue.tags) and _meets(queue, criteria)

    is_narrowed = bool(criteria or tag_filter)
    page = search_page(call, request, Queue, instance.id, is_sought if is_narrowed else None)
    return {
        "Queues": [shown(call, queue) for queue in page.records],
        "NextToken": page.next_token,
        "ApproximateTotalCount": page.total,
    }


def _meets(queue: Queue, criteria: Mapping[str, Any]) -> bool:
    fields = {"name": queue.name, "description": queue.description, "resourceID": queue.id}
    return criteria_match(
        criteria,
        # QueueTypeCondition needs no look: it can only ask for STANDARD, and all of these are.
        lambda one: string_matches(one.get("StringCondition"), fields),
    )
