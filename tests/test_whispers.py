"""What is read from a whisper flow's content."""

import json
from typing import Any

import pytest

from conftest import WHISPER
from outdial.whispers import Whisper, read_whisper


def flow(*steps: tuple[str, dict[str, Any]]) -> str:
    """Write a flow of steps, each leading to the next."""
    actions = [
        {
            "Identifier": str(number),
            "Type": kind,
            "Parameters": parameters,
            "Transitions": {"NextAction": str(number + 1)},
        }
        for number, (kind, parameters) in enumerate(steps)
    ]
    return json.dumps({"Version": "2019-10-30", "StartAction": "0", "Actions": actions})


CALL = ("CompleteOutboundCall", {"CallerId": {"Number": "+12065550100"}})
SAY = ("MessageParticipant", {"Text": "Hello"})


@pytest.mark.parametrize(
    ("content", "whisper"),
    [
        (WHISPER, Whisper("Acme calling")),
        (flow(SAY, ("MessageParticipant", {"Text": "Again"})), Whisper("Hello")),
        (flow(("MessageParticipant", {"SSML": "<speak>Hi</speak>"})), Whisper("<speak>Hi</speak>")),
        (flow(("MessageParticipant", {"PromptId": "beep"})), Whisper("(prompt beep)")),
        (
            flow(("MessageParticipant", {"Media": {"Uri": "s3://prompts/beep.wav"}})),
            Whisper("(prompt s3://prompts/beep.wav)"),
        ),
        (
            flow(("MessageParticipantIteratively", {"Messages": [{"Text": "A"}, {"Text": "B"}]})),
            Whisper("A / B"),
        ),
        (flow(("UpdateContactAttributes", {}), SAY), Whisper("Hello")),
        (flow(CALL, SAY), Whisper("Hello", "+12065550100")),
        (flow(("CompleteOutboundCall", {}), SAY), Whisper("Hello")),
        (flow(CALL), Whisper("", "+12065550100")),
        (flow(("EndFlowExecution", {})), Whisper("")),
        ("no flow", Whisper("")),
        ("[]", Whisper("")),
        ("{}", Whisper("")),
        ("[" * 5000, Whisper("")),
        ('{"Actions":[],"StartAction":[]}', Whisper("")),
        (
            flow(("MessageParticipantIteratively", {"Messages": ["A", {"Text": "B"}]})),
            Whisper(" / B"),
        ),
        (flow(("CompleteOutboundCall", {"CallerId": "+12065550100"}), SAY), Whisper("Hello")),
        (flow(("CompleteOutboundCall", {"CallerId": {"Number": {}}}), SAY), Whisper("Hello")),
    ],
)
def test_what_is_heard_first_and_the_number_that_is_shown(content: str, whisper: Whisper) -> None:
    assert read_whisper(content) == whisper


def test_a_number_that_is_set_after_something_was_heard_comes_too_late() -> None:
    assert read_whisper(flow(SAY, CALL)) == Whisper("Hello")


def test_a_flow_that_goes_in_circles_is_read_once() -> None:
    steps: list[tuple[str, dict[str, Any]]] = [("UpdateContactAttributes", {})] * 2
    circle = flow(*steps).replace('"NextAction": "2"', '"NextAction": "0"')

    assert read_whisper(circle) == Whisper("")
