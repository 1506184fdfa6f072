"""The way in with an access key, what it lets see, and how it ends."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import boto3
import pytest

from console.centre import SECRET, Centre, client, iam_of, set_up
from console.visiting import HOME, Visitor
from outdial.access.identity import Caller
from outdial.app import App, open_app
from outdial.console.mount import Console
from outdial.console.sessions import MOST, Sessions
from outdial.domain.arns import Scope
from outdial.http import Request, Response
from outdial.settings import RootKey, Settings
from outdial.world import StillWorld
from server_process import running

FORM = {"content-type": "application/x-www-form-urlencoded", "host": "localhost"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Strict:
    """A server that enforces policies, and a user's key on it who may look at queues only."""

    url: str
    centre: Centre
    key: str
    secret: str


@pytest.fixture(scope="module")
def strict() -> Iterator[Strict]:
    with running(
        "--memory", "--auth", "enforced", "--root-key", f"root:{SECRET}:123456789012"
    ) as server:
        centre = set_up(client(server.url, "root", SECRET), "strict")
        iam = iam_of(server.url)
        iam.create_user(UserName="reader")
        allowed = ["connect:ListInstances", "connect:SearchQueues", "connect:DescribeQueue"]
        statement = {"Effect": "Allow", "Action": allowed, "Resource": "*"}
        iam.put_user_policy(
            UserName="reader",
            PolicyName="look",
            PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
        )
        key = iam.create_access_key(UserName="reader")["AccessKey"]
        yield Strict(
            url=server.url,
            centre=centre,
            key=key["AccessKeyId"],
            secret=key["SecretAccessKey"],
        )


def test_who_is_not_signed_in_is_led_to_the_form_and_back(strict: Strict) -> None:
    visitor = Visitor(url=strict.url)
    wanted = strict.centre.address + "?name=Sales"

    asked = visitor.get(wanted)
    form = visitor.get(asked.headers["location"])
    to = re.search(r'name="to" value="([^"]*)"', form.text)
    assert to
    entered = visitor.sign_in("root", SECRET, to[1])
    seen = visitor.get(entered.headers["location"])

    assert asked.status == 303
    assert asked.headers["location"].startswith(HOME + "sign-in?to=")
    assert (entered.status, entered.headers["location"]) == (303, wanted)
    assert seen.status == 200
    assert "Signed in as</span> <bdi>arn:aws:iam::123456789012:root</bdi>" in seen.text


def test_the_cookie_is_for_the_console_alone(strict: Strict) -> None:
    entered = Visitor(url=strict.url).sign_in("root", SECRET)

    assert re.fullmatch(
        r"outdial-console=[\w+/]{40}; Path=/_outdial/console; Max-Age=28800; HttpOnly;"
        r" SameSite=Strict",
        entered.headers["set-cookie"],
    )


@pytest.mark.parametrize(
    ("key", "secret"), [("root", "wrong"), ("nobody", SECRET), ("", ""), ("root", "")]
)
def test_a_wrong_key_or_secret_is_no_way_in(strict: Strict, key: str, secret: str) -> None:
    visitor = Visitor(url=strict.url)

    seen = visitor.sign_in(key, secret)

    assert seen.status == 403
    assert "This access key is not known, is not active, or the secret is another one." in seen.text
    assert visitor.cookie == ""
    assert SECRET not in seen.text


@pytest.mark.parametrize(
    "to", ["https://evil.example", "//evil.example", "/", "/_outdial/console/\r\nx: y"]
)
def test_the_way_back_leads_nowhere_else(strict: Strict, to: str) -> None:
    entered = Visitor(url=strict.url).sign_in("root", SECRET, to)

    assert (entered.status, entered.headers["location"]) == (303, HOME)


def test_who_may_not_do_a_thing_is_told_so(strict: Strict) -> None:
    visitor = Visitor(url=strict.url)
    visitor.sign_in(strict.key, strict.secret)

    instances = visitor.get(HOME)
    queues = visitor.get(strict.centre.address)
    queue = visitor.get(f"{strict.centre.address}/queues/{strict.centre.queue}")
    numbers = visitor.get(strict.centre.address + "/numbers")

    assert instances.status == queues.status == queue.status == 200
    assert strict.centre.number not in queues.text + queue.text
    assert "you may not look it up" in queues.text
    assert "You may not look into the audit trail" in queue.text
    assert "You may not look at all that this takes: " in queue.text
    assert numbers.status == 403
    assert "You may not see this" in numbers.text
    assert (
        "User: arn:aws:iam::123456789012:user/reader is not authorized to perform:"
        " connect:ListPhoneNumbers" in numbers.text
    )


def test_signing_out_ends_the_session(strict: Strict) -> None:
    visitor = Visitor(url=strict.url)
    visitor.sign_in("root", SECRET)
    cookie = visitor.cookie
    token = re.search(r'name="token" value="([^"]*)"', visitor.get(HOME).text)
    assert token

    left = visitor.post(HOME + "sign-out", {"token": token[1]})

    assert (left.status, left.headers["location"]) == (303, HOME + "sign-in")
    assert visitor.cookie == "outdial-console="
    assert Visitor(url=strict.url, cookie=cookie).get(HOME).status == 303


