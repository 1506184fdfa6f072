from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outdial import errors, iam_errors
from outdial.http import Response
from outdial.wire.model import load
from outdial.wire.query.encode import encode, encode_error
from wire.botocore_side import read

IAM = load("iam")
NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/"


def result(name: str, value: dict[str, Any] | None) -> str:
    """Write an answer, and give what stands in its result."""
    body = encode(IAM, IAM.operations[name], value, "id").body.decode()
    return body.partition(f"<{name}Result>")[2].partition(f"</{name}Result>")[0]


def test_an_operation_without_output_answers_only_the_request_id() -> None:
    response = encode(IAM, IAM.operations["DeleteUser"], None, "id")

    assert response == Response(
        headers={"x-amzn-requestid": "id", "content-type": "text/xml"},
        body=f'<DeleteUserResponse xmlns="{NAMESPACE}"><ResponseMetadata><RequestId>id</RequestId>'
        "</ResponseMetadata></DeleteUserResponse>".encode(),
        operation="DeleteUser",
    )


def test_an_operation_with_output_answers_a_result() -> None:
    user = {
        "Path": "/",
        "UserName": "anna",
        "UserId": "AIDA0000000000000001",
        "Arn": "arn:aws:iam::123456789012:user/anna",
        "CreateDate": datetime(2026, 1, 1, 12, 0, 0, 987_000, tzinfo=timezone(timedelta(hours=2))),
        "PasswordLastUsed": None,
        "Tags": [{"Key": "a", "Value": "<&>"}],
    }

    response = encode(IAM, IAM.operations["CreateUser"], {"User": user}, "id")

    assert response.body.decode() == (
        f'<CreateUserResponse xmlns="{NAMESPACE}"><CreateUserResult><User>'
        "<Path>/</Path><UserName>anna</UserName><UserId>AIDA0000000000000001</UserId>"
        "<Arn>arn:aws:iam::123456789012:user/anna</Arn>"
        "<CreateDate>2026-01-01T10:00:00Z</CreateDate>"
        "<Tags><member><Key>a</Key><Value>&lt;&amp;&gt;</Value></member></Tags>"
        "</User></CreateUserResult>"
        "<ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></CreateUserResponse>"
    )


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [
        ("ListUsers", {"Users": [], "IsTruncated": False},
         "<Users></Users><IsTruncated>false</IsTruncated>"),
        ("GetAccountSummary", {"SummaryMap": {"Users": 3}},
         "<SummaryMap><entry><key>Users</key><value>3</value></entry></SummaryMap>"),
        ("GetCredentialReport", {"Content": b"user\n"}, "<Content>dXNlcgo=</Content>"),
        ("GetUserPolicy", {"PolicyDocument": '{"Action": "*"}'},
         "<PolicyDocument>%7B%22Action%22%3A%20%22%2A%22%7D</PolicyDocument>"),
        ("GetAccountSummary", None, ""),
    ],
)  # fmt: skip
def test_lists_maps_bytes_and_policies_are_written(
    name: str, value: dict[str, Any] | None, written: str
) -> None:
    assert result(name, value) == written


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\r\n\x85")))
def test_botocore_reads_every_text_back_that_xml_can_hold(text: str) -> None:
    text = text.replace("\ufffe", "").replace("\uffff", "")

    response = encode(IAM, IAM.operations["GetUser"], {"User": {"UserName": text}}, "id")

    assert read("GetUser", response, "iam")["User"] == {"UserName": text}


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("CreateUser", {"Colour": "red"}, KeyError),
        ("CreateUser", {"User": "anna"}, TypeError),
        ("CreateUser", {"User": {"UserName": 1}}, TypeError),
        ("CreateUser", {"User": {"UserName": "\0"}}, ValueError),
        ("CreateUser", {"User": {"CreateDate": 1}}, TypeError),
        ("CreateUser", {"User": {"Tags": {}}}, TypeError),
        ("CreateUser", {"User": {"Tags": [None]}}, TypeError),
        ("ListUsers", {"IsTruncated": "true"}, TypeError),
        ("GetAccountSummary", {"SummaryMap": {"Users": "3"}}, TypeError),
        ("GetAccountSummary", {"SummaryMap": {1: 3}}, TypeError),
        ("GetAccountSummary", {"SummaryMap": []}, TypeError),
        ("DeleteUser", {"UserName": "anna"}, TypeError),
    ],
)
def test_a_result_that_does_not_fit_its_shape_is_our_own_fault(
    name: str, value: dict[str, Any], fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        encode(IAM, IAM.operations[name], value, "id")


def test_an_error_says_whose_fault_it_is() -> None:
    error = iam_errors.NoSuchEntityException("The user with name <anna> cannot be found.")

    response = encode_error(IAM, error, "id", IAM.operations["GetUser"])

    assert response == Response(
        status=404,
        headers={
            "x-amzn-requestid": "id",
            "x-amzn-errortype": "NoSuchEntity",
            "content-type": "text/xml",
        },
        body=f'<ErrorResponse xmlns="{NAMESPACE}"><Error><Type>Sender</Type>'
        "<Code>NoSuchEntity</Code>"
        "<Message>The user with name &lt;anna&gt; cannot be found.</Message></Error>"
        "<RequestId>id</RequestId></ErrorResponse>".encode(),
        operation="GetUser",
    )


@pytest.mark.parametrize(
    ("error", "status", "kind", "code"),
    [
        (iam_errors.ServiceFailureException("Sorry"), 500, "Receiver", "ServiceFailure"),
        (iam_errors.ValidationError("Sorry"), 400, "Sender", "ValidationError"),
        (iam_errors.LimitExceededException("Sorry"), 409, "Sender", "LimitExceeded"),
        (iam_errors.ExpiredTokenException("Sorry"), 400, "Sender", "ExpiredTokenException"),
        (errors.AccessDeniedException("Sorry"), 403, "Sender", "AccessDenied"),
        (errors.IncompleteSignatureException("Sorry"), 400, "Sender", "IncompleteSignature"),
        (errors.InvalidSignatureException("Sorry"), 403, "Sender", "SignatureDoesNotMatch"),
        (errors.UnrecognizedClientException("Sorry"), 403, "Sender", "InvalidClientTokenId"),
        (errors.MissingAuthenticationTokenException("Sorry"), 403, "Sender",
         "MissingAuthenticationToken"),
        (errors.ThrottlingException("Sorry"), 400, "Sender", "Throttling"),
        (errors.TooManyRequestsException("Sorry"), 400, "Sender", "Throttling"),
        (errors.InternalServiceException("Sorry"), 500, "Receiver", "InternalFailure"),
        (errors.ServiceUnavailableException("Sorry"), 503, "Receiver", "ServiceUnavailable"),
        (errors.OperationNotServedException("Sorry"), 501, "Receiver",
         "OperationNotServedException"),
    ],
    ids=lambda value: value.code if isinstance(value, errors.ServiceError) else None,
)  # fmt: skip
def test_botocore_reads_an_error_by_its_name_in_this_protocol(
    error: errors.ServiceError, status: int, kind: str, code: str
) -> None:
    response = encode_error(IAM, error, "id")

    parsed = read("GetUser", response, "iam")
    assert response.status == status
    assert response.operation == ""
    assert parsed["Error"] == {"Type": kind, "Code": code, "Message": "Sorry"}
    assert parsed["ResponseMetadata"]["RequestId"] == "id"


@given(text=st.text())
def test_no_text_of_an_error_breaks_its_xml(text: str) -> None:
    response = encode_error(IAM, iam_errors.ValidationError(f"<{text}>"), "id")

    assert read("GetUser", response, "iam")["Error"]["Code"] == "ValidationError"


def test_a_character_that_xml_cannot_hold_is_replaced_in_an_error() -> None:
    response = encode_error(IAM, iam_errors.ValidationError("a\0b\r\ufffe"), "id")

    assert read("GetUser", response, "iam")["Error"]["Message"] == "a\ufffdb\r\ufffd"
