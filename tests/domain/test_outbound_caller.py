"""The rules of a queue's outbound caller configuration, R2 to R17; R1 is the operation's own."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outdial.domain.arns import Scope
from outdial.domain.contact_flow import ContactFlow, ContactFlowType
from outdial.domain.instance import Instance
from outdial.domain.outbound_caller import (
    CallerFlow,
    CallerNumber,
    Named,
    named_flow,
    named_numbers,
    refuse_malformed,
    refuse_unfit,
)
from outdial.domain.phone_number import PhoneNumber, is_usable
from outdial.domain.replication import Replication
from outdial.domain.traffic_distribution_group import TrafficDistributionGroup
from outdial.errors import InvalidParameterException, InvalidRequestException

HERE = Scope("123456789012", "us-east-1")
REPLICA = Scope("123456789012", "us-west-2")
STRANGER = Scope("210987654321", "us-east-1")
INSTANCE = "6f8d0ef0-1f4f-4f7a-8d7e-7b0c8f8d6a01"
OTHER = "6f8d0ef0-1f4f-4f7a-8d7e-7b0c8f8d6a02"
NOW = datetime(2026, 1, 1, tzinfo=UTC)

ids = st.uuids().map(str)
regions = st.sampled_from(["us-east-1", "us-west-2", "eu-west-2", "us-gov-west-1", "cn-north-1"])
accounts = st.from_regex(r"[0-9]{12}", fullmatch=True)
scopes = st.builds(Scope, accounts, regions)


def number(**changes: object) -> PhoneNumber:
    claimed = PhoneNumber(
        id="num",
        account=HERE.account,
        region=HERE.region,
        number="+12065550100",
        country="US",
        type="DID",
        instance_id=INSTANCE,
        ready_time=NOW,
        last_modified_time=NOW,
        last_modified_region=HERE.region,
    )
    return replace(claimed, **changes)  # type: ignore[arg-type] # the tests' own fields


def instance(scope: Scope = HERE, instance_id: str = INSTANCE, *, pair: bool = False) -> Instance:
    replication = Replication(source_region=HERE.region, replica_region=REPLICA.region)
    return Instance(
        id=instance_id,
        account=scope.account,
        region=scope.region,
        identity_management_type="SAML",
        created_time=NOW,
        attributes={},
        replication=replication if pair else None,
        last_modified_time=NOW,
        last_modified_region=scope.region,
    )


def group(**changes: object) -> TrafficDistributionGroup:
    made = TrafficDistributionGroup(
        id="group",
        account=HERE.account,
        region=HERE.region,
        instance_id=INSTANCE,
        name="Group",
        ready_time=NOW,
        telephony={HERE.region: 100, REPLICA.region: 0},
        agents={HERE.region: 100, REPLICA.region: 0},
        sign_in={HERE.region: True, REPLICA.region: False},
        last_modified_time=NOW,
        last_modified_region=HERE.region,
    )
    return replace(made, **changes)  # type: ignore[arg-type] # the tests' own fields


def flow(**changes: object) -> ContactFlow:
    whisper = ContactFlow(
        id="whisper",
        instance_id=INSTANCE,
        name="Whisper",
        type="OUTBOUND_WHISPER",
        published="{}",
        last_modified_time=NOW,
        last_modified_region=HERE.region,
    )
    return replace(whisper, **changes)  # type: ignore[arg-type] # the tests' own fields


@pytest.mark.parametrize(
    ("given_number", "given_flow", "text"),
    [
        ("", None, "OutboundCallerIdNumberId must not be empty"),
        (None, "", "OutboundFlowId must not be empty"),
        ("", "", "OutboundCallerIdNumberId must not be empty"),
    ],
)
def test_r2_an_empty_number_or_flow_is_refused(
    given_number: str | None, given_flow: str | None, text: str
) -> None:
    with pytest.raises(InvalidParameterException) as refusal:
        refuse_malformed("Acme", given_number, given_flow)

    assert refusal.value.text == text


@given(
    st.text(),
    st.sampled_from([*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\u2028", "\u2029"]),
    st.text(),
)
def test_r3_a_control_character_anywhere_in_the_name_is_refused(
    before: str, control: str, after: str
) -> None:
    with pytest.raises(InvalidParameterException) as refusal:
        refuse_malformed(before + control + after, None, None)

    assert refusal.value.text == (
        "OutboundCallerIdName must not contain control characters or line breaks"
    )


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])))
def test_r3_every_other_character_may_stand_in_the_name(name: str) -> None:
    refuse_malformed(name, None, None)


@given(st.from_regex(r"\+[0-9]{1,20}", fullmatch=True))
def test_r4_a_number_in_e164_form_is_no_id(text: str) -> None:
    with pytest.raises(InvalidParameterException) as refusal:
        refuse_malformed(None, text, None)

    assert refusal.value.text == (
        "OutboundCallerIdNumberId must be a number's id or ARN, not the number itself"
    )


@given(st.none() | ids | st.builds(Scope.arn, scopes, ids))
def test_ids_arns_and_absence_are_well_formed(text: str | None) -> None:
    refuse_malformed(None, text, text)


@given(scopes, ids)
def test_r5_an_id_names_a_number_of_the_call_s_account_and_region(call: Scope, text: str) -> None:
    named = named_numbers(text, call, instance(call, pair=True))

    assert named == (Named(call, text, by_id=True),)


@given(regions, regions, accounts, ids)
def test_r6_its_own_arn_names_a_number_of_any_region(
    here: str, there: str, account: str, number_id: str
) -> None:
    home = Scope(account, there)

    named = named_numbers(home.arn(f"phone-number/{number_id}"), Scope(account, here), None)

    assert named == (Named(home, number_id, by_id=False),)


@given(scopes, scopes, ids)
def test_r6_its_own_arn_names_no_number_of_another_account(
    call: Scope, home: Scope, number_id: str
) -> None:
    named = named_numbers(home.arn(f"phone-number/{number_id}"), call, instance(call))

    assert (named == ()) == (call.account != home.account)


@pytest.mark.parametrize(
    "text",
    [
        "arn:aws-cn:connect:us-east-1:123456789012:phone-number/num",
        "arn:aws:Connect:us-east-1:123456789012:phone-number/num",
        "arn:aws:connect:us-east-1:123456789012:phone-number",
        "arn:aws:connect:us-east-1:123456789012:phone-number/num/x",
        "arn:aws:connect:us-east-1:123456789012:Phone-Number/num",
        "arn:aws:connect:us-east-1:phone-number/num",
        "arn:aws:connect:us-east-1:123456789012:queue/num",
        "arn:",
    ],
)
def test_r6_an_arn_that_differs_by_a_letter_names_none(text: str) -> None:
    assert named_numbers(text, HERE, instance()) == ()


@given(scopes, ids, ids)
def test_r7_the_older_arn_of_the_call_s_own_instance_names_a_number(
    call: Scope, instance_id: str, number_id: str
) -> None:
    arn = call.arn(f"instance/{instance_id}/phone-number/{number_id}")

    named = named_numbers(arn, call, instance(call, instance_id))

    assert named == (Named(call, number_id, by_id=False),)
    assert named_numbers(arn, call, None) == ()


def test_r7_the_older_arn_names_a_number_of_the_source_from_the_replica_too() -> None:
    here = HERE.arn(f"instance/{INSTANCE}/phone-number/num")
    there = REPLICA.arn(f"instance/{INSTANCE}/phone-number/num")

    from_the_source = named_numbers(here, HERE, instance(pair=True))
    from_the_replica = named_numbers(there, REPLICA, instance(REPLICA, pair=True))

    assert from_the_source == (Named(HERE, "num", by_id=False),)
    assert from_the_replica == (
        Named(REPLICA, "num", by_id=False),
        Named(HERE, "num", by_id=False),
    )


@pytest.mark.parametrize(
    ("scope", "owner"), [(REPLICA, INSTANCE), (STRANGER, INSTANCE), (HERE, OTHER)]
)
def test_r7_the_older_arn_of_elsewhere_names_none(scope: Scope, owner: str) -> None:
    arn = scope.arn(f"instance/{owner}/phone-number/num")

    assert named_numbers(arn, HERE, instance(pair=True)) == ()


@pytest.mark.parametrize("owner", [OTHER, None])
def test_r8_a_number_is_claimed_to_its_own_instance_alone(owner: str | None) -> None:
    assert is_usable(number(), None, instance(), NOW)
    assert not is_usable(number(instance_id=owner), None, instance(), NOW)


def test_r8_the_replica_does_not_use_a_number_of_the_source_instance_itself() -> None:
    assert is_usable(number(), None, instance(pair=True), NOW)
    assert not is_usable(number(), None, instance(REPLICA, pair=True), NOW)


@pytest.mark.parametrize(
    ("user", "used"),
    [
        (instance(pair=True), True),
        (instance(REPLICA, pair=True), True),
        (instance(instance_id=OTHER), False),
        (instance(STRANGER), False),
        (instance(Scope(HERE.account, "eu-west-2")), False),
    ],
)
def test_r8_both_instances_of_a_pair_use_the_numbers_of_their_groups_and_no_others(
    user: Instance, used: object
) -> None:
    grouped = number(instance_id=None, group_id="group")

    assert is_usable(grouped, group(), user, NOW) == used
    assert not is_usable(grouped, None, user, NOW)


@given(
    st.timedeltas(timedelta(days=-1), timedelta(days=1)),
    st.sampled_from(["creation", "update", "deletion"]),
)
def test_r8_a_group_s_numbers_are_used_while_it_is_active_alone(
    since: timedelta, change: str
) -> None:
    grouped = number(instance_id=None, group_id="group", ready_time=NOW - timedelta(days=2))
    then = NOW + since
    its_group = group(change=change)

    used = is_usable(grouped, its_group, instance(pair=True), then)

    is_there = not its_group.is_gone(then)
    assert used == (is_there and its_group.status(then) == "ACTIVE")


@given(st.timedeltas(timedelta(days=-1), timedelta(days=1)))
def test_r9_a_number_is_usable_from_the_moment_it_is_claimed(since: timedelta) -> None:
    assert is_usable(number(), None, instance(), NOW + since) == (since >= timedelta())


@given(scopes, ids, ids)
def test_r10_a_flow_is_named_by_id_or_by_its_arn(call: Scope, instance: str, flow_id: str) -> None:
    arn = call.arn(f"instance/{instance}/contact-flow/{flow_id}")

    assert named_flow(flow_id, call, instance) == Named(call, flow_id, by_id=True)
    assert named_flow(arn, call, instance) == Named(call, flow_id, by_id=False)


@pytest.mark.parametrize(
    "text",
    [
        REPLICA.arn(f"instance/{INSTANCE}/contact-flow/whisper"),
        STRANGER.arn(f"instance/{INSTANCE}/contact-flow/whisper"),
        HERE.arn(f"instance/{OTHER}/contact-flow/whisper"),
        HERE.arn(f"instance/{INSTANCE}/queue/whisper"),
        HERE.arn("contact-flow/whisper"),
        "arn:aws:connect",
    ],
)
def test_r10_an_arn_of_elsewhere_names_no_flow(text: str) -> None:
    assert named_flow(text, HERE, INSTANCE) is None


@given(ids, st.from_regex(r"[0-9a-z$-]{1,36}", fullmatch=True))
def test_r11_a_qualifier_is_part_of_an_id_that_no_flow_has(flow_id: str, qualifier: str) -> None:
    arn = HERE.arn(f"instance/{INSTANCE}/contact-flow/{flow_id}:{qualifier}")

    named = named_flow(arn, HERE, INSTANCE)

    assert named == Named(HERE, f"{flow_id}:{qualifier}", by_id=False)


@pytest.mark.parametrize("kind", sorted({*get_args(ContactFlowType)} - {"OUTBOUND_WHISPER"}))
def test_r12_a_flow_of_another_type_is_refused(kind: str) -> None:
    with pytest.raises(InvalidRequestException) as refusal:
        refuse_unfit(flow(type=kind))

    assert refusal.value.text == (
        f"The flow must be of type OUTBOUND_WHISPER, but it is of type {kind}"
    )


def test_r13_a_flow_that_was_never_published_is_refused() -> None:
    with pytest.raises(InvalidRequestException) as refusal:
        refuse_unfit(flow(published=None, saved="{}"))

    assert refusal.value.text == "The flow must be published"


def test_r13_a_published_flow_with_a_newer_draft_will_do() -> None:
    refuse_unfit(flow(saved="{}"))


def test_r14_an_archived_flow_is_refused() -> None:
    with pytest.raises(InvalidRequestException) as refusal:
        refuse_unfit(flow(state="ARCHIVED"))

    assert refusal.value.text == "The flow must not be archived"


@given(scopes, regions, ids)
def test_r15_a_number_given_by_id_comes_back_as_id_at_home_and_as_arn_elsewhere(
    home: Scope, reader: str, number_id: str
) -> None:
    caller = CallerNumber(arn=home.arn(f"phone-number/{number_id}"), by_id=True)

    assert caller.shown(reader) == (number_id if reader == home.region else caller.arn)


@given(scopes, regions, ids)
def test_r15_a_number_given_by_arn_comes_back_as_its_own_arn(
    home: Scope, reader: str, number_id: str
) -> None:
    caller = CallerNumber(arn=home.arn(f"phone-number/{number_id}"), by_id=False)

    assert caller.shown(reader) == home.arn(f"phone-number/{number_id}")


@given(accounts, regions, regions, ids, st.booleans())
def test_r15_what_comes_back_can_be_sent_again_from_the_same_region(
    account: str, home: str, reader: str, number_id: str, by_id: object
) -> None:
    claimed, call = Scope(account, home), Scope(account, reader)
    caller = CallerNumber(arn=claimed.arn(f"phone-number/{number_id}"), by_id=bool(by_id))

    [named] = named_numbers(caller.shown(reader), call, None)

    assert (named.scope, named.id) == (claimed, number_id)


@given(scopes, ids, ids, st.booleans())
def test_r16_a_flow_comes_back_as_it_was_given_and_can_be_sent_again(
    call: Scope, instance: str, flow_id: str, by_id: object
) -> None:
    caller = CallerFlow(id=flow_id, by_id=bool(by_id))

    shown = caller.shown(call.arn(f"instance/{instance}"))

    arn = call.arn(f"instance/{instance}/contact-flow/{flow_id}")
    assert shown == (flow_id if by_id else arn)
    assert named_flow(shown, call, instance) == Named(call, flow_id, by_id=bool(by_id))


@given(scopes, ids)
def test_a_caller_number_knows_where_its_record_is(home: Scope, number_id: str) -> None:
    caller = CallerNumber(arn=home.arn(f"phone-number/{number_id}"), by_id=True)

    assert (caller.id, caller.region, caller.home) == (number_id, home.region, home.home)