def test_signing_in_again_ends_the_former_session(strict: Strict) -> None:
    visitor = Visitor(url=strict.url)
    visitor.sign_in("root", SECRET)
    former = visitor.cookie

    visitor.sign_in("root", SECRET)

    assert visitor.get(HOME).status == 200
    assert Visitor(url=strict.url, cookie=former).get(HOME).status == 303


def test_signing_out_takes_the_token_of_the_session(strict: Strict) -> None:
    visitor = Visitor(url=strict.url)
    visitor.sign_in("root", SECRET)

    refused = visitor.post(HOME + "sign-out", {"token": "another"})

    assert refused.status == 403
    assert visitor.get(HOME).status == 200


def test_a_key_that_is_switched_off_ends_its_sessions(strict: Strict) -> None:
    iam = iam_of(strict.url)
    iam.create_user(UserName="leaver")
    key = iam.create_access_key(UserName="leaver")["AccessKey"]
    visitor = Visitor(url=strict.url)
    visitor.sign_in(key["AccessKeyId"], key["SecretAccessKey"])
    before = visitor.get(HOME)

    iam.update_access_key(UserName="leaver", AccessKeyId=key["AccessKeyId"], Status="Inactive")

    assert (before.status, visitor.get(HOME).status) == (200, 303)


def test_temporary_credentials_come_with_their_token(strict: Strict) -> None:
    sts = boto3.client(
        "sts",
        region_name="us-east-1",
        endpoint_url=strict.url,
        aws_access_key_id=strict.key,
        aws_secret_access_key=strict.secret,
    )
    given = sts.get_session_token()["Credentials"]
    form = {"key": given["AccessKeyId"], "secret": given["SecretAccessKey"]}

    without = Visitor(url=strict.url).post(HOME + "sign-in", form)
    entered = Visitor(url=strict.url).post(
        HOME + "sign-in", {**form, "session-token": given["SessionToken"]}
    )

    assert (without.status, entered.status) == (403, 303)


@pytest.fixture
def world() -> StillWorld:
    return StillWorld()


@pytest.fixture
def app(world: StillWorld) -> Iterator[App]:
    root = RootKey(id="root", secret=SECRET, account="123456789012")
    app = open_app(world=world, settings=Settings(auth="signed", root_keys=(root,), trail=True))
    yield app
    app.close()


def enter(console: Console) -> str:
    """Sign in; give the cookie."""
    form = f"key=root&secret={SECRET}".encode()
    headers = {**FORM, "origin": "http://localhost"}
    entered = console.answer(
        Request(method="POST", path=HOME + "sign-in", headers=headers, body=form)
    )
    return entered.headers["set-cookie"].partition(";")[0]


def look(console: Console, cookie: str) -> Response:
    headers = {"cookie": cookie, "user-agent": "Browser/1"}
    return console.answer(
        Request(method="GET", path=HOME, headers=headers, peer="192.0.2.7", is_secure=True)
    )


def test_a_session_ends_after_half_an_hour_without_use(app: App, world: StillWorld) -> None:
    console = Console(app)
    cookie = enter(console)

    world.advance(minutes=29)
    used = look(console, cookie)
    world.advance(minutes=29)
    used_again = look(console, cookie)
    world.advance(minutes=30)
    ended = look(console, cookie)

    assert [used.status, used_again.status, ended.status] == [200, 200, 303]


def test_a_session_ends_after_eight_hours_in_any_case(app: App, world: StillWorld) -> None:
    console = Console(app)
    cookie = enter(console)

    seen = []
    for _ in range(24):
        world.advance(minutes=20)
        seen.append(look(console, cookie).status)

    assert seen == [200] * 23 + [303]


def test_over_https_the_cookie_is_sent_over_https_only(app: App) -> None:
    entered = Console(app).answer(
        Request(
            method="POST",
            path=HOME + "sign-in",
            headers={**FORM, "origin": "https://localhost"},
            body=f"key=root&secret={SECRET}".encode(),
            is_secure=True,
        )
    )

    assert entered.headers["set-cookie"].endswith("; HttpOnly; SameSite=Strict; Secure")


@pytest.mark.parametrize("cookie", ["outdial-console", "outdial-console=;=", "\xff=1", "a=b"])
def test_a_cookie_that_is_none_of_ours_is_nobodys(app: App, cookie: str) -> None:
    assert look(Console(app), cookie).status == 303


def test_of_too_many_sessions_the_longest_unused_one_goes(world: StillWorld) -> None:
    sessions = Sessions(world)
    first, second = sessions.begin("a"), sessions.begin("b")
    for _ in range(MOST - 2):
        sessions.begin("c")
    assert sessions.find(first)

    sessions.begin("d")

    assert sessions.find(first) is not None
    assert sessions.find(second) is None


def test_what_is_looked_at_stands_in_the_trail_as_the_visitors_from_where_they_are(
    app: App,
) -> None:
    console = Console(app)
    look(console, enter(console))

    caller = Caller(Scope("123456789012", "us-east-1"), "cloudtrail")
    events = app.perform(caller, "LookupEvents", {})["Events"]

    assert [(event["EventName"], event["Username"]) for event in events] == [
        ("ListInstances", "root")
    ]
    record = json.loads(events[0]["CloudTrailEvent"])
    assert (record["sourceIPAddress"], record["userAgent"]) == ("192.0.2.7", "Browser/1")
