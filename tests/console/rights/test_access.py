"""Who may do what with a queue, and why, as the console tells it."""

import html
import os
import re
import subprocess
import sys

import pytest

from console.centre import SECRET, client, iam_of, set_up
from console.rights.conftest import ACCOUNT, Place, allow, document
from console.test_pages import HOSTILE, MOST_BYTES, words
from console.visiting import Seen, Visitor
from server_process import ServerProcess, running

CHANGE = "UpdateQueueOutboundCallerConfig"
NOT_ENFORCED = "policies hold on a server that is started with --auth enforced"


def rows(seen: Seen) -> dict[str, list[str]]:
    """Give what the table says of each principal."""
    table = seen.text.partition("<tbody>")[2].partition("</tbody>")[0]
    found = {}
    for row in table.split("</tr>")[:-1]:
        who = re.search(r"<bdi>(.*?)</bdi>", row)
        assert who
        found[html.unescape(who[1])] = re.findall(r'<a class="badge[^>]*>([^<]*)<', row)
    return found


def cells(seen: Seen) -> list[str]:
    """Give the addresses that the table's words lead to."""
    return [
        html.unescape(each)
        for each in re.findall(r'<a class="badge[^"]*" href="([^"]*)"', seen.text)
    ]


def code(seen: Seen, label: str) -> str:
    """Give what is to be copied."""
    found = re.search(
        rf'<pre class="copy"[^>]*aria-label="{label}">(.*?)</pre>', seen.text, re.DOTALL
    )
    return html.unescape(found[1]).strip() if found else ""


def test_tells_of_users_roles_and_sessions_what_they_may_do(place: Place) -> None:
    place.grant(
        "ann",
        allow("connect:*Queue*"),
        allow("sts:*"),
        allow("connect:Delete*") | {"Effect": "Deny"},
    )
    place.grant("bob")
    place.take_on("operator", "night")
    root = place.visitor()

    users = root.get(place.queue + "/access")
    roles = root.get(place.queue + "/access?of=roles")
    sessions = root.get(place.queue + "/access?of=sessions")

    none = ["not allowed"] * 4
    assert (users.status, roles.status, sessions.status) == (200, 200, 200)
    assert rows(users) == {
        f"the root of account {ACCOUNT}": ["allowed"] * 4,
        "user ann": ["allowed", "allowed", "denied", "not allowed"],
        "user bob": none,
    }
    assert rows(roles) == {"role operator": none}
    assert rows(sessions) == {"role operator": none}
    assert f"arn:aws:sts::{ACCOUNT}:assumed-role/operator/night" in words(sessions)
    assert "Who See it Change its caller Delete it Tag it" in words(users)
    assert NOT_ENFORCED not in words(users)


def test_every_word_leads_to_its_explanation(place: Place) -> None:
    place.grant(
        "ann",
        allow("connect:*Queue*"),
        allow("sts:*"),
        allow("connect:Delete*") | {"Effect": "Deny"},
    )
    place.take_on("ann", "any")
    root = place.visitor()

    told = {}
    for kind in ("users", "roles", "sessions"):
        seen = root.get(f"{place.queue}/access?of={kind}")
        for target in cells(seen):
            explained = words(root.get(target))
            may = re.search(
                r"and why (.*?) (may|may not) call connect:(\w+) in us-east-1", explained
            )
            assert may, target
            told[may[1], may[3]] = may[2]

    assert told == {
        (f"the root of account {ACCOUNT}", "DescribeQueue"): "may",
        (f"the root of account {ACCOUNT}", CHANGE): "may",
        (f"the root of account {ACCOUNT}", "DeleteQueue"): "may",
        (f"the root of account {ACCOUNT}", "TagResource"): "may",
        ("user ann", "DescribeQueue"): "may",
        ("user ann", CHANGE): "may",
        ("user ann", "DeleteQueue"): "may not",
        ("user ann", "TagResource"): "may not",
        ("role ann", "DescribeQueue"): "may not",
        ("role ann", CHANGE): "may not",
        ("role ann", "DeleteQueue"): "may not",
        ("role ann", "TagResource"): "may not",
    }


