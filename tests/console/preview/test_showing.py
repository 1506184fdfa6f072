"""What stands in the markup of the parts, and that nothing of others' becomes markup."""

import json
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from markupsafe import Markup

from console.preview.sample_calls import HOSTILE, STAYS, calls
from outdial.console.preview.handset import screen
from outdial.console.preview.showing import show_calls, show_flow, show_handset, show_problems

MOST_BYTES = 80_000
"""What a part may take of a page of 150 kB."""

_VOID = {"br", "input"}


class Read(HTMLParser):
    """Reads markup as a browser does; fails where elements do not close in turn."""

    def __init__(self, markup: Markup) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(markup)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    def values(self, name: str) -> list[str | None]:
        return [value for key, value in self.attributes if key == name]


def refuse_harm(markup: Markup) -> Read:
    """Read markup that must hold no script, no style and no address but within the page."""
    read = Read(markup)
    markup.encode()
    assert isinstance(markup, Markup)
    assert read.tags.isdisjoint({"script", "style", "foreignobject", "iframe", "use", "image"})
    names = {name for name, _ in read.attributes}
    assert not [name for name in names if name.startswith("on") or name == "style"]
    assert [href for href in read.values("href") if not (href or "").startswith("#")] == []
    ids = read.values("id")
    assert len(ids) == len(set(ids))
    assert "\x1b" not in markup
    assert "\u202e" not in markup
    return read


def test_a_handset_says_in_words_what_it_draws() -> None:
    read = refuse_harm(show_handset(screen("Acme", "+12065550100"), "sales"))

    assert read.values("role") == ["img"]
    assert read.values("aria-labelledby") == ["sales-title sales-desc"]
    assert read.values("id") == ["sales-title", "sales-desc"]
    assert read.text == (
        "A handset in US on which the call comes in"
        " It shows the name “Acme” and the number (206) 555-0100."
        " Acme (206) 555-0100 Incoming call Decline Accept"
    )


def test_a_handset_without_a_call_says_so() -> None:
    read = refuse_harm(show_handset(screen("Acme", None)))

    assert read.text == (
        "A handset on which no call comes in It shows nothing: the call fails before it gets there."
        " No call comes in There is no number to show"
    )


def test_calls_of_a_queue_that_works() -> None:
    read = refuse_harm(show_calls(calls()))

    assert read.text.partition("Accept ")[2] == (
        "A call from us-east-1 to a handset in US Handset's country Show"
        " Networks without SIP on the way drop the name: the number is then shown alone."
        " Whisper Acme calling From the flow “Whisper”."
        " In a failover Nothing would break."
    )


@pytest.mark.parametrize("entered", ["gb", " GB "])
def test_the_country_that_was_entered_is_that_of_the_handset(entered: str) -> None:
    read = refuse_harm(show_calls(calls(), entered))

    assert "A call from us-east-1 to a handset in GB" in read.text
    assert "the number +1 206-555-0100" in read.text
    assert read.values("value") == ["GB"]


def test_what_is_no_country_leaves_the_number_s_own() -> None:
    assert show_calls(calls(), HOSTILE) == show_calls(calls())


def test_problems_of_both_regions_are_told_with_what_helps() -> None:
    there = replace(STAYS, name="share-at-zero", what="Nobody calls back.", remedy="Shift some.")

    read = refuse_harm(show_problems((STAYS, replace(there, region="us-east-1"))))

    assert read.text == (
        "Would break in us-east-1 Nobody calls back. Shift some. share-at-zero"
        " Would break in us-west-2"
        " +12065550100 is claimed to the instance in us-east-1, so it stays there."
        " Move it to a group. number-stays-behind"
    )


def test_a_command_that_helps_is_set_as_code() -> None:
    read = refuse_harm(show_problems((replace(STAYS, remedy="aws connect update-phone-number"),)))

    assert "code" in read.tags
    assert "code" not in Read(show_problems((STAYS,))).tags


def test_a_problem_that_silences_a_region_leaves_its_handset_without_a_call() -> None:
    here, there = calls(STAYS), calls(STAYS, region="us-west-2")

    assert (here.number, there.number) == ("+12065550100", None)
    assert "No call comes in" in show_calls(there)


def test_a_number_that_is_not_claimed_is_not_shown() -> None:
    read = refuse_harm(show_calls(calls(number_state="IN_PROGRESS")))

    assert "The queue's number +12065550100 is IN_PROGRESS." in read.text
    assert "No call comes in" in read.text


def test_a_number_that_the_flow_sets_is_shown_instead() -> None:
    read = refuse_harm(show_calls(calls(number_set_by_flow="+12065550199")))

    assert "the number (206) 555-0199" in read.text
    assert "The whisper flow shows its own number, not the queue's +12065550100." in read.text


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"whisper": ""}, "Nothing is said: the parties are put through at once."),
        ({"whisper": None, "flow": None}, "The flow f1 was not found"),
        (
            {"flow": "Default outbound", "flow_is_default": True},
            "From the instance's own flow “Default outbound”.",
        ),
    ],
)
def test_what_is_known_of_the_whisper(changed: dict[str, Any], told: str) -> None:
    assert told in refuse_harm(show_calls(calls(**changed))).text


