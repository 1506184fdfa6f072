"""The calls of the AWS provider for Terraform, in its order and as its SDK sends them.

They run everywhere; test_provider.py holds them against what the provider itself sends, where it
is there.
"""

import re
from typing import TYPE_CHECKING

import pytest

from conftest import ACCOUNT
from server_process import running
from terraform import centre
from terraform.conftest import KEY, ROOT_KEY, SECRET
from terraform.contents import Flow
from terraform.go_sdk import GoClient, RefusedError
from terraform.instances import Instance, PhoneNumber
from terraform.queues import Answer, Queue

if TYPE_CHECKING:
    from terraform.instances import Attributes

UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def computed(address: str, state: centre.State) -> "Attributes":
    """Give what a resource's state has beside what it was told."""
    told = centre.wanted(address, state, changed=False)
    return {name: value for name, value in state[address].items() if name not in told}


def test_what_is_made_is_read_as_it_was_told(go: GoClient) -> None:
    state = centre.apply(go)

    assert centre.differences(state, changed=False) == {}
    instance = state[centre.INSTANCE]
    arn = f"arn:aws:connect:us-east-1:{ACCOUNT}:instance/{instance['id']}"
    assert re.fullmatch(UUID, instance["id"])
    assert computed(centre.INSTANCE, state) == {
        "arn": arn,
        "created_time": instance["created_time"],
        "directory_id": None,
        "id": instance["id"],
        "service_role": instance["service_role"],
        "status": "ACTIVE",
        "tags_all": {"team": "sales"},
        "timeouts": None,
    }
    number = state[centre.NUMBER]
    assert computed(centre.NUMBER, state) == {
        "arn": f"arn:aws:connect:us-east-1:{ACCOUNT}:phone-number/{number['id']}",
        "id": number["id"],
        "phone_number": "+12065550100",
        "status": [{"message": "", "status": "CLAIMED"}],
        "tags_all": {"team": "sales"},
        "timeouts": None,
    }
    queue = state[centre.QUEUE]
    assert computed(centre.QUEUE, state) == {
        "arn": f"{arn}/queue/{queue['queue_id']}",
        "id": f"{instance['id']}:{queue['queue_id']}",
        "queue_id": queue["queue_id"],
        "tags_all": {"old": "yes", "team": "sales"},
    }


def test_the_data_sources_read_what_the_resources_have(go: GoClient) -> None:
    state = centre.apply(go)

    queue = dict(state[centre.QUEUE])
    del queue["tags_all"], queue["quick_connect_ids"]
    assert state["data.aws_connect_queue.sales"] == queue
    desk = dict(state[centre.DESK])
    del desk["tags_all"]
    assert state["data.aws_connect_quick_connect.desk"] == desk
    instance = dict(state[centre.INSTANCE])
    del instance["tags_all"], instance["directory_id"], instance["timeouts"]
    assert state["data.aws_connect_instance.acme"] == instance | {"instance_id": None, "tags": {}}
    assert state[centre.BASIC]["name"] == "Basic Hours"
    assert state[centre.DEFAULT]["type"] == "OUTBOUND_WHISPER"


def test_a_second_plan_finds_nothing(go: GoClient) -> None:
    state = centre.apply(go)

    read = centre.refresh(go, state)

    assert read == state
    assert centre.differences(read, changed=False) == {}


def test_everything_is_changed_and_then_a_plan_finds_nothing(go: GoClient) -> None:
    state = centre.apply(go)
    assert centre.differences(state, changed=True) == {
        centre.INSTANCE: ["contact_flow_logs_enabled"],
        centre.OFFICE: ["config", "description"],
        centre.WHISPER: ["content", "description", "tags"],
        centre.NUMBER: ["tags"],
        centre.BOSS: ["quick_connect_config"],
        centre.DESK: ["name"],
        centre.QUEUE: [
            "description",
            "hours_of_operation_id",
            "max_contacts",
            "name",
            "outbound_caller_config",
            "quick_connect_ids",
            "status",
            "tags",
        ],
    }

    changed = centre.change(go, state)

    assert centre.differences(changed, changed=True) == {}
    assert centre.refresh(go, changed) == changed
    for address in centre.KINDS:  # what nobody changed is as it was
        assert computed(address, changed).keys() == computed(address, state).keys()
        assert changed[address]["id"] == state[address]["id"]


