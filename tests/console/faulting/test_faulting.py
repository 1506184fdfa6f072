"""Faults on demand, added and removed in the console."""

import html
import json
import os
import re
import shutil
import subprocess
import sys
from typing import Any

import pytest
from botocore.exceptions import ClientError

from console.centre import ANY, SECRET, client, iam_of
from console.test_pages import HOSTILE, words
from console.visiting import HOME, Seen, Visitor
from server_process import ServerProcess, running

PAGE = HOME + "limits"
CHANGE = "UpdateQueueOutboundCallerConfig"


def token(seen: Seen) -> str:
    found = re.search(r'name="token" value="([^"]*)"', seen.text.partition("<main")[2])
    assert found
    return found[1]


def send(visitor: Visitor, **fields: str) -> Seen:
    """Send a form of the page."""
    return visitor.post(PAGE, {"token": token(visitor.get(PAGE)), **fields})


def faults(url: str) -> list[dict[str, Any]]:
    seen = Visitor(url=url).get("/_outdial/faults")
    return [dict(fault) for fault in json.loads(seen.text)["faults"]]


def command(seen: Seen) -> str:
    """Give the command that the page shows for what was done."""
    found = re.search(r'<pre class="copy".*?aria-label="Command">(.*?)</pre>', seen.text, re.DOTALL)
    return html.unescape(found[1]).strip() if found else ""


def run(written: str, **environment: str) -> str:
    """Run a command that was copied."""
    path = os.pathsep.join((os.path.dirname(sys.executable), os.environ["PATH"]))  # noqa: PTH120
    kept = {**os.environ, "PATH": path, **environment}
    done = subprocess.run(
        ["sh", "-c", written], env=kept, check=True, capture_output=True, text=True
    )
    return done.stdout


def error_of(seen: Seen) -> tuple[str, str]:
    """Give the field that was refused, and why."""
    found = re.search(r'<p class="error" id="(\w+)-error"><bdi>(.*?)</bdi>', seen.text)
    assert found
    return found[1], html.unescape(found[2])


def test_a_fault_is_added_holds_and_is_removed() -> None:
    with running("--memory") as server:
        visitor = Visitor(url=server.url)
        connect = client(server.url, ANY)

        added = send(
            visitor, do="add", operation="ListInstances", error="ConflictException", count="1"
        )
        page = visitor.get(added.headers["location"])
        with pytest.raises(ClientError) as refusal:
            connect.list_instances()
        again = connect.list_instances()
        removed = send(visitor, do="remove", id="1")
        after = visitor.get(removed.headers["location"])
        left = faults(server.url)

    assert (added.status, added.headers["location"]) == (303, PAGE + "?added=1")
    assert "Fault 1 was added. The same by command:" in words(page)
    assert 'role="status"' in page.text
    assert refusal.value.response["Error"]["Code"] == "ConflictException"
    assert again["InstanceSummaryList"] == []
    assert (removed.status, removed.headers["location"]) == (303, PAGE + "?removed=1")
    assert "Fault 1 was removed." in words(after)
    assert left == []


def test_all_faults_are_removed_at_once() -> None:
    with running("--memory") as server:
        visitor = Visitor(url=server.url)
        for operation in ("ListQueues", "ListInstances"):
            send(visitor, do="add", operation=operation, drop="on")
        before = faults(server.url)

        cleared = send(visitor, do="clear")
        page = visitor.get(cleared.headers["location"])
        left = faults(server.url)

    assert len(before) == 2
    assert cleared.status == 303
    assert "All faults were removed." in words(page)
    assert "No call fails on demand." in words(page)
    assert left == []


@pytest.mark.parametrize(
    "fields",
    [
        {"operation": CHANGE, "error": "ThrottlingException", "rate": "0.3"},
        {"operation": "Describe*", "latency": "0.25", "count": "10", "seed": "-7"},
        {"drop": "on", "account": "123456789012", "region": "eu-west-1", "instance": "abc"},
        {"error": "ConflictException", "message": 'It\'s "odd" $(touch x) `y` \\ ${HOME}'},
        {"error": "ConflictException", "message": "\u202e\u2028 \u0000 \u001b[1m"},
    ],
)
def test_the_commands_do_the_same(fields: dict[str, str]) -> None:
    if "\u202e" in fields.get("message", "") and shutil.which("curl") is None:
        pytest.skip("there is no curl")
    with running("--memory") as server:
        visitor = Visitor(url=server.url)
        page = visitor.get(send(visitor, do="add", **fields).headers["location"])
        [first] = faults(server.url)
        run(command(page))
        second = faults(server.url)[1]
        page = visitor.get(send(visitor, do="remove", id="1").headers["location"])
        send(visitor, do="add", drop="on")
        run(command(page).replace("remove 1", "remove 3"))
        kept = [fault["id"] for fault in faults(server.url)]
        page = visitor.get(send(visitor, do="clear").headers["location"])
        send(visitor, do="add", drop="on")
        run(command(page))
        left = faults(server.url)

    assert first | {"id": "2"} == second
    assert kept == ["2"]
    assert left == []


