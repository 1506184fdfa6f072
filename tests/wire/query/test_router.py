import pytest
from hypothesis import given
from hypothesis import strategies as st

from outdial.errors import MalformedHttpRequestException, ServiceError
from outdial.http import Request
from outdial.iam_errors import InvalidAction, MissingAction
from outdial.wire.model import load
from outdial.wire.query.router import QueryRouter

ROUTER = QueryRouter(load("sts"))
CALLER = "Action=GetCallerIdentity&Version=2011-06-15"


def post(body: str, query: str = "") -> Request:
    return Request(method="POST", path="/", query=query, body=body.encode())


@pytest.mark.parametrize(
    ("request_", "fields"),
    [
        (post(CALLER), {}),
        (post("", CALLER), {}),
        (Request(method="GET", path="/", query=CALLER), {}),
        (
            Request(method="GET", path="", query=f"{CALLER}&X-Amz-Expires=60"),
            {"X-Amz-Expires": "60"},
        ),
        (post(f"{CALLER}&A=%2B+b", "A=a&B=b"), {"A": "+ b", "B": "b"}),
        (post(f"A=a&&{CALLER}&A"), {"A": ""}),
        (post(f"{CALLER}&%C3%A9=%C3%A9"), {"é": "é"}),
    ],
    ids=repr,
)
def test_an_operation_is_found_by_its_name_in_the_form_or_the_query(
    request_: Request, fields: dict[str, str]
) -> None:
    operation, found = ROUTER.match(request_)

    assert operation is load("sts").operations["GetCallerIdentity"]
    assert found == {"Action": "GetCallerIdentity", "Version": "2011-06-15", **fields}


@pytest.mark.parametrize("body", ["", "Version=2011-06-15", "Action=", "Action", '{"Action":1}'])
def test_a_request_without_an_action_is_refused(body: str) -> None:
    with pytest.raises(MissingAction) as refusal:
        ROUTER.match(post(body))

    assert refusal.value.text == "The request is missing an action or a required parameter."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            "Action=CreateUser&Version=2011-06-15",
            "Could not find operation CreateUser for version 2011-06-15",
        ),
        (
            "Action=GetCallerIdentity&Version=2010-05-08",
            "Could not find operation GetCallerIdentity for version 2010-05-08",
        ),
        (
            "Action=GetCallerIdentity",
            "Could not find operation GetCallerIdentity for version NO_VERSION_SPECIFIED",
        ),
        (
            "Action=getCallerIdentity&Version=2011-06-15",
            "Could not find operation getCallerIdentity for version 2011-06-15",
        ),
        (
            f"Action={'x' * 129}&Version=2011-06-15",
            f"Could not find operation {'x' * 128} for version 2011-06-15",
        ),
    ],
)
def test_an_action_that_the_version_does_not_have_is_refused(body: str, text: str) -> None:
    with pytest.raises(InvalidAction) as refusal:
        ROUTER.match(post(body))

    assert refusal.value.text == text


@pytest.mark.parametrize(("method", "path"), [("POST", "/users"), ("PUT", "/"), ("HEAD", "/")])
def test_only_post_and_get_at_the_root_reach_an_operation(method: str, path: str) -> None:
    with pytest.raises(InvalidAction):
        ROUTER.match(Request(method=method, path=path, body=CALLER.encode()))


@pytest.mark.parametrize("field", ["A=%", "A=%zz", "A=%ff", "%=a", "A=é"])
def test_a_broken_escape_is_refused(field: str) -> None:
    with pytest.raises(MalformedHttpRequestException):
        ROUTER.match(post(f"{CALLER}&{field}"))


@given(query=st.text(), body=st.binary())
def test_no_bytes_break_the_router(query: str, body: bytes) -> None:
    request = Request(method="POST", path="/", query=query, body=body)

    with pytest.raises(ServiceError):
        ROUTER.match(request)
