"""The corridor: which step comes first, and what each refuses."""

import json
import logging
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outdial.access.identity import Caller
from outdial.access.limits import Limits, Throttling
from outdial.access.throttle import Rate
from outdial.app import App, open_app
from outdial.domain.arns import Scope
from outdial.errors import ResourceNotFoundException
from outdial.http import Request, Response
from outdial.registry import HANDLERS, Handler
from outdial.settings import Settings
from outdial.store.transaction import Job, Store
from outdial.world import StillWorld


class Twice:
    """A store that runs all jobs a second time, as one does whose transaction was upset."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.reset = store.reset
        self.close = store.close

    def run_many(self, jobs: Sequence[Job]) -> list[Any]:
        self._store.run_many(jobs)
        return self._store.run_many(jobs)


CONFIG = b'{"OutboundCallerConfig":{"OutboundCallerIdName":"Acme"}}'
PATH = "/queues/no-instance/no-queue/outbound-caller-config"


@pytest.fixture
def app() -> Iterator[App]:
    app = open_app(world=StillWorld())
    yield app
    app.close()


def post(path: str, body: bytes = b"", method: str = "POST", **headers: str) -> Request:
    return Request(method=method, path=path, body=body, headers=headers)


def signed_for(service: str) -> str:
    """Write the header of a signature whose scope names a service."""
    scope = f"KEY/20260101/us-east-1/{service}/aws4_request"
    return f"AWS4-HMAC-SHA256 Credential={scope}, Signature=0"


def error(response: Response) -> tuple[int, str, object]:
    return response.status, response.headers["x-amzn-errortype"], json.loads(response.body)


@pytest.mark.parametrize(
    ("count", "status"), [(1, [500, 200]), (2, [500, 500])], ids=["one call", "two calls"]
)
def test_a_call_that_is_run_again_meets_the_fault_that_struck_it(
    app: App, count: int, status: list[int]
) -> None:
    app.store = Twice(app.store)
    app.faults.add(error="InternalServiceException", count=count)

    calls = [app.handle(Request(method="GET", path="/instance", headers={})) for _ in range(2)]

    assert [call.status for call in calls] == status
    assert [fault["met"] for fault in app.faults.shown()] == [2]


def test_an_unknown_path_is_refused_by_the_edge(app: App) -> None:
    assert error(app.handle(post("/no/such/path"))) == (
        403,
        "MissingAuthenticationTokenException",
        {"message": "Missing Authentication Token"},
    )


def test_an_operation_that_is_not_served_says_so_before_its_body_is_read(app: App) -> None:
    response = app.handle(post("/views/instance", b"no json", method="PUT"))

    assert error(response) == (
        501,
        "OperationNotServedException",
        {
            "message": "Outdial does not serve connect:CreateView."
            " GET /_outdial/operations lists the operations that it serves."
        },
    )


def test_another_service_is_not_served(app: App) -> None:
    response = app.handle(post(PATH, CONFIG, authorization=signed_for("lambda")))

    assert error(response) == (
        501,
        "OperationNotServedException",
        {
            "message": "Outdial does not serve lambda."
            " GET /_outdial/operations lists the operations that it serves."
        },
    )


def test_an_operation_of_another_service_is_refused_in_its_protocol(app: App) -> None:
    body = b"Action=ListServerCertificates&Version=2010-05-08&UserName=%00"

    response = app.handle(post("/", body, authorization=signed_for("iam")))

    assert response == Response(
        status=501,
        headers={
            "x-amzn-requestid": "11111111-1111-4111-8111-000000000001",
            "x-amzn-errortype": "OperationNotServedException",
            "content-type": "text/xml",
        },
        body=b'<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error>'
        b"<Type>Receiver</Type><Code>OperationNotServedException</Code>"
        b"<Message>Outdial does not serve iam:ListServerCertificates."
        b" GET /_outdial/operations lists the operations that it serves.</Message></Error>"
        b"<RequestId>11111111-1111-4111-8111-000000000001</RequestId></ErrorResponse>",
        operation="ListServerCertificates",
    )


def test_an_unreadable_body_is_denied_and_the_log_names_the_place(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="outdial")

    response = app.handle(post(PATH, b'{"OutboundCallerConfig":{"OutboundFlowId":7}}'))

    assert error(response) == (
        403,
        "AccessDeniedException",
        {
            "message": "User: arn:aws:iam::000000000000:root is not authorized to perform:"
            " connect:* on resource: * with an explicit deny"
        },
    )
    assert "$.OutboundCallerConfig.OutboundFlowId" in caplog.text


def test_constraints_come_before_resources(app: App) -> None:
    long_name = json.dumps({"OutboundCallerConfig": {"OutboundCallerIdName": "x" * 256}}).encode()

    assert error(app.handle(post(PATH, long_name)))[1] == "InvalidParameterException"
    assert error(app.handle(post(PATH, CONFIG)))[1] == "ResourceNotFoundException"


def test_a_missing_structure_is_an_invalid_request(app: App) -> None:
    assert error(app.handle(post(PATH, b"{}")))[:2] == (400, "InvalidRequestException")
    assert error(app.handle(post(PATH, b"")))[:2] == (400, "InvalidRequestException")


def test_every_reply_has_a_request_id_of_its_own(app: App) -> None:
    responses = app.handle_many([post("/nowhere"), post(PATH, CONFIG)])

    ids = [r.headers["x-amzn-requestid"] for r in responses if isinstance(r, Response)]
    assert ids == [
        "11111111-1111-4111-8111-000000000001",
        "11111111-1111-4111-8111-000000000002",
    ]


def test_a_batch_gives_each_request_its_own_answer_in_order(app: App) -> None:
    create = (
        b'{"IdentityManagementType":"CONNECT_MANAGED","InstanceAlias":"acme",'
        b'"InboundCallsEnabled":true,"OutboundCallsEnabled":true}'
    )

    responses = app.handle_many(
        [
            post("/instance", create, method="PUT"),
            post("/instance", create, method="PUT"),
            post("/instance", method="GET"),
        ]
    )

    first, second, third = (r for r in responses if isinstance(r, Response))
    assert first.status == 200
    assert error(second)[2] == {"Message": "Invalid Input. Instance alias is already used."}
    listed = json.loads(third.body)["InstanceSummaryList"]
    assert [i["Id"] for i in listed] == [json.loads(first.body)["Id"]]


def test_a_fault_of_ours_is_raised_and_its_neighbours_go_on(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("ours")

    key = ("connect", "DescribeQueue")
    monkeypatch.setitem(HANDLERS, key, Handler(broken, HANDLERS[key].homes))
    describe = post("/queues/instance/queue", method="GET")

    outcomes = app.handle_many([describe, post(PATH, CONFIG)])

    assert isinstance(outcomes[0], ZeroDivisionError)
    assert isinstance(outcomes[1], Response)
    assert outcomes[1].status == 404
    with pytest.raises(ZeroDivisionError, match="ours"):
        app.handle(describe)


def test_perform_raises_the_error_and_keeps_nothing(app: App) -> None:
    caller = Caller(Scope("123456789012", "us-east-1"))

    with pytest.raises(ResourceNotFoundException, match="Instance not found"):
        app.perform(caller, "DescribeQueue", {"InstanceId": "i", "QueueId": "q"})


def test_accounts_and_regions_are_apart(app: App) -> None:
    params = {
        "IdentityManagementType": "CONNECT_MANAGED",
        "InstanceAlias": "acme",
        "InboundCallsEnabled": True,
        "OutboundCallsEnabled": True,
    }
    app.perform(Caller(Scope("111111111111", "us-east-1")), "CreateInstance", params)

    def count(account: str, region: str) -> int:
        listed = app.perform(Caller(Scope(account, region)), "ListInstances", {})
        return len(listed["InstanceSummaryList"])

    assert count("111111111111", "us-east-1") == 1
    assert count("111111111111", "us-west-2") == 0
    assert count("222222222222", "us-east-1") == 0


def test_reset_forgets_everything(app: App) -> None:
    caller = Caller(Scope("111111111111", "us-east-1"))
    params = {
        "IdentityManagementType": "CONNECT_MANAGED",
        "InstanceAlias": "acme",
        "InboundCallsEnabled": True,
        "OutboundCallsEnabled": True,
    }
    app.perform(caller, "CreateInstance", params)

    app.reset()

    assert app.perform(caller, "ListInstances", {})["InstanceSummaryList"] == []


@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", "?"]) | st.text(max_size=8),
    path=st.text(max_size=80).map(lambda text: "/queues/" + text) | st.text(max_size=80),
    query=st.text(max_size=80),
    authorization=st.text(max_size=80),
    body=st.binary(max_size=200),
)
def test_arbitrary_requests_get_a_clean_client_error(
    method: str, path: str, query: str, authorization: str, body: bytes
) -> None:
    app = open_app(world=StillWorld())
    request = Request(
        method=method,
        path=path,
        query=query,
        headers={"authorization": authorization, "host": "localhost"},
        body=body,
    )

    response = app.handle(request)
    app.close()

    assert 400 <= response.status < 500 or response.status == 501
    assert isinstance(json.loads(response.body), dict)


@given(
    body=st.binary(max_size=300)
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["OutboundCallerConfig", "OutboundFlowId", "x"]), inner
            )
        ),
    ).map(lambda value: json.dumps(value).encode())
)
def test_arbitrary_bodies_never_reach_the_store(body: bytes) -> None:
    app = open_app(world=StillWorld())

    response = app.handle(post(PATH, body))
    app.close()

    assert response.status in {400, 403, 404}


def test_an_answer_that_has_not_the_models_shape_is_a_fault_of_ours(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = ("connect", "ListInstances")
    wrong = Handler(lambda *_: {"Instances": 7}, HANDLERS[key].homes)
    monkeypatch.setitem(HANDLERS, key, wrong)

    outcomes = app.handle_many([post("/instance", method="GET"), post("/nowhere")])

    assert isinstance(outcomes[0], Exception)
    assert isinstance(outcomes[1], Response)


def test_rates_come_after_501_and_before_the_body_is_read() -> None:
    rate = Throttling(default=Rate(per_second=1, burst=1))
    app = open_app(world=StillWorld(), settings=Settings(limits=Limits(throttling=rate)))
    unserved, unreadable = post("/views/instance", method="PUT"), post(PATH, b"no json")

    codes = [error(app.handle(each))[1] for each in (unserved, unserved, unreadable, unreadable)]
    app.close()

    assert codes == [
        "OperationNotServedException",
        "OperationNotServedException",
        "AccessDeniedException",
        "ThrottlingException",
    ]


def test_faults_come_before_constraints(app: App) -> None:
    app.faults.add(error="ResourceInUseException", latency=1.5)

    response = app.handle(post(PATH, b"{}"))

    assert error(response) == (
        409,
        "ResourceInUseException",
        {"Message": "A fault on demand"},
    )
    assert response.delay == 1.5
    assert app.handle(post("/no/such/path")).delay == 0
