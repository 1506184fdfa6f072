"""The pages of the audit trail."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from console.centre import SECRET, iam_of, set_up
from console.test_pages import HOSTILE, MOST_BYTES, words
from console.visiting import HOME, Visitor
from server_process import running

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

PAGE = HOME + "trail"


def rows(text: str) -> list[str]:
    """Give the events of a page by their names."""
    return re.findall(r'<th scope="row"><a href="[^"]*"><bdi>(\w+)</bdi>', text)


def test_an_account_without_calls_has_an_empty_trail(visitor: Visitor) -> None:
    seen = visitor.get(PAGE)

    assert seen.status == 200
    assert words(seen).endswith(
        "There is no event yet. A server that was started with --no-trail keeps none. Show newer"
    )


def test_events_come_newest_first_with_who_when_where_and_how(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"one{account}")
    connect.update_queue_name(InstanceId=centre.instance, QueueId=centre.queue, Name="Service")
    with pytest.raises(ClientError):
        connect.update_queue_name(InstanceId=centre.instance, QueueId="none", Name="Other")

    seen = visitor.get(PAGE)

    names = rows(seen.text)
    assert names[:2] == ["UpdateQueueName", "UpdateQueueName"]
    assert names[-1] == "CreateInstance"
    assert re.search(
        rf"Event When Who From Outcome Resources UpdateQueueName \S+ \S+ UTC root 127\.0\.0\.1"
        rf" ResourceNotFoundException .* UpdateQueueName \S+ \S+ UTC root 127\.0\.0\.1 done"
        rf" .*queue/{centre.queue}",
        words(seen),
    )
    assert f'href="{centre.address}/queues/{centre.queue}"' in seen.text


def test_filters_hold_together(visitor: Visitor, connect: "ConnectClient", account: str) -> None:
    centre = set_up(connect, f"one{account}")
    connect.update_queue_name(InstanceId=centre.instance, QueueId=centre.queue, Name="Service")
    connect.describe_queue(InstanceId=centre.instance, QueueId=centre.queue)
    of_queue = f"{PAGE}?resource={centre.queue}"

    found = {
        query: rows(visitor.get(PAGE + query).text)
        for query in (
            f"?resource={centre.queue}&changes=yes",
            f"?resource={centre.queue}&name=DescribeQueue",
            "?name=CreateInstance&user=root",
            "?name=CreateInstance&user=nobody",
            "?region=us-west-2",
            "?until=2001-01-01T00:00&since=2000-01-01T00:00",
            "?name=LookupEvents",
        )
    }
    shown = visitor.get(of_queue)

    assert list(found.values()) == [
        ["UpdateQueueName", "CreateQueue"],
        ["DescribeQueue"],
        ["CreateInstance"],
        [],
        [],
        [],
        ["LookupEvents"] * len(found["?name=LookupEvents"]),
    ]
    assert found["?name=LookupEvents"]
    assert f'name="resource" value="{centre.queue}"' in shown.text
    assert "All events" in shown.text


def test_times_bound_what_is_shown(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    set_up(connect, f"one{account}")
    now = datetime.now(UTC)
    before, after = (f"{now + timedelta(minutes=each):%Y-%m-%dT%H:%M}" for each in (-10, 10))

    within = visitor.get(f"{PAGE}?since={before}&until={after}")
    earlier = visitor.get(f"{PAGE}?until={before}")

    assert "CreateInstance" in rows(within.text)
    assert "There is no event of this kind." in words(earlier)


def test_older_events_are_behind_a_link_and_none_is_lost(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"one{account}")
    for number in range(60):
        connect.update_queue_name(
            InstanceId=centre.instance, QueueId=centre.queue, Name=f"N{number}"
        )
        connect.describe_instance(InstanceId=centre.instance)

    first = visitor.get(PAGE + "?changes=yes&user=root")
    following = re.search(r'href="([^"]*)" rel="next"', first.text)
    assert following
    second = visitor.get(following[1].replace("&amp;", "&"))

    names = [rows(page.text) for page in (first, second)]
    assert len(names[0]) == 50
    assert [*names[0], *names[1]].count("UpdateQueueName") == 60
    assert names[1][-1] == "CreateInstance"
    assert "Show newer" in words(first)
    assert words(second).endswith("To the newest")


def test_an_event_shows_its_record_and_what_it_found(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"one{account}")
    connect.update_queue_outbound_caller_config(
        InstanceId=centre.instance,
        QueueId=centre.queue,
        OutboundCallerConfig={"OutboundCallerIdName": "Bcme"},
    )
    listed = visitor.get(PAGE + "?name=UpdateQueueOutboundCallerConfig")
    target = re.search(r'<th scope="row"><a href="([^"]*)"', listed.text)
    assert target

    seen = visitor.get(target[1].replace("&amp;", "&"))

    told, _, rest = words(seen).partition(" As it was before ")
    before, _, record = rest.partition(" The record ")
    assert re.match(
        rf"UpdateQueueOutboundCallerConfig What happened When \S+ \S+ UTC in us-east-1"
        rf" Who arn:aws:iam::{account}:root Access key {account} From 127\.0\.0\.1 with Boto3/",
        told,
    )
    assert " Outcome done Resources " in told
    assert "&#34;name&#34;: &#34;Acme&#34;" in before
    assert "Bcme" not in before
    assert "&#34;OutboundCallerIdName&#34;: &#34;Bcme&#34;" in record
    assert "?" not in re.sub(r"https?\S+", "", before)


def test_an_event_that_is_not_there_is_told_so(visitor: Visitor) -> None:
    for query in ("", "?id=none", "?id=0f0e5d4a-0000-4000-8000-000000000000", "?id=%3Cb%3E"):
        seen = visitor.get(HOME + "event" + query)

        assert (query, seen.status) == (query, 404)
        assert "There is no event" in words(seen)


@pytest.mark.parametrize(
    "query",
    [
        "since=yesterday",
        "until=%3Cscript%3E",
        "region=nowhere",
        "since=2030-01-01T00:00&until=2029-01-01T00:00",
        "next=nonsense",
        "name=" + "x" * 2001,
    ],
)
def test_what_makes_no_sense_is_refused_in_words(visitor: Visitor, query: str) -> None:
    seen = visitor.get(f"{PAGE}?{query}")

    assert seen.status == 400
    assert "To the first page" in seen.text
    assert "<script>" not in seen.text


def test_what_others_named_stays_text_and_the_pages_small(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"one{account}", name=HOSTILE[:100], shown=HOSTILE)
    content = json.dumps({"Version": "2019-10-30", "x": "'<" * 50_000})
    for _ in range(60):
        with pytest.raises(ClientError):
            connect.update_contact_flow_content(
                InstanceId=centre.instance, ContactFlowId="'" * 500, Content=content
            )
    connect.update_queue_name(InstanceId=centre.instance, QueueId=centre.queue, Name=HOSTILE)

    pages = [visitor.get(PAGE + "?name=" + "%27" * 100 + "%3Cscript%3E"), visitor.get(PAGE)]
    targets = re.findall(r'<th scope="row"><a href="([^"]*)"', pages[1].text)[:2]
    pages += [visitor.get(target.replace("&amp;", "&")) for target in targets]

    assert [page.status for page in pages] == [200] * 4
    for page in pages:
        assert len(page.text.encode()) < MOST_BYTES
        assert "<script>" not in page.text
        assert "\u202e" not in page.text
        assert "'" not in page.text.partition("<main")[2]


def test_who_may_not_look_into_the_trail_is_told_so() -> None:
    with running(
        "--memory", "--auth", "enforced", "--root-key", f"root:{SECRET}:123456789012"
    ) as server:
        iam = iam_of(server.url)
        iam.create_user(UserName="reader")
        key = iam.create_access_key(UserName="reader")["AccessKey"]
        visitor = Visitor(url=server.url)
        visitor.sign_in(key["AccessKeyId"], key["SecretAccessKey"])
        seen = [visitor.get(PAGE), visitor.get(HOME + "event?id=none")]
        root = Visitor(url=server.url)
        root.sign_in("root", SECRET)
        whole = root.get(PAGE)

    for page in seen:
        assert page.status == 403
        assert "is not authorized to perform: cloudtrail:LookupEvents" in words(page)
    assert rows(whole.text) == ["CreateAccessKey", "CreateUser"]
    assert key["SecretAccessKey"] not in whole.text
