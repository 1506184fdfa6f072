"""What the API shows of contents, made into records, where Amazon may show it otherwise."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from outdial.copying import contents
from outdial.copying.notes import Notes, NotImportedError
from outdial.domain.instance import Instance
from outdial.domain.outbound_caller import CallerFlow, CallerNumber
from outdial.domain.replication import Replication

MADE = datetime(2024, 5, 6, tzinfo=UTC)
HERE = Instance(
    id="instance",
    account="123456789012",
    region="us-west-2",
    identity_management_type="SAML",
    created_time=MADE,
    attributes={},
    replication=Replication(source_region="us-east-1", replica_region="us-west-2"),
    last_modified_time=MADE,
    last_modified_region="us-west-2",
)
WEST, EAST = (f"arn:aws:connect:{region}:123456789012" for region in ("us-west-2", "us-east-1"))
QUEUE: dict[str, Any] = {"QueueId": "queue", "Name": "Sales", "HoursOfOperationId": "hours"}


def caller(**config: str) -> Any:
    """Make a queue with a configuration; give its caller."""
    return contents.queue({**QUEUE, "OutboundCallerConfig": config}, HERE).outbound_caller


@pytest.mark.parametrize(
    ("shown", "arn", "by_id"),
    [
        ("number", f"{WEST}:phone-number/number", True),
        (f"{EAST}:phone-number/number", f"{EAST}:phone-number/number", False),
        (f"{WEST}:instance/instance/phone-number/number", f"{EAST}:phone-number/number", False),
    ],
)
def test_a_number_is_read_in_each_of_its_forms(shown: str, arn: str, by_id: bool) -> None:  # noqa: FBT001
    assert caller(OutboundCallerIdNumberId=shown).number == CallerNumber(arn=arn, by_id=by_id)


def test_a_flow_is_read_as_id_and_as_arn() -> None:
    by_arn = f"{WEST}:instance/instance/contact-flow/flow"

    assert caller(OutboundFlowId="flow").flow == CallerFlow(id="flow", by_id=True)
    assert caller(OutboundFlowId=by_arn).flow == CallerFlow(id="flow", by_id=False)


@pytest.mark.parametrize(
    ("config", "text"),
    [
        (
            {"OutboundFlowId": f"{EAST}:instance/instance/contact-flow/flow"},
            f"its whisper flow {EAST}:instance/instance/contact-flow/flow is none of the instance",
        ),
        (
            {"OutboundCallerIdNumberId": "arn:aws:connect:us-east-1:1:phone-number/number"},
            "the number arn:aws:connect:us-east-1:1:phone-number/number is none of the account's",
        ),
    ],
)
def test_what_is_of_others_is_not_imported(config: dict[str, str], text: str) -> None:
    with pytest.raises(NotImportedError) as refusal:
        caller(**config)

    assert str(refusal.value) == text


def test_a_queue_without_times_takes_those_of_the_instance() -> None:
    queue = contents.queue(QUEUE, HERE)

    assert (queue.last_modified_time, queue.last_modified_region) == (MADE, "us-west-2")
    assert (queue.status, queue.is_basic) == ("ENABLED", False)


def test_a_flow_of_a_type_that_is_not_known_is_noted() -> None:
    shown = {"Id": "flow", "Name": "New", "Type": "DREAM", "Content": "{}"}
    notes = Notes()

    with pytest.raises(msgspec.ValidationError):
        contents.flow(shown, None, HERE)
    made = notes.attempt("flow New", lambda: contents.flow(shown, None, HERE))

    assert made is None
    assert notes.lines == ["flow New: not imported: Invalid enum value 'DREAM' - at `$.type`"]


def test_the_flows_that_an_instance_comes_with_are_default_ones() -> None:
    shown = {
        "Id": "flow",
        "Name": "Default outbound",
        "Type": "OUTBOUND_WHISPER",
        "Content": "{}",
        "Status": "PUBLISHED",
    }

    assert contents.flow(shown, shown, HERE).is_default
    assert contents.flow(shown, shown, HERE).saved is None
    assert not contents.flow({**shown, "Name": "Mine"}, shown, HERE).is_default


def test_a_quick_connect_of_a_kind_that_is_not_kept_is_not_imported() -> None:
    shown = {
        "QuickConnectId": "quick",
        "Name": "Quick",
        "QuickConnectConfig": {"QuickConnectType": "PIGEON"},
    }

    with pytest.raises(NotImportedError, match="quick connects of type PIGEON are not kept"):
        contents.quick_connect(shown, HERE)


def test_a_queue_that_never_had_quick_connects_keeps_no_list_of_them() -> None:
    queue = contents.queue(QUEUE, HERE)
    later = datetime(2024, 5, 7, tzinfo=UTC)

    assert contents.offered({}, queue) is None
    emptied = contents.offered({"LastModifiedTime": "2024-05-07T00:00:00Z"}, queue)

    assert emptied is not None
    assert emptied == replace(emptied, ids=(), last_modified_time=later)
