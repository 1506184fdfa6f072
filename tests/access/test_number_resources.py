"""Which resources a queue's number counts as (rules B1 to B6), and what policies make of them."""

from typing import TYPE_CHECKING, Any

import pytest

from access.asking import allow, arns, decision, deny, layers, named
from outdial.access.resources import Named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outdial.serve.inprocess import Local
    from pair_desk import PairDesk

EAST = "arn:aws:connect:us-east-1:123456789012"
WEST = "arn:aws:connect:us-west-2:123456789012"
V2 = f"{EAST}:phone-number/n"
V2_WEST = f"{WEST}:phone-number/n"
"""Numbers by their own ARNs."""


def config(number: str, instance: str = "i") -> dict[str, Any]:
    return {
        "InstanceId": instance,
        "QueueId": "q",
        "OutboundCallerConfig": {"OutboundCallerIdNumberId": number},
    }


@pytest.mark.parametrize(
    ("number", "region", "resources"),
    [
        ("n", "us-east-1", [V2]),  # B1
        ("n", "us-west-2", [V2_WEST]),  # B1
        (V2, "us-east-1", [V2]),  # B2
        (V2, "us-west-2", [V2, f"{WEST}:instance/i/phone-number/n"]),  # B2
        (f"{EAST}:instance/i/phone-number/n", "us-east-1", [V2]),  # B3
        (f"{EAST}:instance/i/phone-number/n", "us-west-2", None),  # B5
        (f"{EAST}:instance/other/phone-number/n", "us-east-1", None),  # B5
        (f"{EAST}:instance/i/queue/n", "us-east-1", None),  # B5
        (f"{WEST}:instance/i/queue/n", "us-east-1", None),  # B5
        ("arn:nonsense", "us-east-1", None),  # B5
    ],
)
@pytest.mark.parametrize("instance_form", ["i", "arn"])
@pytest.mark.parametrize("raw", [False, True])
def test_a_number_counts_as_its_own_arn_and_abroad_as_the_older_one_too(
    number: str, region: str, resources: list[str] | None, instance_form: str, *, raw: bool
) -> None:
    instance = f"arn:aws:connect:{region}:123456789012:instance/i" if instance_form != "i" else "i"

    found = arns(
        "UpdateQueueOutboundCallerConfig", config(number, instance), region=region, raw=raw
    )

    assert found[1:] == (resources or [number])  # B6


def test_creating_a_queue_asks_for_the_number_as_well() -> None:
    params = config(V2) | {"HoursOfOperationId": "h"}

    assert arns("CreateQueue", params, region="us-west-2") == [
        f"{WEST}:instance/i/queue/*",
        f"{WEST}:instance/i/operating-hours/h",
        V2,
        f"{WEST}:instance/i/phone-number/n",
    ]


def in_both_forms(pair: "PairDesk") -> dict[str, str]:
    """Write the group's number as a policy in the replica's Region has to list it."""
    return {
        "V2": f"{EAST}:phone-number/{pair.number}",
        "V1": f"{WEST}:instance/{pair.instance}/phone-number/{pair.number}",
    }


def update_in_the_replica(
    outdial: "Local", pair: "PairDesk", number: str, *statements: "Mapping[str, object]"
) -> str:
    """Give the outcome of a call with a policy of these statements."""
    params = config(number, pair.instance)
    policies = layers(*statements)
    return decision(
        outdial.app, "UpdateQueueOutboundCallerConfig", params, policies, region="us-west-2"
    ).outcome


def test_the_older_arn_in_the_replica_counts_as_itself_and_as_the_number_of_the_source(
    outdial: "Local", pair: "PairDesk"
) -> None:
    forms = in_both_forms(pair)
    params = config(forms["V1"], pair.instance)

    found = named("UpdateQueueOutboundCallerConfig", params, region="us-west-2", app=outdial.app)

    assert found[1:] == [  # B4
        Named(forms["V1"]),
        Named(forms["V2"]),
        Named(f"{WEST}:phone-number/{pair.number}", only_denies=True),
    ]


@pytest.mark.parametrize("form", ["V1", "V2"])
@pytest.mark.parametrize(
    ("listed", "outcome"),
    [(["V1", "V2"], "allowed"), (["V1"], "implicit_deny"), (["V2"], "implicit_deny")],
)
def test_in_the_replica_a_policy_must_allow_the_number_in_both_forms(
    outdial: "Local", pair: "PairDesk", form: str, listed: list[str], outcome: str
) -> None:
    forms = in_both_forms(pair)
    queues = allow(f"{WEST}:instance/{pair.instance}/queue/*")
    numbers = allow(*(forms[each] for each in listed))

    assert update_in_the_replica(outdial, pair, forms[form], queues, numbers) == outcome


@pytest.mark.parametrize("form", ["V1", "V2"])
@pytest.mark.parametrize("listed", [["V1", "V2"], ["V1"], ["V2"]])
def test_in_the_replica_a_policy_that_denies_the_number_in_any_form_denies_the_call(
    outdial: "Local", pair: "PairDesk", form: str, listed: list[str]
) -> None:
    forms = in_both_forms(pair)
    numbers = deny(*(forms[each] for each in listed))

    outcome = update_in_the_replica(outdial, pair, forms[form], allow("*"), numbers)

    assert outcome == "explicit_deny"


def test_what_denies_a_number_of_the_replicas_region_denies_its_older_arn(
    outdial: "Local", pair: "PairDesk"
) -> None:
    number = deny(f"{WEST}:phone-number/{pair.number}")

    outcome = update_in_the_replica(outdial, pair, in_both_forms(pair)["V1"], allow("*"), number)

    assert outcome == "explicit_deny"  # B4


def test_a_policy_of_the_number_alone_does_not_allow_as_the_queue_is_required(
    outdial: "Local", pair: "PairDesk"
) -> None:
    forms = in_both_forms(pair)

    outcome = update_in_the_replica(outdial, pair, forms["V2"], allow(*forms.values()))

    assert outcome == "implicit_deny"
