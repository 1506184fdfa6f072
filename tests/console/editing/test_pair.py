"""The queue of a replicated instance is changed from either Region."""

from typing import TYPE_CHECKING, Any

import pytest

from console.centre import Centre, client
from console.editing.filling import fields_of, fill, save, send, told
from console.editing.test_edit import claim, config
from console.editing.test_undo import link
from console.test_replicas import replicate
from console.visiting import Visitor
from outdial.console.editing.configuration import Configuration

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

EAST, WEST = "us-east-1", "us-west-2"


@pytest.fixture
def west(visitor: Visitor, connect: "ConnectClient", centre: Centre, account: str) -> Any:
    """The other Region, of a centre that has a number there, too."""
    replicate(connect, centre, f"two{account}")
    return client(visitor.url, account, region=WEST)


def both(connect: "ConnectClient", west: Any, centre: Centre) -> list[Configuration]:
    """Give what both Regions show, by ids: from the replica a number is named by ARN alone."""
    return [Configuration.of(config(side, centre)).by_id for side in (connect, west)]


def address(centre: Centre, region: str) -> str:
    return f"/_outdial/console/{region}/{centre.instance}/queues/{centre.queue}"


@pytest.mark.parametrize("region", [EAST, WEST])
def test_a_change_in_either_region_is_seen_in_both_and_undone(
    visitor: Visitor, connect: "ConnectClient", west: Any, centre: Centre, region: str
) -> None:
    before = both(connect, west, centre)
    queue = address(centre, region)

    review = fill(visitor, f"{queue}/edit", name="Mine")
    saved = save(visitor, f"{queue}/edit", review)
    names = [config(side, centre)["OutboundCallerIdName"] for side in (connect, west)]
    undo = link(visitor.get(saved.headers["location"]), "Undo")
    undone = send(visitor, undo, visitor.get(undo))

    assert names == ["Mine", "Mine"]
    assert saved.headers["location"].partition("?")[0] == queue
    assert undone.status == 303
    assert both(connect, west, centre) == before


def test_a_number_of_a_group_is_chosen_by_id_at_home_and_by_arn_elsewhere(
    visitor: Visitor, connect: "ConnectClient", west: Any, centre: Centre, account: str
) -> None:
    number, number_id = claim(connect, centre)
    groups = connect.list_traffic_distribution_groups(InstanceId=centre.instance)
    group = groups["TrafficDistributionGroupSummaryList"][0]["Arn"]
    connect.update_phone_number(PhoneNumberId=number_id, TargetArn=group)
    arn = f"arn:aws:connect:us-east-1:{account}:phone-number/{number_id}"

    edits = {region: f"{address(centre, region)}/edit" for region in (EAST, WEST)}
    choices = {
        region: fields_of(visitor.get(edit)).choices["number"] for region, edit in edits.items()
    }
    review = fill(visitor, edits[WEST], number=arn)
    save(visitor, edits[WEST], review)

    shown = choices[EAST][number_id]
    assert shown == choices[WEST][arn]
    assert f"Afterwards {number} US {arn}" in told(review)
    assert f"leads 0 % of the calls to {number} to us-west-2" in told(review)
    assert config(connect, centre)["OutboundCallerIdNumberId"] == arn
    assert config(west, centre)["OutboundCallerIdNumberId"] == arn


def test_what_would_break_is_told_before_it_is_saved(
    visitor: Visitor, connect: "ConnectClient", west: Any, centre: Centre
) -> None:
    number, number_id = claim(connect, centre)
    edit = f"{address(centre, EAST)}/edit"

    review = fill(visitor, edit, number=number_id)

    assert "Would break in us-west-2" in told(review)
    assert number in told(review).partition("In a failover")[2]
    assert config(west, centre)["OutboundCallerIdNumberId"].endswith(centre.number_id)


def test_a_change_of_the_other_region_is_undone_where_it_was_made(
    visitor: Visitor, connect: "ConnectClient", west: Any, centre: Centre
) -> None:
    before = both(connect, west, centre)
    west.update_queue_outbound_caller_config(
        InstanceId=centre.instance, QueueId=centre.queue, OutboundCallerConfig={}
    )

    undo = link(visitor.get(address(centre, EAST)), "undo this change")
    send(visitor, undo, visitor.get(undo))

    assert undo.startswith(address(centre, WEST))
    assert both(connect, west, centre) == before


def test_a_change_in_one_region_makes_a_form_of_the_other_outdated(
    visitor: Visitor, connect: "ConnectClient", west: Any, centre: Centre
) -> None:
    review = fill(visitor, f"{address(centre, EAST)}/edit", name="Mine")
    west.update_queue_outbound_caller_config(
        InstanceId=centre.instance, QueueId=centre.queue, OutboundCallerConfig={}
    )

    refused = save(visitor, f"{address(centre, EAST)}/edit", review)

    assert refused.status == 409
    assert config(connect, centre) is None
