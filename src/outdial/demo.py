"""The demo contact centre: a shop with three queues that each show another number.

It is a start state like any other, so that to set it up twice changes nothing.
"""

from dataclasses import dataclass

from outdial.access.identity import DEFAULT_REGION, NOBODYS_ACCOUNT
from outdial.seed.api import Answer, Api, listed
from outdial.seed.state import CallerConfig, Flow, Hours, Instance, Number, Opening, Queue

ALIAS = "outdial-demo"
SPARE_NUMBER = "Spare line Seattle"

_WEEKDAYS = Opening(
    days=("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"), opens="09:00", closes="18:00"
)


def demo(
    alias: str = ALIAS, region: str = DEFAULT_REGION, account: str = NOBODYS_ACCOUNT
) -> Instance:
    """Describe the demo contact centre; five numbers in three countries, one of them spare."""
    return Instance(
        alias=alias,
        region=region,
        account=account,
        tags={"made-by": "outdial-demo"},
        hours=(Hours(name="Office hours", time_zone="Europe/London", open=(_WEEKDAYS,)),),
        flows=(
            Flow(name="Sales whisper", says="Hello, this is Acme calling about your order."),
            Flow(name="Support whisper", says="Acme support is calling you back."),
        ),
        numbers=(
            Number(country="US", prefix="+1206", description="Sales line Seattle"),
            Number(country="US", prefix="+1206", description=SPARE_NUMBER),
            Number(country="US", type="TOLL_FREE", description="Toll-free line"),
            Number(country="GB", prefix="+4420", description="Support line London"),
            Number(country="DE", prefix="+4930", description="Billing line Berlin"),
        ),
        queues=(
            _queue("Sales", "Acme Sales", "Sales line Seattle", "Sales whisper"),
            _queue("Support", "Acme Support", "Support line London", "Support whisper"),
            _queue("Billing", "Acme Billing", "Billing line Berlin", None),
        ),
    )


def _queue(name: str, shown: str, number: str, whisper: str | None) -> Queue:
    caller = CallerConfig(name=shown, number=number, whisper=whisper)
    return Queue(name=name, hours="Office hours", caller=caller)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoIds:
    """What the commands to try out are about."""

    instance: str
    queue: str
    spare_number: str


def demo_instance(api: Api, alias: str = ALIAS) -> Answer | None:
    """Find the summary of the demo's instance, if it is there."""
    instances = listed(api, "ListInstances", "InstanceSummaryList")
    return next((i for i in instances if i.get("InstanceAlias") == alias), None)


def find_demo(api: Api, alias: str = ALIAS) -> DemoIds | None:
    """Find the demo contact centre, if it is there and has kept what the commands need."""
    instance = demo_instance(api, alias)
    if instance is None:
        return None
    queues = listed(api, "ListQueues", "QueueSummaryList", InstanceId=instance["Id"])
    numbers = listed(
        api, "ListPhoneNumbersV2", "ListPhoneNumbersSummaryList", TargetArn=instance["Arn"]
    )
    queue = next((q["Id"] for q in queues if q.get("Name") == "Sales"), None)
    spare = (n for n in numbers if n.get("PhoneNumberDescription") == SPARE_NUMBER)
    number = next((n["PhoneNumberId"] for n in spare), None)
    if queue is None or number is None:
        return None
    return DemoIds(instance=instance["Id"], queue=queue, spare_number=number)
