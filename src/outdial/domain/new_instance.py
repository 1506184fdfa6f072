"""What a new instance contains.

N1   The hours "Basic Hours": every day, midnight to midnight. [observed; the time zone chosen]
N2   The queue BasicQueue with these hours and no outbound caller, so that calling out through
     it fails until one is set. [documented]
N3   The default and the sample flows, published. [documented, observed]
N4   No phone numbers and no quick connects. [inferred]
"""

from collections.abc import Callable, Iterator

from outdial.domain.contact_flow import ContactFlow
from outdial.domain.default_flows import DEFAULT_FLOWS
from outdial.domain.hours_of_operation import HoursOfOperation, all_week
from outdial.domain.instance import Instance
from outdial.domain.queue import Queue
from outdial.domain.resource import Content


def contents(instance: Instance, new_id: Callable[[], str]) -> Iterator[Content]:
    """Make what a new instance contains, each record after those that it names."""
    hours = _basic_hours(instance, new_id())
    yield hours
    yield _basic_queue(instance, new_id(), hours)
    yield from _flows(instance, new_id)


def _basic_hours(instance: Instance, hours_id: str) -> HoursOfOperation:
    return HoursOfOperation(
        id=hours_id,
        instance_id=instance.id,
        name="Basic Hours",
        time_zone="America/New_York",
        config=all_week(),  # N1
        last_modified_time=instance.created_time,
        last_modified_region=instance.region,
    )


def _basic_queue(instance: Instance, queue_id: str, hours: HoursOfOperation) -> Queue:
    return Queue(
        id=queue_id,
        instance_id=instance.id,
        name="BasicQueue",
        hours_of_operation_id=hours.id,  # N2
        is_basic=True,
        last_modified_time=instance.created_time,
        last_modified_region=instance.region,
    )


def _flows(instance: Instance, new_id: Callable[[], str]) -> Iterator[ContactFlow]:
    for template in DEFAULT_FLOWS:  # N3
        yield ContactFlow(
            id=new_id(),
            instance_id=instance.id,
            name=template.name,
            type=template.type,
            description=template.description,
            published=template.content,
            is_default=template.is_default,
            last_modified_time=instance.created_time,
            last_modified_region=instance.region,
        )
