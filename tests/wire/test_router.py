import pytest
from hypothesis import given
from hypothesis import strategies as st

from outdial.errors import MalformedHttpRequestException, MissingAuthenticationTokenException
from outdial.http import Request
from outdial.wire.model import load
from outdial.wire.router import Router

ROUTER = Router(load())


def match(method: str, path: str) -> tuple[str, dict[str, str]]:
    operation, labels = ROUTER.match(Request(method=method, path=path))
    assert operation.method == method
    return operation.name, labels


def test_the_centre_operation_is_found_with_its_labels() -> None:
    name, labels = match("POST", "/queues/inst/queue/outbound-caller-config")

    assert name == "UpdateQueueOutboundCallerConfig"
    assert labels == {"InstanceId": "inst", "QueueId": "queue"}


def test_an_arn_in_a_label_is_unescaped_after_matching() -> None:
    arn = "arn%3Aaws%3Aconnect%3Aus-east-1%3A123456789012%3Ainstance%2Finst%2Fqueue%2Fq"

    name, labels = match("GET", f"/queues/inst/{arn}")

    assert name == "DescribeQueue"
    assert labels["QueueId"] == "arn:aws:connect:us-east-1:123456789012:instance/inst/queue/q"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a%252Fb", "a%2Fb"),
        ("a+b", "a+b"),
        ("a%20b", "a b"),
        ("%c3%a9", "é"),
        ("...", "..."),
        ("%2E%2E", ".."),
        ("a:b@c;d=e", "a:b@c;d=e"),
    ],
)
def test_a_label_is_unescaped_exactly_once(written: str, read: str) -> None:
    _, labels = match("GET", f"/queues/inst/{written}")

    assert labels == {"InstanceId": "inst", "QueueId": read}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", ""),
        ("GET", "queues/inst/queue"),
        ("GET", "/queues/inst/.."),
        ("GET", "/queues/inst/./queue"),
        ("GET", "/queues/other/../inst/queue"),
        ("GET", "/queues//inst/queue"),
        ("GET", "/queues"),
        ("GET", "/queues/inst/queue/"),
        ("GET", "//queues/inst/queue"),
        ("GET", "/queues//queue"),
        ("GET", "/queues/inst//outbound-caller-config"),
        ("GET", "/Queues/inst/queue"),
        ("GET", "/queues/inst/queue/outbound-caller-config"),
        ("get", "/queues/inst/queue"),
        ("PATCH", "/queues/inst/queue"),
        ("GET", "/%71ueues/inst/queue"),
    ],
)
def test_what_fits_no_operation_is_refused_as_the_gateway_does(method: str, path: str) -> None:
    with pytest.raises(MissingAuthenticationTokenException) as refusal:
        match(method, path)

    assert refusal.value.members() == {"message": "Missing Authentication Token"}


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("%", "The path or the query has a broken percent-escape"),
        ("%2", "The path or the query has a broken percent-escape"),
        ("%zz", "The path or the query has a broken percent-escape"),
        ("%+1", "The path or the query has a broken percent-escape"),
        ("%ff", "The path or the query is no UTF-8"),
        ("%ed%a0%80", "The path or the query is no UTF-8"),
        ("é", "The path and the query must be percent-encoded"),
        ("é%20", "The path and the query must be percent-encoded"),
    ],
)
def test_a_broken_escape_is_refused_with_a_clear_text(label: str, text: str) -> None:
    with pytest.raises(MalformedHttpRequestException) as refusal:
        match("GET", f"/queues/inst/{label}")

    assert refusal.value.members() == {"message": text}


@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD"]),
    segments=st.lists(st.sampled_from(["queues", "instance", "a", "", "search"]) | st.text()),
)
def test_no_path_breaks_the_router(method: str, segments: list[str]) -> None:
    try:
        _, labels = match(method, "/" + "/".join(segments))
    except (MissingAuthenticationTokenException, MalformedHttpRequestException):
        return

    assert all(labels.values())
