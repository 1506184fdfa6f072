"""How far something is, on a terminal and elsewhere."""

import sys

import pytest

from outdial.cli.progress import ProgressLine


def test_a_terminal_shows_how_far_it_is_and_is_wiped_at_the_end(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    line = ProgressLine("Restoring", seconds=0)

    line(1, 2000)
    line(2000, 2000)
    line.end()

    shown = "\rRestoring: 1 of 2,000 (0 %) \rRestoring: 2,000 of 2,000 (100 %) \r\x1b[K"
    assert capsys.readouterr().err == shown


def test_nothing_is_shown_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    line = ProgressLine("Restoring", seconds=0)

    line(1, 2)
    line.end()

    assert capsys.readouterr().err == ""