def test_an_explanation_tells_statements_and_what_would_allow_it(place: Place) -> None:
    region = {"StringEquals": {"aws:RequestedRegion": "us-west-2"}}
    place.grant(
        "ann",
        allow(f"connect:{CHANGE}", "arn:aws:connect:*:*:instance/*/queue/*", Sid="Queues"),
        allow(f"connect:{CHANGE}", Sid="West", Condition=region),
    )
    centre = place.centre

    seen = place.visitor().get(f"{place.queue}/explain?principal=ann")

    text = html.unescape(words(seen))
    assert f"user ann may not call connect:{CHANGE} in us-east-1 ." in text
    assert (
        f"allowed queue Sales arn:aws:connect:us-east-1:{ACCOUNT}:instance/{centre.instance}/queue/"
        f'{centre.queue} allowed by "Queues", line 4 of user/ann/callers (identity-based policy)'
    ) in text
    assert (
        f"not allowed number {centre.number} (V2) arn:aws:connect:us-east-1:{ACCOUNT}:phone-number/"
        f"{centre.number_id} no identity-based policy allows it"
        ' "West", line 10 of user/ann/callers would, but'
        " aws:RequestedRegion is us-east-1, where StringEquals wants us-west-2"
    ) in text
    assert "Add to a policy of user ann, such as user/ann/callers :" in text
    assert code(seen, "Statement to add").splitlines()[:3] == [
        "{",
        '  "Effect": "Allow",',
        f'  "Action": "connect:{CHANGE}",',
    ]


def test_the_command_finds_out_the_same(place: Place) -> None:
    place.grant("ann", allow("connect:*Queue*"))
    root = place.visitor()
    asked = "asked=form&principal=ann&operation="

    for query, status in ((f"{CHANGE}&number=&flow=", 0), ("TagResource", 1), (CHANGE, 0)):
        seen = root.get(f"{place.queue}/explain?{asked}{query}")
        command = code(seen, "Command").replace("outdial", f"{sys.executable} -m outdial", 1)
        done = subprocess.run(
            ["sh", "-c", command],
            env={**os.environ, "AWS_ACCESS_KEY_ID": "root", "AWS_SECRET_ACCESS_KEY": SECRET},
            check=False,
            capture_output=True,
            text=True,
        )

        headline = done.stdout.splitlines()[0]
        assert (done.returncode, done.stderr) == (status, "")
        assert headline in html.unescape(words(seen))


def test_one_may_ask_for_another_number_and_flow(place: Place) -> None:
    place.grant(
        "ann",
        allow(f"connect:{CHANGE}", "arn:aws:connect:*:*:instance/*/queue/*"),
        allow(f"connect:{CHANGE}", f"arn:aws:connect:*:*:phone-number/{place.centre.number_id}"),
    )
    root, asked = place.visitor(), "asked=form&principal=ann"

    both = words(root.get(f"{place.queue}/explain?principal=ann"))
    none = words(root.get(f"{place.queue}/explain?{asked}"))
    number = words(root.get(f"{place.queue}/explain?{asked}&other-number=%2B12065550100"))
    flow = words(root.get(f"{place.queue}/explain?{asked}&other-flow=Sales%20whisper"))
    chosen = root.get(f"{place.queue}/explain?{asked}&number={place.centre.number_id}")

    assert "user ann may not call" in both
    assert "user ann may call" in none
    assert "user ann may call" in number
    assert f"number {place.centre.number} (V2)" in number
    assert "not allowed flow Sales whisper" in flow
    assert "user ann may call" in words(chosen)
    assert f'<option value="{place.centre.number_id}" selected>' in chosen.text


@pytest.mark.parametrize(
    ("query", "field", "text"),
    [
        ("principal=zoe", "principal", "There is no user or role zoe. There are: user ann"),
        ("principal=arn:aws:iam::999999999999:root", "principal", "is not of account"),
        ("principal=%00%E2%80%AE", "principal", "There is no user or role ??."),
        ("principal=user/", "principal", "There is no user or role user/."),
        ("principal=ann&other-number=%2B1999", "number", "There is no number +1999"),
        ("principal=ann&other-flow=None", "flow", "There is no flow None"),
        ("principal=ann&other-flow=%00", "flow", "There is no flow ?"),
    ],
)
def test_what_is_not_there_is_told_beside_its_field(
    place: Place, query: str, field: str, text: str
) -> None:
    place.grant("ann")

    seen = place.visitor().get(f"{place.queue}/explain?asked=form&{query}")

    assert seen.status == 400
    error = re.search(r'<p class="error" id="(\w+)-error"><bdi>(.*?)</bdi>', seen.text)
    assert error
    assert error[1] == field
    assert text in html.unescape(error[2])
    assert f"Why stands beside the {field}." in words(seen)


