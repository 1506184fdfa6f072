"""What each page shows, through a real server and without script."""

import re
from typing import TYPE_CHECKING

import pytest

from console.centre import client, set_up
from console.visiting import HOME, POLICY, Seen, Visitor

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

MOST_BYTES = 150_000
HOSTILE = "</bdi><script>alert(1)</script>'\"&{{7*7}}\u202e"
SHOWN = "&lt;/bdi&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&#34;&amp;{{7*7}}?"


def words(seen: Seen) -> str:
    """Give what a page's main part says, without markup, in one line."""
    main = seen.text.partition("<main")[2].partition(">")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def test_without_instances_the_first_page_says_how_to_make_one(visitor: Visitor) -> None:
    seen = visitor.get(HOME)

    assert seen.status == 200
    assert words(seen) == (
        "Instances There is no instance yet. Set up a demo contact centre with outdial demo ,"
        " or create an instance with aws connect create-instance ."
    )


def test_the_first_page_shows_the_instances_of_all_regions(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"first{account}")
    elsewhere = client(visitor.url, account, region="eu-central-1")
    other = elsewhere.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias=f"second{account}",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=False,
    )["Id"]

    seen = visitor.get(HOME)

    assert words(seen) == (
        f"Instances us-east-1 first{account} {centre.instance} active outbound calls on"
        f" eu-central-1 second{account} {other} active outbound calls off"
    )
    assert f'href="{HOME}eu-central-1/{other}"' in seen.text


def test_an_instance_shows_its_queues_with_their_callers(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"one{account}")

    seen = visitor.get(centre.address)

    text = words(seen)
    assert text.startswith(
        f"Queues of one{account} Queues Phone numbers Contact flows Name contains Tag"
        " Number shown Filter 2 queues"
        " Queue Name shown Number shown Whisper flow "
    )
    assert f"Sales Acme {centre.number} US Sales whisper" in text
    assert "BasicQueue none none the default one" in text


def test_queues_are_filtered_by_name(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"one{account}")

    some = visitor.get(centre.address + "?name=sal")
    none = visitor.get(centre.address + "?name=%3Cb%3Ezzz")

    assert "1 queue with “ sal ” in the name" in words(some)
    assert "BasicQueue" not in some.text
    assert words(none).endswith("All queues There is no queue with “ &lt;b&gt;zzz ” in the name.")


def test_queues_come_in_pages(visitor: Visitor, connect: "ConnectClient", account: str) -> None:
    centre = set_up(connect, f"one{account}")
    hours = connect.list_hours_of_operations(InstanceId=centre.instance)
    hours_id = hours["HoursOfOperationSummaryList"][0]["Id"]
    for number in range(60):
        connect.create_queue(
            InstanceId=centre.instance, Name=f"Queue {number}", HoursOfOperationId=hours_id
        )

    first = visitor.get(centre.address + "?name=Queue")
    following = re.search(r'href="([^"]*)" rel="next"', first.text)
    assert following
    second = visitor.get(following[1].replace("&amp;", "&"))

    names = [
        re.findall(r"<bdi>(Queue \d+|BasicQueue)</bdi></a>", page.text) for page in (first, second)
    ]
    assert [len(each) for each in names] == [50, 11]
    assert {*names[0], *names[1]} == {"BasicQueue", *(f"Queue {number}" for number in range(60))}
    assert "61 or more queues with “ Queue ” in the name" in words(first)
    assert "62 queues" in words(visitor.get(centre.address))
    assert "Next page" not in second.text
    assert "First page" in second.text


def test_a_queue_shows_all_of_it_and_who_changed_it_last(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"one{account}")
    connect.update_queue_name(InstanceId=centre.instance, QueueId=centre.queue, Name="Service")

    seen = words(visitor.get(f"{centre.address}/queues/{centre.queue}"))

    changed = re.search(r"When (\S+ \S+ UTC)", seen)
    assert changed
    shown = f"Outbound caller Name Acme Number {centre.number} US Whisper flow Sales whisper Change"
    last = f"When {changed[1]} Where us-east-1 Who arn:aws:iam::{account}:root How UpdateQueueName"
    settings = (
        "Status enabled Description What Sales is for Hours Basic Hours Contacts at once 7"
        f" Tags team = Sales Id {centre.queue}"
        f" ARN arn:aws:connect:us-east-1:{account}:instance/{centre.instance}/queue/{centre.queue}"
    )
    heard = "Whisper Acme calling From the flow “ Sales whisper ”. In a failover"
    for part in (heard, shown, last, settings):
        assert part in seen


def test_a_released_number_and_a_deleted_flow_are_told_of(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"one{account}")
    connect.release_phone_number(PhoneNumberId=centre.number_id)

    seen = words(visitor.get(f"{centre.address}/queues/{centre.queue}"))

    assert f"Number {centre.number_id} not found Whisper flow" in seen


