"""No operation is reached by whom it is not meant for: each that the models know is tried."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest
from botocore.awsrequest import AWSRequest

from access.signing import HOST, sign
from callers_desk import CHECKED, new_user
from outdial.access.resources import ANYONE
from outdial.access.sigv4_key import Key
from outdial.http import Response
from outdial.registry import HANDLERS
from outdial.serve.inprocess import Local, local
from outdial.serve.prepared import to_request
from outdial.settings import Settings
from outdial.wire.model import MODELS, Operation, ServiceModel, load

OPERATIONS = [
    pytest.param(model, operation, id=f"{service}:{name}")
    for service in MODELS
    for model in [load(service)]
    for name, operation in model.operations.items()
]

NOT_LET_IN = {
    "IncompleteSignature",
    "IncompleteSignatureException",
    "InvalidClientTokenId",
    "InvalidSignatureException",
    "MissingAuthenticationToken",
    "MissingAuthenticationTokenException",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
}
DENIED = {"AccessDenied", "AccessDeniedException"}


@pytest.fixture(scope="module")
def stranger() -> Iterator[tuple[Local, Key]]:
    """Enforce policies on a user who has none."""
    settings = Settings(auth="enforced", **CHECKED)
    with local(seed=1, services=("connect", "iam"), settings=settings) as outdial:
        user = new_user("stranger")
        yield outdial, Key(id=user.key, secret=user.secret)


def unsigned(model: ServiceModel, operation: Operation) -> AWSRequest:
    """Ask for an operation, with as little input as it can be asked with."""
    headers, body, path = {}, b"", re.sub(r"\{[^}]+\}", "x", operation.uri)
    if model.protocol == "query":
        form = {"Action": operation.name, "Version": model.version}
        body = urlencode(form).encode()
        headers["content-type"] = "application/x-www-form-urlencoded"
    elif model.protocol == "json":
        headers["x-amz-target"] = f"{model.target}.{operation.name}"
        body = b"{}"
    return AWSRequest(
        method=operation.method, url=f"https://{HOST}{path}", data=body, headers=headers
    )


def code(response: Response) -> str:
    return response.headers["x-amzn-errortype"].rpartition("#")[2]


def refused_with(model: ServiceModel) -> int:
    """Tell the status of refusals: in the protocol with JSON alone all of them are 400."""
    return 400 if model.protocol == "json" else 403


@pytest.mark.parametrize(("model", "operation"), OPERATIONS)
def test_without_a_good_signature_nobody_reaches_it(
    outdial: Local, choose: Callable[..., None], model: ServiceModel, operation: Operation
) -> None:
    choose(auth="signed", **CHECKED)
    unknown, forged = Key(id="nobody", secret="x"), Key(id=CHECKED["root_keys"][0].id, secret="x")

    tried = [
        sign(unsigned(model, operation), key=key, service=model.name, region="us-east-1")
        for key in (unknown, forged)
    ]
    if model.name == "connect":  # without a scope no other service is asked for
        tried.append(to_request(unsigned(model, operation).prepare()))
    responses = [outdial.app.handle(request) for request in tried]

    assert {response.status for response in responses} == {refused_with(model)}
    assert {code(response) for response in responses} <= NOT_LET_IN


@pytest.mark.parametrize(("model", "operation"), OPERATIONS)
def test_without_a_policy_nobody_may_do_it(
    stranger: tuple[Local, Key], model: ServiceModel, operation: Operation
) -> None:
    outdial, key = stranger
    request = unsigned(model, operation)

    response = outdial.app.handle(sign(request, key=key, service=model.name, region="us-east-1"))

    handler = HANDLERS.get(operation.key)
    if handler is None:
        assert (response.status, code(response)) == (501, "OperationNotServedException")
    elif handler.on is not ANYONE:
        assert (response.status, code(response) in DENIED) == (refused_with(model), True)


def test_what_anybody_may_do_is_to_learn_who_they_are_and_to_change_credentials() -> None:
    for_anyone = {key for key, handler in HANDLERS.items() if handler.on is ANYONE}

    assert for_anyone == {
        ("sts", "AssumeRole"),  # asks the role's trust policy, and the caller's own, itself
        ("sts", "GetCallerIdentity"),
        ("sts", "GetSessionToken"),
    }
