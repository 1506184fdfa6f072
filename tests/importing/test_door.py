"""The door takes a state that fits together and whose place is free; else nothing of it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from copied_centre import EAST, another, clients, set_up_centre
from instance_view import whole
from outdial.copying.reading import read_instance
from outdial.domain.contact_flow import ContactFlow
from outdial.domain.hours_of_operation import HoursOfOperation
from outdial.domain.instance import Instance
from outdial.domain.outbound_caller import OutboundCaller
from outdial.domain.phone_number import PhoneNumber
from outdial.domain.queue import Queue
from outdial.domain.queue_quick_connects import QueueQuickConnects
from outdial.domain.replication import Replication
from outdial.domain.resource import Resource
from outdial.importing.door import import_state
from outdial.importing.errors import ImportRefusedError
from outdial.importing.state import Absent, State, read_folder, read_state, write_state
from outdial.world import StillWorld
from pair_desk import client_of

if TYPE_CHECKING:
    from outdial.serve.inprocess import Local

Change = Callable[[Any], Resource | None]


@pytest.fixture
def state(outdial: "Local", tmp_path: Path) -> State:
    """Read the contact centre."""
    outdial.app.world = StillWorld(seed=1)
    set_up_centre(client_of(EAST))
    return read_instance(clients, "Acme", tmp_path).state


def changed(state: State, kind: type[Resource], change: Change) -> State:
    """Change the records of a kind, or leave them out."""
    (side,) = state.sides
    records = (change(each) if isinstance(each, kind) else each for each in side.records)
    return replace(state, sides=(replace(side, records=tuple(filter(None, records))),))


def refusal(state: State) -> str:
    """Import into an empty Outdial; give the refusal, after which it must be empty."""
    with another() as app:
        with pytest.raises(ImportRefusedError) as refused:
            import_state(app.store, state, app.world.now())
        assert client_of(EAST).list_instances()["InstanceSummaryList"] == []
        assert client_of(EAST).list_phone_numbers_v2()["ListPhoneNumbersSummaryList"] == []
    return str(refused.value)


def test_a_state_comes_back_from_json_as_it_was(state: State) -> None:
    assert read_state(write_state(state)) == state


@pytest.mark.parametrize(
    ("kind", "change", "text"),
    [
        (Instance, lambda _: None, "There must be one side, or two, with one instance each"),
        (
            Instance,
            lambda one: replace(one, region="us-west-2"),
            "An instance must be in the Region of its side",
        ),
        (
            Instance,
            lambda one: replace(
                one, replication=Replication(source_region=EAST, replica_region="us-west-2")
            ),
            "The instance in us-east-1 must name the Regions of the sides",
        ),
        (
            Instance,
            lambda one: replace(one, attributes={"CONTACT_LENS": "maybe"}),
            "instance {id}: Value must be true or false, not maybe",
        ),
        (
            HoursOfOperation,
            lambda one: replace(one, time_zone="Mars/Olympus") if one.name == "Office" else one,
            (
                "hours of operation Office: TimeZone must be a name of the IANA time zone database,"
                " not Mars/Olympus"
            ),
        ),
        (
            ContactFlow,
            lambda one: replace(one, id="a/b") if one.name == "Old" else one,
            "contact flow Old: an id is made of letters, digits and hyphens",
        ),
        (
            ContactFlow,
            lambda one: replace(one, name="Draft") if one.name == "Old" else one,
            "2 records of the kind contact flow are called Draft",
        ),
        (
            ContactFlow,
            lambda one: replace(one, published=None, saved=None) if one.name == "Old" else one,
            "contact flow Old has no content",
        ),
        (
            ContactFlow,
            lambda one: replace(one, instance_id="other") if one.name == "Old" else one,
            "contact flow Old is not of the instance {id} in us-east-1",
        ),
        (
            PhoneNumber,
            lambda one: replace(one, account="210987654321") if one.country == "GB" else one,
            "phone number +442079460100 is not of the instance {id} in us-east-1",
        ),
        (
            Queue,
            lambda one: (
                replace(one, outbound_caller=OutboundCaller(name="A\nB"))
                if one.name == "Support"
                else one
            ),
            (
                "queue Support: OutboundCallerIdName must not contain control characters or line"
                " breaks"
            ),
        ),
        (
            QueueQuickConnects,
            lambda one: replace(one, ids=("nobody",)),
            (
                "queue quick connects {record} names the quick connect nobody, which is not there"
                " (offered)"
            ),
        ),
        (
            Queue,
            lambda one: (
                replace(one, tags={str(n): "" for n in range(51)}) if one.name == "Support" else one
            ),
            "queue Support: A resource may have 50 tags at most; this one would have 51",
        ),
    ],
)
def test_a_state_that_does_not_fit_together_is_refused_whole(
    state: State, kind: type[Resource], change: Change, text: str
) -> None:
    (record, *_) = (each for each in state.records() if isinstance(each, kind))
    instance = state.sides[0].instances[0]
    expected = text.format(id=instance.id, record=record.id)

    lines = refusal(changed(state, kind, change)).splitlines()

    assert expected in lines


def test_what_stands_twice_is_refused(state: State) -> None:
    (side,) = state.sides
    double = replace(state, sides=(replace(side, records=(*side.records, side.records[1])),))

    assert "stands 2 times" in refusal(double)


def test_what_is_absent_may_be_named(state: State) -> None:
    numbers = {each.id for each in state.records() if isinstance(each, PhoneNumber)}
    without = changed(state, PhoneNumber, lambda _: None)
    absent = frozenset(Absent("phone-number", number) for number in numbers)

    with another() as app:
        imported = import_state(app.store, replace(without, absent=absent), app.world.now())

    assert "phone-number" not in imported.counts


def test_an_instance_that_is_there_is_not_replaced(state: State) -> None:
    (instance,) = state.sides[0].instances
    with another() as app:
        import_state(app.store, state, app.world.now())
        before = whole(client_of(EAST), instance.id)

        with pytest.raises(ImportRefusedError) as refused:
            import_state(app.store, state, app.world.now())

        assert whole(client_of(EAST), instance.id) == before
    assert str(refused.value) == (
        f"The instance {instance.id} is in us-east-1 already: delete it first, or import into"
        " another Outdial"
    )


def test_an_alias_and_a_number_that_somebody_has_are_refused(state: State) -> None:
    with another() as app:
        connect = client_of(EAST)
        other = connect.create_instance(
            IdentityManagementType="SAML",
            InstanceAlias="ACME",
            InboundCallsEnabled=True,
            OutboundCallsEnabled=True,
        )
        number = connect.claim_phone_number(TargetArn=other["Arn"], PhoneNumber="+12065550100")[
            "PhoneNumberId"
        ]

        with pytest.raises(ImportRefusedError) as refused:
            import_state(app.store, state, app.world.now())

        (only,) = connect.list_instances()["InstanceSummaryList"]
    assert only["Id"] == other["Id"]
    assert str(refused.value).splitlines() == [
        f"The instance alias acme is taken already, by the instance {other['Id']}",
        f"The phone number +12065550100 is taken already, by the phone-number {number}",
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"{}", "This is no state of an instance: Object missing required field `version`"),
        (b'{"version":2,"sides":[]}', "The state is of version 2, not 1"),
        (
            b'{"version":1,"sides":[{"region":"r","records":[{"kind":"user","body":{}}]}]}',
            "Records of the kind user are not imported",
        ),
    ],
)
def test_what_is_no_state_is_refused(body: bytes, text: str) -> None:
    with pytest.raises(ImportRefusedError) as refused:
        read_state(body)

    assert str(refused.value) == text


def test_a_folder_without_a_whole_reading_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="holds no whole reading of an instance"):
        read_folder(tmp_path)


def test_a_folder_of_several_instances_is_refused(state: State, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / "work" / name).mkdir(parents=True)
        (tmp_path / "work" / name / "state.json").write_bytes(write_state(state))

    with pytest.raises(ImportRefusedError, match="holds several instances; name one of"):
        read_folder(tmp_path / "work")