def test_numbers_tell_which_queues_show_them(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"one{account}")
    spare = connect.search_available_phone_numbers(
        InstanceId=centre.instance, PhoneNumberCountryCode="GB", PhoneNumberType="TOLL_FREE"
    )["AvailableNumbersList"][0]["PhoneNumber"]
    connect.claim_phone_number(InstanceId=centre.instance, PhoneNumber=spare)

    seen = words(visitor.get(centre.address + "/numbers"))

    head, _, rows = seen.partition(" Number Country Type Used by ")
    assert head == f"Phone numbers of one{account} Queues Phone numbers Contact flows"
    assert rows in {
        f"{centre.number} US DID Sales {spare} GB toll free no queue",
        f"{spare} GB toll free no queue {centre.number} US DID Sales",
    }


def test_without_numbers_the_page_says_so(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"one{account}")
    connect.release_phone_number(PhoneNumberId=centre.number_id)

    seen = words(visitor.get(centre.address + "/numbers"))

    assert seen.endswith("No phone number is claimed to this instance.")


def test_flows_show_whispers_first_and_what_they_say(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"one{account}")

    whispers = words(visitor.get(centre.address + "/flows"))
    others = words(visitor.get(centre.address + "/flows?type=other"))

    assert "Flow What is said Status" in whispers
    assert "Sales whisper Acme calling published" in whispers
    assert "Default outbound This call is not being recorded. published" in whispers
    assert "Flow Type Status" in others
    assert "Default agent hold agent hold published" in others
    assert "Sales whisper" not in others


def test_a_flow_shows_what_it_says_and_its_content(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"one{account}")
    draft = connect.create_contact_flow(
        InstanceId=centre.instance,
        Name="Draft",
        Type="OUTBOUND_WHISPER",
        Status="SAVED",
        Content='{"Version":"2019-10-30","StartAction":"end","Actions":[{"Identifier":"end",'
        '"Type":"EndFlowExecution","Parameters":{},"Transitions":{}}]}',
    )["ContactFlowId"]

    published = words(visitor.get(f"{centre.address}/flows/{centre.flow}"))
    saved = words(visitor.get(f"{centre.address}/flows/{draft}"))

    assert published.startswith("Sales whisper What is heard Acme calling On the way")
    assert "&#34;Text&#34;:&#34;Acme calling&#34;" in published
    assert saved.startswith("Draft This flow was never published.")


@pytest.mark.parametrize("page", ["", "/queues/{queue}", "/numbers", "/flows", "/flows/{flow}"])
def test_what_others_named_stays_text(
    visitor: Visitor, connect: "ConnectClient", account: str, page: str
) -> None:
    centre = set_up(connect, f"one{account}", name=HOSTILE[:100], shown=HOSTILE)

    seen = visitor.get(centre.address + page.format(queue=centre.queue, flow=centre.flow))

    assert seen.status == 200
    assert SHOWN in seen.text
    assert "<script>" not in seen.text
    assert "\u202e" not in seen.text


def test_pages_stay_small_with_the_longest_names(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    centre = set_up(connect, f"one{account}")
    hours = connect.list_hours_of_operations(InstanceId=centre.instance)
    hours_id = hours["HoursOfOperationSummaryList"][0]["Id"]
    content = connect.describe_contact_flow(InstanceId=centre.instance, ContactFlowId=centre.flow)[
        "ContactFlow"
    ]["Content"].replace("Acme calling", "<'" * 3000)
    for number in range(55):
        flow = connect.create_contact_flow(
            InstanceId=centre.instance,
            Name=f"{number:02}".ljust(127, "<"),
            Type="OUTBOUND_WHISPER",
            Content=content,
        )["ContactFlowId"]
        queue = connect.create_queue(
            InstanceId=centre.instance,
            Name=f"{number:02}".ljust(127, "'"),
            HoursOfOperationId=hours_id,
            OutboundCallerConfig={
                "OutboundCallerIdName": "<" * 255,
                "OutboundCallerIdNumberId": centre.number_id,
                "OutboundFlowId": flow,
            },
        )["QueueId"]

    sizes = {
        page: len(visitor.get(centre.address + page).text.encode())
        for page in ("", "/numbers", "/flows", f"/queues/{queue}", f"/flows/{flow}")
    }

    assert {page: size for page, size in sizes.items() if size > MOST_BYTES} == {}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("us-east-1/nobody", 404),
        ("us-east-1/4e5e4a5e-0000-4000-8000-000000000000/numbers", 404),
        ("us-east-1/4e5e4a5e-0000-4000-8000-000000000000/queues/none", 404),
        ("us-east-1/4e5e4a5e-0000-4000-8000-000000000000/other", 404),
        ("nowhere/4e5e4a5e-0000-4000-8000-000000000000", 404),
        ("us-east-1", 404),
        ("static/console.0000.css", 404),
        ("us-east-1/%3Cscript%3E", 404),
        ("us-east-1/..%2F..%2Fhealth", 404),
        ("us-east-1/" + "x" * 101, 400),
        ("us-east-1/4e5e4a5e-0000-4000-8000-000000000000?next=nonsense", 404),
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(visitor: Visitor, path: str, status: int) -> None:
    seen = visitor.get(HOME + path)

    assert seen.status == status
    assert seen.headers["content-type"] == "text/html; charset=utf-8"
    assert seen.headers["content-security-policy"] == POLICY
    assert "To the first page" in seen.text
    assert "<script>" not in seen.text
