"""The page of replicated instances and their traffic distribution groups."""

import json
from typing import TYPE_CHECKING

import pytest

from console.centre import SECRET, Centre, client, iam_of, set_up
from console.test_pages import HOSTILE, MOST_BYTES, SHOWN, words
from console.visiting import HOME, Visitor
from server_process import running

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

PAGE = HOME + "replicas"
TITLE = "Replicas and traffic distribution groups"


def replicate(connect: "ConnectClient", centre: Centre, alias: str) -> None:
    """Replicate a centre to the west; its number goes to the default group."""
    connect.replicate_instance(
        InstanceId=centre.instance, ReplicaRegion="us-west-2", ReplicaAlias=alias
    )


def test_without_replicas_the_page_says_how_to_make_one(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    set_up(connect, f"one{account}")

    seen = visitor.get(PAGE)

    assert seen.status == 200
    assert words(seen) == (
        f"{TITLE} No instance has a replica. Replicate one with aws connect replicate-instance ."
    )


def test_both_sides_stand_side_by_side_with_their_groups(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"one{account}")
    replicate(connect, centre, f"two{account}")
    group = connect.create_traffic_distribution_group(Name="Shops", InstanceId=centre.instance)[
        "Arn"
    ]
    connect.update_traffic_distribution(
        Id=group,
        TelephonyConfig={
            "Distributions": [
                {"Region": "us-east-1", "Percentage": 30},
                {"Region": "us-west-2", "Percentage": 70},
            ]
        },
    )

    seen = visitor.get(PAGE)

    text = words(seen)
    name = connect.list_traffic_distribution_groups(InstanceId=centre.instance)
    names = {
        each["IsDefault"]: each["Name"] for each in name["TrafficDistributionGroupSummaryList"]
    }
    assert text.startswith(
        f"{TITLE} one{account} {centre.instance}"
        f" Source in us-east-1 one{account} active outbound calls on Its own numbers none"
        f" Replica in us-west-2 two{account} active outbound calls on"
        " Replication complete Its own numbers none"
        " Traffic distribution groups Group Calls Agents Sign-in Numbers "
    )
    assert (
        f"{names[True]} default us-east-1 100 % , us-west-2 0 % us-east-1 100 % , us-west-2 0 %"
        f" us-east-1 on , us-west-2 off {centre.number}"
    ) in text
    assert (
        "Shops us-east-1 30 % , us-west-2 70 % us-east-1 100 % , us-west-2 0 %"
        " of the default group none"
    ) in text
    assert f'href="{HOME}us-west-2/{centre.instance}"' in seen.text


def test_what_would_break_in_a_failover_is_told(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"one{account}")
    replicate(connect, centre, f"two{account}")
    west = client(visitor.url, account, region="us-west-2")
    west.update_instance_attribute(
        InstanceId=centre.instance, AttributeType="OUTBOUND_CALLS", Value="false"
    )

    text = words(visitor.get(PAGE))

    told = text.partition("In a failover ")[2]
    assert told.startswith(
        "The instance in us-west-2 places no outbound calls; attributes are not mirrored."
        " Sales in us-west-2: "
    )
    assert "outbound calls off" in text


def test_a_failover_that_would_break_nothing_is_told_as_well(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"one{account}")
    replicate(connect, centre, f"two{account}")
    connect.update_queue_outbound_caller_config(
        InstanceId=centre.instance,
        QueueId=centre.queue,
        OutboundCallerConfig={"OutboundCallerIdName": "Acme"},
    )

    text = words(visitor.get(PAGE))

    assert text.endswith("In a failover nothing would break")


def test_more_queues_than_a_page_takes_are_left_to_the_command(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"one{account}")
    hours = connect.list_hours_of_operations(InstanceId=centre.instance)
    for number in range(99):
        connect.create_queue(
            InstanceId=centre.instance,
            Name=f"Queue {number}",
            HoursOfOperationId=hours["HoursOfOperationSummaryList"][0]["Id"],
        )
    replicate(connect, centre, f"two{account}")

    text = words(visitor.get(PAGE))

    assert text.endswith(
        "In a failover A failover is rehearsed here for 100 queues in all. Rehearse this one with"
        f" outdial rehearse failover --instance {centre.instance} --region us-east-1 ."
    )


def test_pairs_come_in_pages(visitor: Visitor, connect: "ConnectClient", account: str) -> None:
    for number in range(5):
        made = connect.create_instance(
            IdentityManagementType="SAML",
            InstanceAlias=f"n{number}-{account}",
            InboundCallsEnabled=True,
            OutboundCallsEnabled=True,
        )["Id"]
        connect.replicate_instance(
            InstanceId=made, ReplicaRegion="us-west-2", ReplicaAlias=f"w{number}-{account}"
        )

    first, second = visitor.get(PAGE), visitor.get(PAGE + "?from=4")
    nonsense = visitor.get(PAGE + "?from=%3Cb%3E")

    counts = [page.text.count("Source in us-east-1") for page in (first, second, nonsense)]
    assert counts == [4, 1, 4]
    assert f'href="{PAGE}?from=4" rel="next"' in first.text
    assert "Next page" not in second.text
    assert "First page" in second.text


def test_what_others_named_stays_text_and_the_page_small(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"one{account}", name=HOSTILE[:100], shown=HOSTILE)
    hours = connect.list_hours_of_operations(InstanceId=centre.instance)
    for number in range(20):
        connect.create_queue(
            InstanceId=centre.instance,
            Name=f"{number:02}".ljust(127, "'"),
            HoursOfOperationId=hours["HoursOfOperationSummaryList"][0]["Id"],
            OutboundCallerConfig={"OutboundCallerIdNumberId": centre.number_id},
        )
    replicate(connect, centre, f"two{account}")
    connect.create_traffic_distribution_group(Name="'" * 128, InstanceId=centre.instance)

    seen = visitor.get(PAGE)

    assert seen.status == 200
    assert len(seen.text.encode()) < MOST_BYTES / 2
    assert "<script>" not in seen.text
    assert "\u202e" not in seen.text
    assert "'" not in seen.text.partition("<main")[2]
    assert SHOWN in seen.text or f"{'&#39;' * 125}" in seen.text


@pytest.mark.parametrize(
    ("actions", "parts"),
    [
        (
            [],
            ["us-east-1: User: arn:aws:iam::123456789012:user/reader is not authorized to perform"],
        ),
        (
            ["connect:ListInstances", "connect:DescribeInstance"],
            [
                "Its own numbers you may not look them up",
                "is not authorized to perform: connect:ListTrafficDistributionGroups",
                "You may not look at all that a failover depends on:",
            ],
        ),
        (
            [
                "connect:ListInstances",
                "connect:DescribeInstance",
                "connect:ListTrafficDistributionGroups",
            ],
            ["default you may not look up how it shares you may not look them up"],
        ),
    ],
)
def test_who_may_not_see_a_part_is_told_so(actions: list[str], parts: list[str]) -> None:
    with running(
        "--memory", "--auth", "enforced", "--root-key", f"root:{SECRET}:123456789012"
    ) as server:
        connect = client(server.url, "root", SECRET)
        replicate(connect, set_up(connect, "strict"), "strict-west")
        iam = iam_of(server.url)
        iam.create_user(UserName="reader")
        if actions:
            statement = {"Effect": "Allow", "Action": actions, "Resource": "*"}
            document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
            iam.put_user_policy(UserName="reader", PolicyName="look", PolicyDocument=document)
        key = iam.create_access_key(UserName="reader")["AccessKey"]
        visitor = Visitor(url=server.url)
        visitor.sign_in(key["AccessKeyId"], key["SecretAccessKey"])

        seen = visitor.get(PAGE)

    assert seen.status == 200
    for part in parts:
        assert part in words(seen)


def test_the_page_is_only_looked_at_and_there_is_none_below_it(visitor: Visitor) -> None:
    assert visitor.send("POST", PAGE).status == 405
    assert visitor.get(PAGE + "/other").status == 404
