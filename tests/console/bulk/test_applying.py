"""What becomes of a plan: applied, stopped, and rolled back."""

from typing import TYPE_CHECKING

import pytest

from console.bulk.conftest import Floor, until_done
from console.bulk.pressing import cells, counts, fields_of, press, send
from console.test_pages import words
from console.visiting import Seen, Visitor

if TYPE_CHECKING:
    from mypy_boto3_connect.type_defs import OutboundCallerConfigTypeDef

NAME = {"new_name_deed": "set", "new_name": "New"}


def test_a_plan_is_applied_to_all_of_its_queues_and_keeps_the_rest(floor: Floor) -> None:
    floor.add("Support", OutboundCallerIdNumberId=floor.centre.number_id)
    number, flow = floor.centre.number_id, floor.centre.flow

    done = floor.press(floor.plan(**NAME), "apply")

    assert counts(done) == {
        "Done": "3",
        "Failed": "0",
        "Left": "0",
        "Are so already": "0",
        "Cannot change": "0",
    }
    assert "All of them are changed." in words(done)
    assert [row[-1] for row in cells(done)] == ["done", "done", "done"]
    assert floor.configs() == {
        "BasicQueue": {"OutboundCallerIdName": "New"},
        "Sales": {
            "OutboundCallerIdName": "New",
            "OutboundCallerIdNumberId": number,
            "OutboundFlowId": flow,
        },
        "Support": {"OutboundCallerIdName": "New", "OutboundCallerIdNumberId": number},
    }


def test_what_is_removed_everywhere_is_gone(floor: Floor) -> None:
    changes = {f"new_{part}_deed": "remove" for part in ("name", "number", "flow")}

    floor.press(floor.plan(**changes), "apply")

    assert floor.configs() == {"BasicQueue": None, "Sales": None}


def test_queues_that_changed_since_they_were_planned_for_are_left_alone(floor: Floor) -> None:
    support, gone = floor.add("Support", "Gone")
    plan = floor.plan(**NAME)
    floor.connect.update_queue_outbound_caller_config(
        InstanceId=floor.centre.instance,
        QueueId=support,
        OutboundCallerConfig={"OutboundCallerIdName": "Theirs"},
    )
    floor.connect.delete_queue(InstanceId=floor.centre.instance, QueueId=gone)

    done = floor.press(plan, "apply")

    assert (counts(done)["Done"], counts(done)["Failed"]) == ("2", "2")
    assert "Not all could be changed." in words(done)
    assert [(row[0], row[-1]) for row in cells(done)] == [
        ("Gone", "failed Queue not found"),
        (
            "Support",
            "failed The queue's outbound caller configuration was changed since it was read",
        ),
    ]
    assert floor.config(support) == {"OutboundCallerIdName": "Theirs"}


def test_a_queue_whose_other_settings_changed_is_no_other_queue(floor: Floor) -> None:
    plan = floor.plan("?name=sales", **NAME)
    floor.connect.update_queue_max_contacts(
        InstanceId=floor.centre.instance, QueueId=floor.centre.queue, MaxContacts=3
    )

    done = floor.press(plan, "apply")

    assert (counts(done)["Done"], counts(done)["Failed"]) == ("1", "0")


def test_a_number_that_is_released_meanwhile_fails_with_the_words_of_the_api(floor: Floor) -> None:
    floor.add("Support")
    plan = floor.plan(new_number_deed="set", new_number=floor.centre.number_id)
    floor.connect.release_phone_number(PhoneNumberId=floor.centre.number_id)

    done = floor.press(plan, "apply")

    assert (counts(done)["Done"], counts(done)["Failed"]) == ("0", "2")
    assert {row[-1] for row in cells(done)} == {"failed Phone number not found"}
    assert "undo" not in fields_of(done).buttons


def test_rolling_back_is_a_plan_and_gives_all_back_what_they_had(floor: Floor) -> None:
    floor.add("Support")
    before = floor.configs()
    changes = {**NAME, "new_number_deed": "remove", "new_flow_deed": "remove"}
    applied = floor.press(floor.plan(**changes), "apply")
    after = floor.configs()

    plan = floor.press(_address(applied), "undo")
    untouched = floor.configs()
    done = floor.press(_address(plan), "apply")

    assert words(plan).startswith(
        "Plan to roll back Nothing is done yet To what they had before the plan that was applied ."
        " Would change 3"
    )
    assert cells(plan)[1] == [
        "Sales",
        "from New to Acme",
        f"from none to {floor.centre.number} US",
        "from the default one to Sales whisper",
    ]
    assert untouched == after
    assert counts(done)["Done"] == "3"
    assert floor.configs() == before


