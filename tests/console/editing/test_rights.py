"""Who may change a queue, and how no other page and nobody else can."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from console.centre import SECRET, Centre, client, iam_of, set_up
from console.editing.filling import fields_of, fill, save, send, told
from console.editing.test_edit import config
from console.visiting import HOME, Visitor
from outdial.app import App, open_app
from outdial.console.mount import Console
from outdial.http import Request, Response
from outdial.settings import RootKey, Settings
from outdial.world import StillWorld
from server_process import running

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

READS = [
    "connect:List*",
    "connect:Describe*",
    "connect:Search*",
    "connect:Get*",
    "cloudtrail:LookupEvents",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strict:
    """A server that enforces policies, with a centre in it."""

    url: str
    centre: Centre

    @property
    def edit(self) -> str:
        return f"{self.centre.address}/queues/{self.centre.queue}/edit"

    @property
    def root(self) -> "ConnectClient":
        return client(self.url, "root", SECRET)

    def user(self, name: str, *allowed: str) -> Visitor:
        """Make a user who may do this, and sign in as them."""
        iam = iam_of(self.url)
        iam.create_user(UserName=name)
        statement = {"Effect": "Allow", "Action": list(allowed), "Resource": "*"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        iam.put_user_policy(UserName=name, PolicyName="may", PolicyDocument=policy)
        key = iam.create_access_key(UserName=name)["AccessKey"]
        visitor = Visitor(url=self.url)
        assert visitor.sign_in(key["AccessKeyId"], key["SecretAccessKey"]).status == 303
        return visitor


@pytest.fixture(scope="module")
def strict() -> Iterator[Strict]:
    root = f"root:{SECRET}:123456789012"
    with running("--memory", "--auth", "enforced", "--root-key", root) as server:
        yield Strict(url=server.url, centre=set_up(client(server.url, "root", SECRET), "strict"))


@pytest.mark.parametrize("step", ["", "save"])
def test_who_may_only_look_is_refused_in_the_operations_words(strict: Strict, step: str) -> None:
    reader = strict.user(f"reader-{step}", *READS)
    page = reader.get(strict.edit)
    before = config(strict.root, strict.centre)

    refused = send(reader, strict.edit, page, name="Mine", step=step)

    assert page.status == 200
    assert refused.status == 403
    assert (
        "Nothing was saved. User: arn:aws:iam::123456789012:user/reader-"
        f"{step} is not authorized to perform: connect:UpdateQueueOutboundCallerConfig"
        f" on resource: arn:aws:connect:us-east-1:123456789012:instance/{strict.centre.instance}"
        f"/queue/{strict.centre.queue}"
    ) in told(refused)
    assert fields_of(refused).values["name"] == "Mine"
    assert fields_of(refused).errors() == {}
    assert config(strict.root, strict.centre) == before


def test_who_may_only_look_cannot_undo(strict: Strict) -> None:
    reader = strict.user("undoer", *READS)
    root = Visitor(url=strict.url)
    root.sign_in("root", SECRET)
    saved = save(root, strict.edit, fill(root, strict.edit, name="Of root"))
    before = config(strict.root, strict.centre)
    page = told(root.get(saved.headers["location"]))
    undo = root.get(saved.headers["location"]).text.partition('Saved.</strong> <a href="')[2]
    address = undo.partition('"')[0]

    refused = send(reader, address, reader.get(address))

    assert "Saved. Undo" in page
    assert refused.status == 403
    assert "Nothing was undone. User: arn:aws:iam::123456789012:user/undoer" in told(refused)
    assert config(strict.root, strict.centre) == before


def test_the_least_that_it_takes_is_enough(strict: Strict) -> None:
    changer = strict.user(
        "changer", "connect:DescribeQueue", "connect:UpdateQueueOutboundCallerConfig"
    )

    page = changer.get(strict.edit)
    review = send(changer, strict.edit, page, name="Of changer")
    saved = save(changer, strict.edit, review)

    assert "Some may be missing: User: arn:aws:iam::123456789012:user/changer" in told(page)
    assert "You may not look at all that this takes" in told(review)
    assert saved.status == 303
    assert config(strict.root, strict.centre)["OutboundCallerIdName"] == "Of changer"


def test_what_is_looked_through_and_saved_stands_in_the_trail_as_the_visitors(
    strict: Strict,
) -> None:
    writer = strict.user("writer", *READS, "connect:UpdateQueueOutboundCallerConfig")

    save(writer, strict.edit, fill(writer, strict.edit, name="Of writer"))
    trail = told(writer.get(f"{HOME}trail?name=UpdateQueueOutboundCallerConfig&user=writer"))

    outcomes = re.findall(r" UTC writer \S+ (\w+) instance/", trail)
    assert outcomes == ["done", "DryRunOperation"]


def test_a_session_that_has_ended_changes_nothing(strict: Strict) -> None:
    writer = strict.user("leaver", *READS, "connect:UpdateQueueOutboundCallerConfig")
    review = fill(writer, strict.edit, name="Of leaver")
    token = fields_of(review).values["token"]
    writer.post(HOME + "sign-out", {"token": token})
    before = config(strict.root, strict.centre)

    refused = save(writer, strict.edit, review)

    assert refused.status == 303
    assert refused.headers["location"] == f"{HOME}sign-in?" + urlencode({"to": strict.edit})
    assert config(strict.root, strict.centre) == before


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": ""}]
)
def test_a_form_of_another_site_changes_nothing(
    visitor: Visitor, connect: "ConnectClient", centre: Centre, edit: str, headers: dict[str, str]
) -> None:
    values = fields_of(visitor.get(edit)).values | {"name": "Theirs", "step": "save"}
    before = config(connect, centre)

    refused = visitor.post(edit, values, **headers)

    assert refused.status == 403
    assert config(connect, centre) == before


@pytest.mark.parametrize("token", ["", "wrong", "of another session"])
def test_a_form_without_its_token_changes_nothing(
    visitor: Visitor, connect: "ConnectClient", centre: Centre, edit: str, token: str
) -> None:
    values = fields_of(visitor.get(edit)).values | {"name": "Theirs", "step": "save"}
    other = Visitor(url=visitor.url)
    other.sign_in("999999999999", "")
    strange = fields_of(other.get(HOME)).values
    if token == "of another session":
        token = other.get(HOME).text.partition('name="token" value="')[2].partition('"')[0]
    before = config(connect, centre)

    refused = visitor.post(edit, values | {"token": token})

    assert strange == {}
    assert refused.status == 403
    assert "Form refused" in told(refused)
    assert config(connect, centre) == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_nothing_but_a_form_changes_anything(
    visitor: Visitor, connect: "ConnectClient", centre: Centre, edit: str, method: str
) -> None:
    values = fields_of(visitor.get(edit)).values | {"name": "Theirs", "step": "save"}
    before = config(connect, centre)

    refused = visitor.send(method, edit, urlencode(values), {"Origin": visitor.url})

    assert refused.status == 405
    assert "This page takes GET and HEAD and POST only." in told(refused)
    assert config(connect, centre) == before


class Clock:
    """A console whose time only the test moves, and a browser that is signed in."""

    def __init__(self) -> None:
        self.world = StillWorld()
        key = RootKey(id="root", secret=SECRET, account="123456789012")
        self.app: App = open_app(
            world=self.world, settings=Settings(auth="enforced", root_keys=(key,))
        )
        self.console = Console(self.app)
        entered = self.answer("POST", HOME + "sign-in", {"key": "root", "secret": SECRET})
        self.cookie = entered.headers["set-cookie"].partition(";")[0]

    cookie: str = ""

    def answer(self, method: str, path: str, form: dict[str, Any] | None = None) -> Response:
        headers = {"host": "localhost", "origin": "http://localhost", "cookie": self.cookie}
        body = urlencode(form or {}).encode()
        return self.console.answer(Request(method=method, path=path, headers=headers, body=body))


def test_a_form_that_was_left_for_too_long_leads_to_signing_in() -> None:
    clock = Clock()
    path = HOME + "us-east-1/nobody/queues/nobody/edit"
    in_time = clock.answer("POST", path, {"token": "wrong"})

    clock.world.advance(minutes=30)
    late = clock.answer("POST", path, {"token": "wrong"})

    assert (in_time.status, late.status) == (403, 303)
    assert late.headers["location"].startswith(HOME + "sign-in?to=")
    clock.app.close()