@pytest.mark.parametrize(
    ("fields", "field", "text"),
    [
        ({}, "error", "A fault needs an error, a latency, or drop"),
        ({"error": "NoException"}, "error", "There is no error NoException; there are "),
        (
            {"error": "ConflictException", "drop": "on"},
            "drop",
            "A dropped connection brings no error",
        ),
        (
            {"drop": "on", "operation": "Nothing"},
            "operation",
            "No operation that is served matches",
        ),
        ({"latency": "soon"}, "latency", "This is not a number that a fault can have"),
        ({"latency": "inf"}, "latency", "This is not a number that a fault can have"),
        ({"latency": "nan"}, "latency", "This is not a number that a fault can have"),
        ({"latency": "1e9"}, "latency", "This is not a number that a fault can have"),
        ({"latency": "-1"}, "latency", "Expected `float` >= 0.0"),
        ({"drop": "on", "rate": "1.5"}, "rate", "Expected `float` <= 1.0"),
        ({"drop": "on", "count": "0"}, "count", "Expected `int` >= 1"),
        ({"drop": "on", "count": "1.5"}, "count", "This is not a whole number"),
        ({"drop": "on", "seed": "9" * 40}, "seed", "This is not a whole number"),
        ({"drop": "on", "seed": "\u0661"}, "seed", "This is not a whole number"),
    ],
)
def test_what_makes_no_sense_is_told_beside_its_field(
    open_server: ServerProcess, fields: dict[str, str], field: str, text: str
) -> None:
    visitor = Visitor(url=open_server.url)

    seen = send(visitor, do="add", **fields)

    assert seen.status == 400
    refused, why = error_of(seen)
    assert refused == field
    assert why.startswith(text)
    assert f'<a href="#{field}">Why stands beside its field.</a>' in seen.text
    for name, value in fields.items():
        if name not in {"drop", "error"}:
            assert f'name="{name}" value="{value}"' in seen.text
    assert faults(open_server.url) == []


@pytest.mark.parametrize("preset", ["throttling", "slow", "once", "broken", "denied"])
def test_every_preset_makes_sense(preset: str) -> None:
    with running("--memory") as server:
        visitor = Visitor(url=server.url)
        page = visitor.get(f"{PAGE}?preset={preset}")
        form = page.text.partition('<form class="card faulting"')[2]
        fields = dict(re.findall(r'<input id="(\w+)" name="\w+" value="([^"]*)"', form))
        chosen = re.search(r"<option selected>(\w+)<", form)
        ticked = {"drop": "on"} if re.search(r'name="drop"[^>]* checked', form) else {}

        seen = send(visitor, do="add", error=chosen[1] if chosen else "", **fields, **ticked)
        added = faults(server.url)

    assert seen.status == 303
    assert len(added) == 1


def test_what_was_removed_already_is_told_so(visitor: Visitor) -> None:
    seen = send(visitor, do="remove", id="99")

    assert seen.status == 404
    assert "There is no fault 99" in words(seen)


@pytest.mark.parametrize("fields", [{}, {"do": "everything"}, {"do": ""}])
def test_a_form_that_asks_for_nothing_is_refused(visitor: Visitor, fields: dict[str, str]) -> None:
    seen = send(visitor, **fields)

    assert seen.status == 400
    assert "The form does not say what is to be done" in words(seen)


@pytest.mark.parametrize(
    "query", ["added=7", "added=%3Cb%3E", "removed=%3Cb%3E", "removed=x", "preset=x"]
)
def test_nothing_is_told_that_was_not_done(visitor: Visitor, query: str) -> None:
    seen = visitor.get(f"{PAGE}?{query}")

    assert seen.status == 200
    assert 'role="status"' not in seen.text.partition("<main")[2]
    assert "<b>" not in seen.text


def test_what_was_entered_stays_text() -> None:
    with running("--memory") as server:
        visitor = Visitor(url=server.url)
        refused = send(visitor, do="add", message=HOSTILE, operation=HOSTILE, error=HOSTILE)
        added = visitor.get(
            send(visitor, do="add", message=HOSTILE, error="ConflictException").headers["location"]
        )

    for seen in (refused, added):
        assert "<script>" not in seen.text
        assert "\u202e" not in seen.text


def test_faults_are_changed_by_roots_alone_where_identities_are_checked() -> None:
    root_key = f"root:{SECRET}:123456789012"
    with running("--memory", "--auth", "enforced", "--root-key", root_key) as server:
        iam = iam_of(server.url)
        iam.create_user(UserName="ann")
        iam.attach_user_policy(
            UserName="ann", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess"
        )
        key = iam.create_access_key(UserName="ann")["AccessKey"]
        ann, root = Visitor(url=server.url), Visitor(url=server.url)
        ann.sign_in(key["AccessKeyId"], key["SecretAccessKey"])
        root.sign_in("root", SECRET)
        own = re.search(r'name="token" value="([^"]*)"', ann.get(PAGE).text)
        assert own

        refused = [
            ann.post(PAGE, {"token": own[1], "do": do, "drop": "on", "id": "1"})
            for do in ("add", "remove", "clear")
        ]
        added = send(
            root, do="add", operation="ListQueues", message="\u202e", error="ConflictException"
        )
        page = root.get(added.headers["location"])
        keys = {"AWS_ACCESS_KEY_ID": "root", "AWS_SECRET_ACCESS_KEY": SECRET}
        again = run(command(page), **keys) if shutil.which("curl") else '{"id":"2"}'
        listed = run("outdial fault list", AWS_ENDPOINT_URL=server.url, **keys)

    assert [seen.status for seen in refused] == [403] * 3
    assert all("is not the root of an account" in words(seen) for seen in refused)
    assert added.status == 303
    assert again == '{"id":"2"}'
    assert listed.splitlines()[0].startswith("1: ListQueues: error ConflictException")