def test_rolling_back_leaves_alone_what_was_changed_since(floor: Floor) -> None:
    support, gone, failed = floor.add("Support", "Gone", "Failed")
    plan = floor.plan(**NAME)
    theirs: OutboundCallerConfigTypeDef = {"OutboundCallerIdName": "Theirs"}
    instance = floor.centre.instance
    floor.connect.update_queue_outbound_caller_config(
        InstanceId=instance, QueueId=failed, OutboundCallerConfig=theirs
    )
    applied = floor.press(plan, "apply")
    floor.connect.update_queue_outbound_caller_config(
        InstanceId=instance, QueueId=support, OutboundCallerConfig=theirs
    )
    floor.connect.delete_queue(InstanceId=instance, QueueId=gone)

    back = floor.press(_address(applied), "undo")
    unfit = floor.visitor.get(_address(back) + "?view=unfit")
    floor.press(_address(back), "apply")

    assert counts(back) == {"Would change": "2", "Are so already": "0", "Cannot change": "2"}
    assert cells(unfit) == [
        ["Gone", "Queue not found"],
        ["Support", "It was changed since, and is left as it is."],
    ]
    assert floor.config(support) == floor.config(failed) == theirs
    assert floor.config(floor.centre.queue)["OutboundCallerIdName"] == "Acme"


def test_rolling_back_can_be_rolled_back(floor: Floor) -> None:
    applied = floor.press(floor.plan(**NAME), "apply")
    after = floor.configs()
    back = floor.press(_address(floor.press(_address(applied), "undo")), "apply")

    floor.press(_address(floor.press(_address(back), "undo")), "apply")

    assert floor.configs() == after


@pytest.mark.parametrize("do", ["apply", "undo", "stop", "nothing", ""])
def test_what_a_plan_does_not_offer_does_nothing(floor: Floor, do: str) -> None:
    applied = floor.press(floor.plan(**NAME), "apply")
    after, plan = floor.configs(), _address(applied)
    token = dict(fields_of(applied).sent)["token"]
    ready = floor.plan(new_name_deed="set", new_name="Other")

    first = send(floor.visitor, plan, [("token", token), ("do", do)])
    second = send(floor.visitor, ready, [("token", token), ("do", do.replace("apply", "undo"))])

    assert (first.status, second.status) == (303, 303)
    assert floor.configs() == after


@pytest.mark.parametrize(
    ("token", "origin"),
    [("", "own"), ("wrong", "own"), ("own", ""), ("own", "http://evil.example")],
)
@pytest.mark.parametrize("page", ["bulk", "plan"])
def test_a_form_of_another_site_does_nothing(
    floor: Floor, page: str, token: str, origin: str
) -> None:
    before, plan = floor.configs(), floor.plan(**NAME)
    seen = floor.visitor.get(plan)
    own = dict(fields_of(seen).sent)["token"]
    fields = [("token", token.replace("own", own)), ("do", "apply" if page == "plan" else "plan")]
    fields += [("new-name-deed", "set"), ("new-name", "Evil")]

    answer = send(
        floor.visitor,
        plan if page == "plan" else floor.bulk,
        fields,
        Origin=origin.replace("own", floor.visitor.url),
    )

    assert answer.status == 403
    assert "Nothing is done yet" in words(floor.visitor.get(plan))
    assert floor.configs() == before


def test_who_has_signed_out_applies_nothing(floor: Floor) -> None:
    before, plan = floor.configs(), floor.plan(**NAME)
    page, cookie = floor.visitor.get(plan), floor.visitor.cookie
    floor.visitor.post("/_outdial/console/sign-out", {"token": dict(fields_of(page).sent)["token"]})
    floor.visitor.cookie = cookie

    answer = press(floor.visitor, plan, page, "apply")

    assert answer.status == 403
    assert "your session has ended" in words(answer)
    assert floor.configs() == before


def test_two_visitors_apply_plans_of_their_own(floor: Floor, account: str) -> None:
    floor.add("Support")
    other = Visitor(url=floor.visitor.url)
    other.sign_in(account, "")
    theirs = Floor(centre=floor.centre, connect=floor.connect, visitor=other)
    mine, their = floor.plan("?name=sales", **NAME), theirs.plan("?name=support", **NAME)

    answers = [
        press(visitor, plan, visitor.get(plan), "apply").status
        for visitor, plan in ((floor.visitor, mine), (other, their))
    ]

    assert answers == [303, 303]
    assert counts(until_done(floor.visitor, mine))["Done"] == "1"
    assert counts(until_done(other, their))["Done"] == "1"


def _address(plan: Seen) -> str:
    return (
        plan.text.partition('id="main"')[2].partition('method="post" action="')[2].partition('"')[0]
    )
