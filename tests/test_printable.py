"""What strangers wrote does not steer the terminal that it is shown in."""

import json

import pytest

from outdial.callers import QueueCaller
from outdial.cli.table import print_callers
from outdial.printable import printable, printable_json

HOSTILE = "\x1b]0;mine\x07\x9b31m\r\n\u202e\u2066end"


def test_what_would_steer_a_terminal_becomes_question_marks() -> None:
    assert printable(HOSTILE) == "?]0;mine??31m????end"


def test_half_a_surrogate_pair_which_no_encoding_takes_becomes_a_question_mark() -> None:
    assert printable(json.loads('"A \\ud83d end"')) == "A ? end"


def test_other_letters_and_signs_stay_as_they_are() -> None:
    assert printable("Zürich, 東京, עברית 🙂") == "Zürich, 東京, עברית 🙂"


def test_json_says_the_same_in_letters_that_do_no_harm() -> None:
    text = printable_json(json.dumps({"name": HOSTILE}, ensure_ascii=False))

    assert text.isprintable()
    assert json.loads(text) == {"name": HOSTILE}


def test_a_queue_s_name_does_not_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    caller = QueueCaller(
        queue=f"Sales{HOSTILE}",
        queue_id="q",
        name=None,
        number=None,
        number_id=None,
        number_state="NOT_SET",
        number_set_by_flow=None,
        whisper=None,
        flow=None,
        flow_id=None,
        flow_is_default=True,
    )

    print_callers([caller])

    shown = capsys.readouterr().out
    assert shown.splitlines()[1].startswith("Sales?]0;mine??31m????end ")
    assert "\x1b" not in shown
