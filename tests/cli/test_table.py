"""The table of callers: what its cells say, and how it looks on a terminal."""

import pytest

from outdial.callers import NumberState, QueueCaller
from outdial.cli.table import print_callers, shown_number, shown_whisper


def caller(
    *,
    number: str | None = "+12065550100",
    state: NumberState = "CLAIMED",
    by_flow: str | None = None,
    whisper: str | None = "Hello",
    default: bool = False,
) -> QueueCaller:
    """Describe a queue's caller."""
    return QueueCaller(
        queue="Sales",
        queue_id="q",
        name="Acme",
        number=number,
        number_id="n",
        number_state=state,
        number_set_by_flow=by_flow,
        whisper=whisper,
        flow="Whisper",
        flow_id="f",
        flow_is_default=default,
    )


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (caller(), "+12065550100"),
        (caller(state="IN_PROGRESS"), "+12065550100 (still being claimed)"),
        (caller(state="FAILED"), "none: its calls fail (the claim of +12065550100 failed)"),
        (
            caller(number=None, state="NOT_FOUND"),
            "none: its calls fail (n is not there any more)",
        ),
        (caller(number=None, state="NOT_SET"), "none: its calls fail"),
        (
            caller(number=None, state="NOT_SET", by_flow="+12065550199"),
            "+12065550199 (set by the flow)",
        ),
    ],
)
def test_a_number_is_shown_or_why_there_is_none(shown: QueueCaller, text: str) -> None:
    assert shown_number(shown) == text


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (caller(), "Hello"),
        (caller(whisper=""), "nothing is said (Whisper)"),
        (caller(whisper=None), "flow f is not there any more"),
        (caller(default=True), "Hello (default)"),
        (caller(default=True, whisper=None), "the instance's default"),
    ],
)
def test_a_whisper_is_shown_or_why_there_is_none(shown: QueueCaller, text: str) -> None:
    assert shown_whisper(shown) == text


def test_a_terminal_s_width_is_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "60")

    print_callers([caller(whisper="Hello, this is Acme calling about your order.")])

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 2
    assert max(map(len, lines)) <= 60