def test_an_instance_of_one_region_has_nothing_to_fail_over_to() -> None:
    read = refuse_harm(show_calls(replace(calls(), problems=None)))

    assert read.text.endswith(
        "The instance is in one Region only, so there is nothing that it could fail over to."
    )


def test_whoever_may_not_rehearse_is_told_so() -> None:
    read = refuse_harm(show_calls(replace(calls(), problems=None, refusal=f"no {HOSTILE}")))

    assert "You may not look at all that a failover depends on: no" in read.text
    assert "nothing that it could fail over to" not in read.text


def test_nothing_of_others_becomes_markup_in_calls() -> None:
    hostile = calls(
        replace(STAYS, what=HOSTILE, remedy=HOSTILE),
        name=HOSTILE,
        number=HOSTILE,
        number_set_by_flow=HOSTILE,
        whisper=HOSTILE,
        flow=HOSTILE,
    )

    markup = show_calls(hostile, HOSTILE)

    assert "<script>alert(1)</script>" in refuse_harm(markup).text
    assert "<script" not in markup


def test_nothing_of_others_becomes_markup_in_a_flow() -> None:
    ways = {
        "NextAction": HOSTILE,
        "Errors": [{"NextAction": "gone" + HOSTILE, "ErrorType": HOSTILE}],
        "Conditions": [
            {"NextAction": "", "Condition": {"Operator": HOSTILE, "Operands": [HOSTILE]}}
        ],
    }
    action = {
        "Identifier": HOSTILE,
        "Type": HOSTILE,
        "Parameters": {"Text": HOSTILE, HOSTILE: {HOSTILE: HOSTILE}},
        "Transitions": ways,
    }

    markup = show_flow(json.dumps({"StartAction": HOSTILE, "Actions": [action, action]}))

    read = refuse_harm(markup)
    assert read.text.count("alert(1)") > 10
    assert "<script" not in markup


def test_a_flow_reads_as_steps_whose_branches_lead_to_them() -> None:
    ends = {"Identifier": "end", "Type": "DisconnectParticipant"}
    says = {
        "Identifier": "say",
        "Type": "MessageParticipant",
        "Parameters": {"Text": "Hello", "Voice": "Joanna"},
        "Transitions": {
            "NextAction": "end",
            "Errors": [{"NextAction": "gone", "ErrorType": "NoMatchingError"}],
        },
    }
    lost = {"Identifier": "lost", "Type": "Wait", "Transitions": {"NextAction": None}}

    read = refuse_harm(
        show_flow(json.dumps({"StartAction": "say", "Actions": [ends, lost, says]}), "f")
    )

    assert read.text == (
        "Say or play say MessageParticipant Hello Voice Joanna then: step 2"
        " on any other error: “gone”, which is not in the flow"
        " Hang up end DisconnectParticipant"
        " Nothing leads to these: Wait lost Wait then: nowhere"
    )
    assert (read.values("id"), read.values("href")) == (["f-1", "f-2", "f-3"], ["#f-2"])
    assert read.values("start") == ["1", "3"]


def test_what_is_no_flow_is_told_to_be_none() -> None:
    assert refuse_harm(show_flow("no flow")).text == (
        "There is no step in this content that could be read."
    )


def ways(count: int, text: str) -> dict[str, object]:
    names = [f"{text}{number}" for number in range(count)]
    return {"Errors": [{"NextAction": name, "ErrorType": name} for name in names]}


@pytest.mark.parametrize(
    "actions",
    [
        [{"Identifier": str(n), "Type": "Wait"} for n in range(5000)],
        [{"Identifier": str(n), "Parameters": {"Text": '"' * 2000}} for n in range(100)],
        [{"Identifier": str(n), "Transitions": ways(12, "")} for n in range(400)],
        [{"Identifier": str(n), "Transitions": ways(12, "東" * 100)} for n in range(30)],
        [{"Identifier": str(n), "Parameters": {"&" * 9: ["&"] * 12}} for n in range(1000)],
    ],
    ids=["many", "quotes", "branches", "wide", "settings"],
)
def test_a_flow_takes_no_more_of_a_page_than_it_may(actions: list[dict[str, object]]) -> None:
    content = json.dumps({"StartAction": "0", "Actions": actions})

    markup = show_flow(content)

    assert len(markup.encode()) < MOST_BYTES
    assert "not shown here." in refuse_harm(markup).text


def test_calls_take_no_more_of_a_page_than_they_may() -> None:
    problem = replace(STAYS, what="&" * 500, remedy="&" * 500)

    markup = show_calls(calls(*[problem] * 16, name='"' * 255, whisper="&" * 200_000))

    assert len(markup.encode()) < 110_000