def test_everything_is_deleted_in_the_order_of_what_depends_on_what(go: GoClient) -> None:
    state = centre.apply(go)

    centre.destroy(go, state)

    assert go.get("instance") == {"InstanceSummaryList": []}
    for address in (centre.INSTANCE, centre.NUMBER):
        with pytest.raises(RefusedError) as refusal:
            centre.KINDS[address].read(go, state[address])
        assert refusal.value.name == "ResourceNotFoundException"


def test_what_others_changed_is_found_and_put_right(go: GoClient) -> None:
    state = centre.apply(go)
    queue = state[centre.QUEUE]
    path = ("queues", queue["instance_id"], queue["queue_id"], "outbound-caller-config")
    go.post(*path, OutboundCallerConfig={"OutboundCallerIdName": "Somebody else"})

    read = centre.refresh(go, state)

    assert centre.differences(read, changed=False) == {centre.QUEUE: ["outbound_caller_config"]}
    told = read[centre.QUEUE] | centre.wanted(centre.QUEUE, read, changed=False)
    assert Queue.update(go, read[centre.QUEUE], told) == queue


def test_a_queue_that_others_deleted_is_no_longer_found(go: GoClient) -> None:
    state = centre.apply(go)
    Queue.delete(go, state[centre.QUEUE])

    with pytest.raises(RefusedError) as refusal:
        Queue.read(go, state[centre.QUEUE])

    assert refusal.value == RefusedError("ResourceNotFoundException", "Queue not found")


def test_a_queue_without_a_block_has_no_caller(go: GoClient) -> None:
    state = centre.apply(go)
    told = centre.wanted(centre.QUEUE, state, changed=False)
    told |= {"name": "Silent", "outbound_caller_config": []}

    made = Queue.create(go, told)

    assert made["outbound_caller_config"] == []


def test_a_number_is_waited_for() -> None:
    slowly = running(
        "--memory", "--auth", "enforced", "--root-key", ROOT_KEY, "--claim-delay", "0.5"
    )
    with slowly as server:
        go = GoClient(url=server.url, key=KEY, secret=SECRET)
        instance = Instance.create(go, centre.wanted(centre.INSTANCE, {}, changed=False))
        told = centre.wanted(centre.NUMBER, {centre.INSTANCE: instance}, changed=False)

        made = PhoneNumber.create(go, told)

    assert made["status"] == [{"message": "", "status": "CLAIMED"}]


def test_a_number_moves_to_another_instance(go: GoClient) -> None:
    told = centre.wanted(centre.INSTANCE, {}, changed=False)
    first, second = (
        Instance.create(go, told | {"instance_alias": alias}) for alias in ("first", "second")
    )
    number = centre.wanted(centre.NUMBER, {centre.INSTANCE: first}, changed=False)
    made = PhoneNumber.create(go, number)

    moved = PhoneNumber.update(go, made, made | {"target_arn": second["arn"]})

    assert moved == made | {"target_arn": second["arn"]}


def test_a_flow_answers_a_number(go: GoClient) -> None:
    state = centre.apply(go)
    instance = state[centre.INSTANCE]["id"]
    inbound = Flow.look_up(go, instance, "Sample inbound flow (first contact experience)")
    tie = {
        "contact_flow_id": inbound["contact_flow_id"],
        "instance_id": instance,
        "phone_number_id": state[centre.NUMBER]["id"],
    }

    made = Answer.create(go, tie)

    assert Answer.read(go, made) == tie
    Answer.delete(go, made)
    assert Answer.read(go, made) is None


def test_two_providers_see_two_regions(go: GoClient) -> None:
    west = GoClient(url=go.url, key=KEY, secret=SECRET, region="us-west-2")
    told = centre.wanted(centre.INSTANCE, {}, changed=False)

    east, replica = (
        Instance.create(client, told | {"instance_alias": f"acme-{client.region}"})
        for client in (go, west)
    )

    assert Instance.read(west, replica) == replica
    assert replica["arn"].startswith(f"arn:aws:connect:us-west-2:{ACCOUNT}:instance/")
    assert Instance.look_up(go, "acme-us-east-1")["id"] == east["id"]
    with pytest.raises(RefusedError) as refusal:
        Instance.read(west, east)
    assert refusal.value.name == "ResourceNotFoundException"


def test_a_resource_whose_operations_are_not_served_says_so(go: GoClient) -> None:
    with pytest.raises(RefusedError) as refusal:
        go.put("routing-profiles", "an-instance", Name="Sales")

    assert refusal.value.name == "OperationNotServedException"
    assert "CreateRoutingProfile" in refusal.value.message
