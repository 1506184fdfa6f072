"""The run of the SDKs' programs believes what it sees on the server, and says what is left out."""

import json
import sys
from pathlib import Path

import msgspec
import pytest

import run
import workshop
from docs.blocks import ROOT
from run import Outcome, keep, main, outcome, table
from sdk import Sdk, sdks

PROGRAM = (ROOT / "sdks" / "python" / "main.py").read_text()
PRINTED = 'print("refused:", error.response["Message"])'
UPDATE = "\nconnect.update_queue_outbound_caller_config(**ids, OutboundCallerConfig=config)"
OPERATION = "UpdateQueueOutboundCallerConfig"
NOT_FOUND = "ResourceNotFoundException"
CLAIM = "print('refused: Phone number not found')\nprint('ok: Acme +12065550100 ' + '0' * 36)\n"


@pytest.fixture(autouse=True)
def _build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Build where the test's other files are."""
    (tmp_path / "build").mkdir()
    monkeypatch.setattr(run, "BUILD", tmp_path / "build")


def described(folder: Path, program: str = CLAIM, **keys: object) -> Sdk:
    """Write a program and what describes it."""
    own = folder / "own"
    own.mkdir()
    (own / "main.py").write_text(program)
    python = str(Path(sys.executable))
    content = {
        "name": "Own",
        "needs": ["sh"],
        "run": [python, "main.py"],
        "version": ["sh", "-c", "echo own/1.2.3 on 4.5"],
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in (content | keys).items()]
    (own / "sdk.toml").write_text("\n".join(lines))
    [found] = sdks(folder)
    return found


def test_a_program_that_does_all_of_it_has_passed(tmp_path: Path) -> None:
    row = outcome(described(tmp_path, PROGRAM))

    assert (row.version, row.result, row.why) == ("1.2.3", "passed", "")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (PROGRAM, CLAIM, "it was throttled 0 times"),
        (PROGRAM, "print('ok')", "its last line is not as agreed: ok\n"),
        ('"PageSize": 1}', '"PageSize": 9}', "it did not page through 2 queues, one a page"),
        (PRINTED, "pass", "it does not print why it was refused"),
        ("free, queue[", '"+12065559999", queue[', "the queue has ('Acme', '+12065550100', "),
        (UPDATE, f"{UPDATE}{UPDATE}", f"{OPERATION} was answered so: {NOT_FOUND}, done, done"),
    ],
)
def test_a_program_that_only_seems_to_do_it_has_failed(
    tmp_path: Path, old: str, new: str, why: str
) -> None:
    assert old in PROGRAM

    row = outcome(described(tmp_path, PROGRAM.replace(old, new)))

    assert row.result == "failed"
    assert row.why.startswith(why)


def test_a_program_without_retries_has_failed_with_what_it_said(tmp_path: Path) -> None:
    once = PROGRAM.replace(
        '"connect", endpoint_url',
        '"connect", config=boto3.session.Config(retries={"total_max_attempts": 1}), endpoint_url',
    )

    row = outcome(described(tmp_path, once))

    assert row.result == "failed"
    assert "(ThrottlingException)" in row.why


def test_what_needs_a_tool_that_is_not_here_is_left_out(tmp_path: Path) -> None:
    row = outcome(described(tmp_path, needs=["sh", "no-such-tool"]))

    assert (row.result, row.why) == ("left out", "no `no-such-tool` here")


def test_a_tool_of_another_version_is_another_tool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in (1, 2):
        tool = tmp_path / str(version) / "tool"
        tool.parent.mkdir()
        tool.write_text(f"#!/bin/sh\necho tool/{version}.0\n")
        tool.chmod(0o755)
    found = described(tmp_path, needs=["tool"], version=["tool"], **{"is": "tool/2"})

    monkeypatch.setenv("PATH", f"{tmp_path / '1'}:/bin")
    alone = outcome(found)
    monkeypatch.setenv("PATH", f"{tmp_path / '1'}:{tmp_path / '2'}:/bin")
    beside = outcome(found)

    assert (alone.result, alone.why) == ("left out", "no `tool, Own` here")
    assert (beside.version, beside.result) == ("2.0", "failed")


def test_a_library_that_is_not_here_is_left_out(tmp_path: Path) -> None:
    row = outcome(described(tmp_path, probe=["sh", "-c", "exit 1"]))

    assert (row.result, row.why) == ("left out", "the SDK's own library is not here")


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ("npm error code ETIMEDOUT", "left out"),
        ("SocketError: getaddrinfo: Name or service not known", "left out"),
        ("dial tcp: lookup proxy: no such host", "left out"),
        ("main.go:3: undefined: connect", "failed"),
        ("npm error 404 Not Found", "failed"),
    ],
)
def test_a_silent_registry_is_no_failure_but_a_mistake_is(
    tmp_path: Path, said: str, result: str
) -> None:
    prepare = [["sh", "-c", "true"], ["sh", "-c", f"echo '{said}' >&2; exit 1"]]

    row = outcome(described(tmp_path, prepare=prepare))

    assert row.result == result
    assert said in row.why


def test_a_program_that_does_not_end_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop, "RUNNING", 1)
    found = described(tmp_path, run=["sh", "-c", "sleep 600 & sleep 600"])

    row = outcome(found)

    assert row.result == "failed"
    assert row.why.endswith("took more than 1 s")


def test_a_command_that_prepares_may_stand_alone(tmp_path: Path) -> None:
    found = described(tmp_path, prepare=["sh", "-c", "exit 0"])

    assert found.description.preparations == (("sh", "-c", "exit 0"),)


def test_a_name_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--only", "python,cobol"])

    assert "there is no SDK cobol" in capsys.readouterr().err


def test_sdks_are_chosen_by_folder_or_by_key() -> None:
    by_key = {found.key: found for found in sdks()}

    assert [key for key, found in by_key.items() if found.is_named(["cli", "python"])] == [
        "cli-v1",
        "cli-v2",
        "python",
    ]
    assert by_key["cli-v2"].is_named(["cli-v2"])
    assert not by_key["cli-v1"].is_named(["cli-v2"])


def test_the_table_shows_reasons_in_a_line() -> None:
    rows = [_row("python", "passed"), _row("go", "failed", "one\ntwo")]

    assert table(rows) == [
        "SDK     version  ",
        "python  1.0      passed",
        "go      1.0      failed: one",
    ]


def test_what_is_kept_stands_in_for_what_was_kept_of_the_same(tmp_path: Path) -> None:
    file = tmp_path / "sdks.json"
    keep([_row("python", "failed"), _row("cli-v1", "passed")], file)

    keep([_row("python", "passed")], file)

    kept = json.loads(file.read_text())
    assert [(row["key"], row["result"]) for row in kept] == [
        ("cli-v1", "passed"),
        ("python", "passed"),
    ]


def _row(key: str, result: str, why: str = "") -> Outcome:
    content = {"key": key, "name": key, "version": "1.0", "result": result, "why": why}
    return msgspec.convert(content | {"date": "2026-11-25"}, Outcome)
