"""Mirroring without a delay: what one side of a pair changes, the other one shows at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from number_desk import create_flow, refusal, second_instance
from outdial.store.sqlite import SqliteStore
from pair_desk import REPLICA, SOURCE, WHISPER, PairDesk, set_up_pair
from pair_view import contents

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_connect.type_defs import QuickConnectConfigTypeDef

    from outdial.serve.inprocess import Local

PHONE: "QuickConnectConfigTypeDef" = {
    "QuickConnectType": "PHONE_NUMBER",
    "PhoneConfig": {"PhoneNumber": "+12065550199"},
}
Change = Callable[["ConnectClient", PairDesk], object]


@pytest.fixture
def pair(outdial: "Local") -> PairDesk:
    """Set up a pair; a minute goes by."""
    desk = set_up_pair()
    outdial.clock.advance(minutes=1)
    return desk


def alike(pair: PairDesk) -> bool:
    return contents(pair.source, pair.instance) == contents(pair.replica, pair.instance)


def quick_connect(side: "ConnectClient", pair: PairDesk, name: str = "Boss") -> str:
    return side.create_quick_connect(InstanceId=pair.instance, Name=name, QuickConnectConfig=PHONE)[
        "QuickConnectId"
    ]


def offer(side: "ConnectClient", pair: PairDesk) -> str:
    boss = quick_connect(side, pair)
    pager = quick_connect(side, pair, "Pager")
    side.associate_queue_quick_connects(**pair.ids, QuickConnectIds=[boss, pager])
    return boss


def create_queue(side: "ConnectClient", pair: PairDesk) -> None:
    side.create_queue(
        InstanceId=pair.instance,
        Name="Billing",
        HoursOfOperationId=pair.hours,
        OutboundCallerConfig={"OutboundCallerIdNumberId": pair.number_arn},
        QuickConnectIds=[quick_connect(side, pair)],
        Tags={"team": "billing"},
    )


def delete_queue(side: "ConnectClient", pair: PairDesk) -> None:
    offer(side, pair)
    side.delete_queue(**pair.ids)


def delete_quick_connect(side: "ConnectClient", pair: PairDesk) -> None:
    boss = offer(side, pair)
    side.delete_quick_connect(InstanceId=pair.instance, QuickConnectId=boss)


def withdraw_quick_connect(side: "ConnectClient", pair: PairDesk) -> None:
    boss = offer(side, pair)
    side.disassociate_queue_quick_connects(**pair.ids, QuickConnectIds=[boss])


def answer_number(side: "ConnectClient", pair: PairDesk) -> None:
    side.associate_phone_number_contact_flow(
        InstanceId=pair.instance,
        PhoneNumberId=pair.number_arn,
        ContactFlowId=create_flow(side, pair.instance),
    )


def stop_answering_number(side: "ConnectClient", pair: PairDesk) -> None:
    answer_number(side, pair)
    side.disassociate_phone_number_contact_flow(
        InstanceId=pair.instance, PhoneNumberId=pair.number_arn
    )


def tag(side: "ConnectClient", pair: PairDesk) -> None:
    for path in (f"queue/{pair.queue}", f"contact-flow/{pair.whisper}"):
        arn = pair.arn(path, side.meta.region_name)
        side.tag_resource(resourceArn=arn, tags={"team": "sales", "stage": "test"})
        side.untag_resource(resourceArn=arn, tagKeys=["stage"])


def flow_ids(pair: PairDesk) -> dict[str, str]:
    return {"InstanceId": pair.instance, "ContactFlowId": pair.whisper}


CHANGES: dict[str, Change] = {
    "a queue is created": create_queue,
    "a queue is renamed": lambda side, pair: side.update_queue_name(**pair.ids, Name="Selling"),
    "a queue's caller is set": lambda side, pair: side.update_queue_outbound_caller_config(
        **pair.ids,
        OutboundCallerConfig={
            "OutboundCallerIdName": "Acme",
            "OutboundCallerIdNumberId": pair.number_arn,
            "OutboundFlowId": pair.whisper,
        },
    ),
    "a queue is disabled": lambda side, pair: side.update_queue_status(
        **pair.ids, Status="DISABLED"
    ),
    "a queue is deleted": delete_queue,
    "a flow is created": lambda side, pair: create_flow(side, pair.instance),
    "a flow is published": lambda side, pair: side.update_contact_flow_content(
        **flow_ids(pair), Content=WHISPER.replace("end", "stop")
    ),
    "a flow is archived": lambda side, pair: side.update_contact_flow_metadata(
        **flow_ids(pair), ContactFlowState="ARCHIVED"
    ),
    "a flow is deleted": lambda side, pair: side.delete_contact_flow(**flow_ids(pair)),
    "hours are created": lambda side, pair: side.create_hours_of_operation(
        InstanceId=pair.instance, Name="Sundays", TimeZone="UTC", Config=[]
    ),
    "hours are renamed": lambda side, pair: side.update_hours_of_operation(
        InstanceId=pair.instance, HoursOfOperationId=pair.hours, Name="Ever"
    ),
    "a quick connect is created": quick_connect,
    "a quick connect is offered": offer,
    "a quick connect is withdrawn": withdraw_quick_connect,
    "an offered quick connect is deleted": delete_quick_connect,
    "a number gets a flow": answer_number,
    "a number loses its flow": stop_answering_number,
    "resources are tagged": tag,
}


@pytest.mark.parametrize("region", [SOURCE, REPLICA])
@pytest.mark.parametrize("change", CHANGES)
def test_both_sides_show_a_change_of_either(  # P3
    pair: PairDesk, region: str, change: str
) -> None:
    before = contents(pair.source, pair.instance)
    side = pair.source if region == SOURCE else pair.replica

    CHANGES[change](side, pair)

    assert contents(pair.source, pair.instance) != before
    assert alike(pair)


def test_the_last_region_that_changed_a_resource_is_told_on_both_sides(pair: PairDesk) -> None:
    for side in (pair.replica, pair.source, pair.replica):
        side.update_queue_max_contacts(**pair.ids, MaxContacts=5)

        for shown in map(pair.shown, pair.sides):
            assert shown["LastModifiedRegion"] == side.meta.region_name


def test_a_resource_of_the_one_side_is_found_by_arn_of_the_caller_s_region_only(
    pair: PairDesk,
) -> None:
    made = pair.replica.create_queue(
        InstanceId=pair.instance, Name="Billing", HoursOfOperationId=pair.hours
    )
    assert made["QueueArn"] == pair.arn(f"queue/{made['QueueId']}", REPLICA)

    arn = pair.arn(f"queue/{made['QueueId']}", SOURCE)
    found = pair.source.describe_queue(InstanceId=pair.arn(), QueueId=arn)["Queue"]

    assert found["QueueArn"] == arn
    assert refusal(
        pair.source.describe_queue, InstanceId=pair.instance, QueueId=made["QueueArn"]
    ) == ("ResourceNotFoundException", "Queue not found")


def test_tags_are_listed_by_the_arn_of_the_caller_s_region_only(pair: PairDesk) -> None:
    pair.replica.tag_resource(
        resourceArn=pair.arn(f"queue/{pair.queue}", REPLICA), tags={"team": "sales"}
    )

    arn = pair.arn(f"queue/{pair.queue}", SOURCE)
    assert pair.source.list_tags_for_resource(resourceArn=arn)["tags"] == {"team": "sales"}
    assert refusal(pair.replica.list_tags_for_resource, resourceArn=arn) == (
        "ResourceNotFoundException",
        "Resource not found",
    )


def test_both_sides_page_and_search_alike_with_tokens_of_their_own(pair: PairDesk) -> None:
    for number in range(5):
        side = pair.sides[number % 2]
        side.create_queue(
            InstanceId=pair.instance, Name=f"Queue {number}", HoursOfOperationId=pair.hours
        )

    def search(side: "ConnectClient", **more: Any) -> Any:
        named: Any = {
            "StringCondition": {
                "FieldName": "name",
                "Value": "Queue",
                "ComparisonType": "STARTS_WITH",
            }
        }
        return side.search_queues(
            InstanceId=pair.instance, SearchCriteria=named, MaxResults=3, **more
        )

    tokens = []
    for side in pair.sides:
        first = search(side)
        second = search(side, NextToken=first["NextToken"])
        names = [queue["Name"] for queue in (*first["Queues"], *second["Queues"])]
        assert names == [f"Queue {number}" for number in range(5)]
        assert first["ApproximateTotalCount"] == 5
        tokens.append(first["NextToken"])
    code, _ = refusal(search, side=pair.replica, NextToken=tokens[0])
    assert code == "InvalidParameterException"


def test_a_refused_call_changes_neither_side(pair: PairDesk) -> None:
    before = contents(pair.source, pair.instance)

    code, _ = refusal(
        pair.replica.create_queue,
        InstanceId=pair.instance,
        Name="Sales",
        HoursOfOperationId=pair.hours,
    )

    assert code == "DuplicateResourceException"
    assert contents(pair.source, pair.instance) == before
    assert alike(pair)


def test_a_call_that_touches_two_instances_is_carried_from_both(pair: PairDesk) -> None:
    answer_number(pair.source, pair)
    other = second_instance(pair.source)

    pair.source.update_phone_number(PhoneNumberId=pair.number, InstanceId=other)

    for side in pair.sides:
        assert (
            side.list_flow_associations(InstanceId=pair.instance)["FlowAssociationSummaryList"]
            == []
        )


def test_pairs_of_two_accounts_or_aliases_do_not_mix(pair: PairDesk) -> None:
    other = pair.source.create_instance(
        IdentityManagementType="SAML",
        InstanceAlias="other",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]
    pair.source.replicate_instance(
        InstanceId=other, ReplicaRegion=REPLICA, ReplicaAlias="other-west"
    )
    before = contents(pair.replica, pair.instance)

    pair.source.create_hours_of_operation(
        InstanceId=other, Name="Always", TimeZone="UTC", Config=[]
    )

    assert contents(pair.replica, pair.instance) == before
    assert contents(pair.replica, other) == contents(pair.source, other)


@contextmanager
def statements(outdial: "Local") -> Iterator[list[str]]:
    """Write down the SQL that is run."""
    run: list[str] = []
    if not isinstance(outdial.app.store, SqliteStore):
        pytest.skip("only SQLite tells of its statements")
    connection = outdial.app.store._connection
    connection.set_trace_callback(run.append)
    yield run
    connection.set_trace_callback(None)


def test_an_instance_without_a_replica_costs_nothing_extra(
    pair: PairDesk, outdial: "Local"
) -> None:
    alone = second_instance(pair.source)
    queue = pair.source.list_queues(InstanceId=alone)["QueueSummaryList"][0]["Id"]

    with statements(outdial) as run:
        pair.source.update_queue_max_contacts(InstanceId=alone, QueueId=queue, MaxContacts=3)
        pair.source.describe_queue(InstanceId=alone, QueueId=queue)

    changed = [statement.split()[0] for statement in run]
    assert changed == ["BEGIN", "UPDATE", "COMMIT", "BEGIN", "COMMIT"]
