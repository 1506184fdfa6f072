"""The demo of two Regions: the demo contact centre with a replica, and one deliberate fault.

A number is claimed after the replication, to the instance in place of the traffic distribution
group: its queue can call out from one Region only.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from outdial.demo import demo, demo_instance
from outdial.domain.replication import PAIRS
from outdial.seed.api import Answer, Api, RefusedError, listed
from outdial.seed.applying import Step, apply
from outdial.seed.centre import Outcome
from outdial.seed.errors import SeedError
from outdial.seed.state import Instance

PAIR_ALIAS = "outdial-two-regions"
LEFT_BEHIND = "Billing line Berlin"
"""The number that stays in the source's Region."""


def replica_region(region: str) -> str:
    """Name the Region that an instance of a Region is replicated to."""
    for source, replica in sorted(PAIRS):
        if source == region:
            return replica
    sources = ", ".join(sorted(source for source, _ in PAIRS))
    raise SeedError(f"An instance in {region} cannot be replicated; choose from {sources}")


def replica_alias(alias: str) -> str:
    """Name the replica."""
    return f"{alias}-replica"


def apply_pair(api: Api, alias: str, region: str) -> Iterator[Step]:
    """Bring the pair about, step by step; what is as it should be stays untouched."""
    replica = replica_region(region)
    whole = replace(demo(alias, region), identity="SAML")
    done = set()
    for step in apply(_before_replication(whole), api):
        done.add(step.part)
        yield step
    instance = demo_instance(api, alias) or {}
    try:
        yield Step(f"replica in {replica}", _ensure_replica(api, instance, alias))
        yield from (step for step in apply(whole, api) if step.part not in done)
        if _ensure_fault(api, instance) == "changed":
            yield Step(f"fault: {LEFT_BEHIND} is in {region} only", "changed")
    except RefusedError as error:
        raise SeedError(f"the pair: {error}") from error


def _before_replication(whole: Instance) -> Instance:
    """Leave out the number that is claimed afterwards, and who shows it."""
    return replace(
        whole,
        numbers=tuple(number for number in whole.numbers if number.description != LEFT_BEHIND),
        queues=tuple(
            queue for queue in whole.queues if queue.caller and queue.caller.number != LEFT_BEHIND
        ),
    )


def _ensure_replica(api: Api, instance: Answer, alias: str) -> Outcome:
    """Replicate the instance, and share its calls evenly, so that both Regions take some."""
    instance_id = instance["Id"]
    if api("DescribeInstance", InstanceId=instance_id).get("ReplicationConfiguration"):
        return "as it was"
    region = instance["Arn"].split(":")[3]
    replica = replica_region(region)
    api(
        "ReplicateInstance",
        InstanceId=instance_id,
        ReplicaRegion=replica,
        ReplicaAlias=replica_alias(alias),
    )
    shares = [{"Region": side, "Percentage": 50} for side in (region, replica)]
    for group in _groups(api, instance):
        api("UpdateTrafficDistribution", Id=group, TelephonyConfig={"Distributions": shares})
    return "created"


def _ensure_fault(api: Api, instance: Answer) -> Outcome:
    """Claim the number to the instance again, if somebody has mended that."""
    groups = _groups(api, instance)
    for number in listed(api, "ListPhoneNumbersV2", "ListPhoneNumbersSummaryList"):
        is_it = number.get("PhoneNumberDescription") == LEFT_BEHIND
        if is_it and number["TargetArn"] in groups:
            api(
                "UpdatePhoneNumber",
                PhoneNumberId=number["PhoneNumberId"],
                TargetArn=instance["Arn"],
            )
            return "changed"
    return "as it was"


def _groups(api: Api, instance: Answer) -> list[str]:
    """Give the ARNs of the pair's traffic distribution groups."""
    found = listed(
        api,
        "ListTrafficDistributionGroups",
        "TrafficDistributionGroupSummaryList",
        InstanceId=instance["Id"],
    )
    return [group["Arn"] for group in found]
