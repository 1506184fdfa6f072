"""Everything of the console that can be attacked: its pages with what they read, and its forms."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import boto3

from console.bulk.conftest import until_done
from console.bulk.pressing import press, send
from console.centre import SECRET, Centre, client, iam_of
from console.editing.filling import fields_of
from console.test_pages import words
from console.visiting import HOME, Visitor

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

ROOT_KEY = f"root:{SECRET}:123456789012"

OTHER_KEY = f"other:{SECRET}:999999999999"
"""The key of another account's root."""

Fields = list[tuple[str, str]]

_numbers = count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attacked:
    """A server that enforces policies, and what is in it."""

    url: str
    centre: Centre

    @property
    def connect(self) -> "ConnectClient":
        return client(self.url, "root", SECRET)

    def root(self) -> Visitor:
        """Begin a session of the root."""
        visitor = Visitor(url=self.url)
        assert visitor.sign_in("root", SECRET).status == 303
        return visitor

    def other(self) -> Visitor:
        """Begin a session of another account's root."""
        visitor = Visitor(url=self.url)
        assert visitor.sign_in("other", SECRET).status == 303
        return visitor

    def nobody_special(self) -> Visitor:
        """Begin a session of a new user who may do nothing."""
        iam, name = iam_of(self.url), f"nobody-{next(_numbers)}"
        iam.create_user(UserName=name)
        key = iam.create_access_key(UserName=name)["AccessKey"]
        visitor = Visitor(url=self.url)
        assert visitor.sign_in(key["AccessKeyId"], key["SecretAccessKey"]).status == 303
        return visitor

    def address(self, form: str, third: str = "") -> str:
        """Give an address of a form of addresses, such as `{} {} queues {}`."""
        parts = form.format("us-east-1", self.centre.instance, third or self.centre.queue)
        return HOME + parts.replace(" ", "/")

    def event(self) -> str:
        """Change the queue's caller, and give the id of the event."""
        self.connect.update_queue_outbound_caller_config(
            InstanceId=self.centre.instance,
            QueueId=self.centre.queue,
            OutboundCallerConfig={"OutboundCallerIdName": f"Changed {next(_numbers)}"},
        )
        trail = boto3.client(
            "cloudtrail",
            region_name="us-east-1",
            endpoint_url=self.url,
            aws_access_key_id="root",
            aws_secret_access_key=SECRET,
        )
        attribute = {
            "AttributeKey": "EventName",
            "AttributeValue": "UpdateQueueOutboundCallerConfig",
        }
        return str(trail.lookup_events(LookupAttributes=[attribute])["Events"][0]["EventId"])

    def state(self, root: Visitor) -> list[str]:
        """Tell all that a form can change: the queue, the faults, and the session's plans."""
        shown = (self.address("{} {} queues {}"), self.address("{} {} bulk"), HOME + "limits")
        state = [words(root.get(page)) for page in shown]
        plans = [
            each
            for each in (root.get(self.address("{} {} bulk")).text.split('"'))
            if "/bulk/" in each
        ]
        return [*state, *(words(root.get(plan)) for plan in plans)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """A form that does something: where it is sent, and with which fields but its token."""

    path: str
    fields: Fields


def _edit(attacked: Attacked, root: Visitor) -> Attack:
    path = attacked.address("{} {} queues {} edit")
    fields = fields_of(root.get(path)).values
    changed = {"name": f"Changed {next(_numbers)}", "step": "save"}
    return _attack(path, {**fields, **changed})


def _undo(attacked: Attacked, root: Visitor) -> Attack:
    path = f"{attacked.address('{} {} queues {} undo')}?event={attacked.event()}"
    return _attack(path, fields_of(root.get(path)).values)


def _choose(attacked: Attacked, root: Visitor) -> Attack:
    path = attacked.address("{} {} bulk")
    page = press(root, path, root.get(path), "all")
    changes = {"new-name-deed": "set", "new-name": f"Changed {next(_numbers)}", "do": "plan"}
    return _attack(path, {**fields_of(page).values, **changes})


def _apply(attacked: Attacked, root: Visitor) -> Attack:
    choice = _choose(attacked, root)
    made = send(root, choice.path, [*choice.fields, ("token", token_of(root))])
    path = made.headers["location"]
    until_done(root, path)
    return Attack(path=path, fields=[("do", "apply")])


def _add_fault(attacked: Attacked, root: Visitor) -> Attack:
    assert root.url == attacked.url
    return Attack(
        path=HOME + "limits",
        fields=[
            ("do", "add"),
            ("operation", "SearchQueues"),
            ("instance", f"none-{next(_numbers)}"),
            ("drop", "on"),
            *((name, "") for name in ("account", "region", "error", "message")),
            *((name, "") for name in ("latency", "rate", "count", "seed")),
        ],
    )


def _attack(path: str, fields: dict[str, str]) -> Attack:
    del fields["token"]
    return Attack(path=path, fields=[*fields.items()])


def token_of(visitor: Visitor) -> str:
    """Give the token of a session's forms."""
    return visitor.get(HOME + "limits").text.partition('name="token" value="')[2].partition('"')[0]


PAGES: dict[str, tuple[str, ...]] = {
    "": (),
    "{} {}": ("name", "tag", "number", "next"),
    "{} {} bulk": ("name", "tag", "number", "next"),
    "{} {} bulk {}": ("view", "start"),
    "{} {} queues {}": ("callee", "saved"),
    "{} {} queues {} edit": (),
    "{} {} queues {} undo": ("event",),
    "{} {} queues {} access": ("of", "next"),
    "{} {} queues {} explain": (
        *("principal", "operation", "number", "flow", "other-number", "other-flow", "asked"),
    ),
    "{} {} numbers": ("next",),
    "{} {} flows": ("type", "next"),
    "{} {} flows {}": (),
    "event": ("id", "region"),
    "limits": ("added", "removed", "preset"),
    "newer-events": ("after", "count", "ids", "last", "region", "name"),
    "replicas": ("from",),
    "trail": ("region", "name", "user", "resource", "since", "until", "changes", "next"),
    "sign-in": ("to",),
}
"""The pages by the forms of their addresses, with the members of queries that they read."""

FORMS: dict[str, Callable[[Attacked, Visitor], Attack]] = {
    "{} {} queues {} edit": _edit,
    "{} {} queues {} undo": _undo,
    "{} {} bulk": _choose,
    "{} {} bulk {}": _apply,
    "limits": _add_fault,
}
"""The forms by the pages that take them, each with something that it can be made to do."""