def test_without_a_principal_one_is_asked_for(place: Place) -> None:
    seen = place.visitor().get(f"{place.queue}/explain")

    assert seen.status == 200
    assert words(seen).startswith("Who may do what with Sales, and why Ask Who")


def test_it_is_for_roots_and_led_to_by_their_pages_alone(place: Place) -> None:
    place.grant("ann", allow("connect:*"), allow("iam:*"))
    ann, root = place.visitor("ann"), place.visitor()

    seen = [ann.get(place.queue + page) for page in ("/access", "/explain?principal=ann")]

    refusal = f"User: arn:aws:iam::{ACCOUNT}:user/ann is not the root of an account"
    assert [each.status for each in seen] == [403, 403]
    assert all(refusal in words(each) for each in seen)
    assert all("have a policy allow it" not in words(each) for each in seen)
    assert "Who may change it" in words(root.get(place.queue))
    assert "Who may change it" not in words(ann.get(place.queue))


def test_principals_come_in_pages(place: Place) -> None:
    for number in range(120):
        place.grant(f"user{number:03}")
    root = place.visitor()

    pages, target = [], place.queue + "/access"
    while target:
        seen = root.get(target)
        pages.append(list(rows(seen)))
        following = re.search(r'href="([^"]*)" rel="next"', seen.text)
        target = html.unescape(following[1]) if following else ""

    assert [len(page) for page in pages] == [50, 50, 21]
    everyone = [who for page in pages for who in page]
    assert everyone == [
        f"the root of account {ACCOUNT}",
        *(f"user user{number:03}" for number in range(120)),
    ]


def test_names_stay_text_and_the_page_small(place: Place) -> None:
    path = "/" + "'" * 300 + "<script>" + "%" * 202 + "/"
    for number in range(50):
        name = f"{number:02}".ljust(64, "=")
        place.iam.create_user(UserName=name, Path=path)
        place.iam.put_user_policy(
            UserName=name, PolicyName="=" * 128, PolicyDocument=document(allow("connect:*"))
        )
    root = place.visitor()

    listed = root.get(place.queue + "/access")
    explained = root.get(cells(listed)[8])

    for seen in (listed, explained):
        assert seen.status == 200
        assert len(seen.text.encode()) < MOST_BYTES
        assert "<script>" not in seen.text
    assert len(rows(listed)) == 50


@pytest.mark.parametrize(
    ("auth", "told"),
    [
        ("off", "This server does not check who calls: everybody may do everything."),
        ("signed", "This server checks who calls, but not whether they may:"),
    ],
)
def test_where_policies_do_not_hold_the_pages_say_so_and_still_tell(auth: str, told: str) -> None:
    with running("--memory", "--auth", auth, "--root-key", f"root:{SECRET}:{ACCOUNT}") as server:
        place = _place(server)
        place.grant("ann", allow("connect:DescribeQueue"))
        root = place.visitor()
        listed, explained = (
            root.get(place.queue + "/access"),
            root.get(place.queue + "/explain?principal=ann"),
        )

    assert told in words(listed)
    assert rows(listed)["user ann"] == ["allowed", "not allowed", "not allowed", "not allowed"]
    assert told in words(explained)
    assert "user ann may not call" in words(explained)


def test_a_queue_of_a_hostile_name_is_told_of_as_text(visitor: Visitor, account: str) -> None:
    centre = set_up(client(visitor.url, account), f"one{account}", name=HOSTILE[:100])

    for page in ("access", "explain?principal=root"):
        seen = visitor.get(f"{centre.address}/queues/{centre.queue}/{page}")
        assert seen.status == 200
        assert "<script>" not in seen.text
        assert "\u202e" not in seen.text


def _place(server: ServerProcess) -> Place:
    centre = set_up(client(server.url, "root", SECRET), "acme")
    return Place(url=server.url, iam=iam_of(server.url), centre=centre)
