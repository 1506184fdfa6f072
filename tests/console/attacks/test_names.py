"""Names that strangers gave to everything that has one, on every page that shows them."""

import json
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from conftest import WHISPER
from console.attacks.table import PAGES, Attacked, token_of
from console.attacks.texts import MARKUP, STEERING, TEXTS, wrong_of
from console.centre import SECRET
from console.test_pages import MOST_BYTES
from console.visiting import HOME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mypy_boto3_connect import ConnectClient

FAULT = 500

LEAST, TRACES = 10, 3
"""More things than these can be given hostile names, and leave traces."""

LONGEST = (MARKUP + STEERING) * 100
"""Longer than any limit; each name takes as much of it as it may."""


def saying(text: str) -> str:
    """Write a whisper flow that says a text, in steps that are called by it, too."""
    flow = json.loads(WHISPER)
    say, end = flow["Actions"]
    say["Parameters"]["Text"] = text
    say["Transitions"]["NextAction"] = end["Identifier"] = f"{text[:200]} end"
    return json.dumps(flow)


def allowed(call: "Callable[..., Any]", **members: Any) -> Any:
    """Make a call that may be refused, but not fail."""
    try:
        return call(**members)
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] >= FAULT:
            raise
        return None


def texts(most: int) -> "Iterator[str]":
    """Give texts of so many characters at most, one of them as long as may be."""
    for text in (*TEXTS.values(), LONGEST):
        yield text[:most]
    # A refusal for one character must not keep the others out.
    for character in STEERING:
        yield f"{MARKUP[: most - 2]}{character}"


def name_everything(attacked: Attacked) -> list[str]:
    """Give hostile names to all that has a name, and give the addresses of what came of it."""
    connect, instance = attacked.connect, attacked.centre.instance
    places = [attacked.address("{} {} queues {}")]
    hours = connect.list_hours_of_operations(InstanceId=instance)["HoursOfOperationSummaryList"]
    for text in texts(127):
        queue = allowed(
            connect.create_queue,
            InstanceId=instance,
            Name=text,
            HoursOfOperationId=hours[0]["Id"],
            OutboundCallerConfig={"OutboundCallerIdNumberId": attacked.centre.number_id},
        )
        if queue:
            places.append(attacked.address("{} {} queues {}", queue["QueueId"]))
        flow = allowed(
            connect.create_contact_flow,
            InstanceId=instance,
            Name=text,
            Type="OUTBOUND_WHISPER",
            Content=saying(text * 10),
        )
        if flow:
            places.append(attacked.address("{} {} flows {}", flow["ContactFlowId"]))
    rename(connect, attacked)
    return places


def rename(connect: "ConnectClient", attacked: Attacked) -> None:
    """Change the names of what the centre has, and its texts and tags."""
    centre = attacked.centre
    queue: dict[str, Any] = {"InstanceId": centre.instance, "QueueId": centre.queue}
    arn = connect.describe_queue(**queue)["Queue"]["QueueArn"]
    for text in texts(255):
        config = {
            "OutboundCallerIdName": text,
            "OutboundCallerIdNumberId": centre.number_id,
            "OutboundFlowId": centre.flow,
        }
        allowed(connect.update_queue_outbound_caller_config, **queue, OutboundCallerConfig=config)
        allowed(connect.update_queue_name, **queue, Name=text[:127], Description=text[:250])
        allowed(connect.tag_resource, resourceArn=arn, tags={text[:128]: text})
        flow = {"InstanceId": centre.instance, "ContactFlowId": centre.flow}
        allowed(connect.update_contact_flow_name, **flow, Name=text[:127], Description=text)
        allowed(connect.update_contact_flow_content, **flow, Content=saying(text * 10))
        allowed(
            connect.create_traffic_distribution_group,
            InstanceId=centre.instance,
            Name=text[:128],
            Description=text[:250],
        )


def leave_traces(attacked: Attacked) -> None:
    """Make calls that the trail and the list of faults show strangers' texts of."""
    agent = MARKUP.replace("\n", "")
    for error_id in (MARKUP, STEERING, "x" * 900):
        connect = boto3.client(
            "connect",
            region_name="us-east-1",
            endpoint_url=attacked.url,
            aws_access_key_id="root",
            aws_secret_access_key=SECRET,
            config=Config(user_agent=agent, retries={"total_max_attempts": 1}),
        )
        allowed(connect.describe_queue, InstanceId=error_id[:100], QueueId=error_id)
        allowed(
            connect.update_queue_name,
            InstanceId=attacked.centre.instance,
            QueueId=error_id,
            Name=error_id[:127],
        )


def test_names_stay_text_on_every_page(attacked: Attacked) -> None:
    root, named = attacked.root(), name_everything(attacked)
    leave_traces(attacked)
    send_faults(attacked)
    pages = [
        attacked.address(form, attacked.centre.flow if "flows" in form else "")
        for form in PAGES
        if form != "{} {} bulk {}"
    ]
    pages += [f"{attacked.address('{} {} queues {} explain')}?principal=root"]
    pages += [attacked.address("{} {} flows") + "?type=other"]
    wrong = {}
    for page in [*pages, *named]:
        seen = root.get(page)
        found = wrong_of(seen)
        if len(seen.text.encode()) > MOST_BYTES:
            found.append(f"{len(seen.text.encode())} bytes")
        if found:
            wrong[page] = found

    assert wrong == {}
    assert len(named) > LEAST
    for page in ("{} {}", "{} {} queues {}", "{} {} flows", "limits"):
        assert "&lt;taken onload=alert(1)&gt;" in root.get(attacked.address(page)).text, page


def test_events_of_strange_calls_stay_text(attacked: Attacked) -> None:
    leave_traces(attacked)
    root = attacked.root()
    listed = root.get(HOME + "trail")
    events = [each for each in listed.text.split('"') if each.startswith(HOME + "event?")]

    seen = {page: root.get(page.replace("&amp;", "&")) for page in events}
    wrong = {page: wrong_of(each) for page, each in seen.items()}

    assert len(events) >= TRACES
    assert {page: found for page, found in wrong.items() if found} == {}
    assert any("&lt;taken onload=alert(1)&gt;" in each.text for each in seen.values())


def send_faults(attacked: Attacked) -> None:
    """Add faults with strange texts in a Region that there is not."""
    root = attacked.root()
    for text in TEXTS.values():
        fields = {"do": "add", "error": "ConflictException", "message": text, "instance": text}
        sent = {"token": token_of(root), "region": f"nowhere {text}", **fields}
        assert root.post(HOME + "limits", sent).status == 303
