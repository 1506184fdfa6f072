import pytest
from hypothesis import given
from hypothesis import strategies as st

from outdial.access.identity import Caller, identify
from outdial.domain.arns import Scope
from outdial.errors import InvalidSignatureException
from outdial.http import Request


def signed(key: str, region: str, service: str = "connect") -> dict[str, str]:
    return {
        "authorization": f"AWS4-HMAC-SHA256 Credential={key}/20260101/{region}/{service}"
        "/aws4_request, SignedHeaders=host;x-amz-date, Signature=00"
    }


def test_a_key_of_twelve_digits_names_the_account() -> None:
    caller = identify(Request(method="GET", path="/", headers=signed("123456789012", "eu-west-2")))

    assert caller == Caller(Scope("123456789012", "eu-west-2"), "connect", "123456789012")
    assert caller.arn == "arn:aws:iam::123456789012:root"


def test_any_other_key_is_nobodys_account() -> None:
    caller = identify(Request(method="GET", path="/", headers=signed("AKIDEXAMPLE", "us-west-2")))

    assert caller == Caller(Scope("000000000000", "us-west-2"), "connect", "AKIDEXAMPLE")


def test_the_scope_names_the_service() -> None:
    caller = identify(
        Request(method="POST", path="/", headers=signed("AKIDEXAMPLE", "us-east-1", "iam"))
    )

    assert caller.service == "iam"


def test_a_presigned_request_carries_its_scope_in_the_query() -> None:
    query = (
        "X-Amz-Algorithm=AWS4-HMAC-SHA256"
        "&X-Amz-Credential=123456789012%2F20260101%2Fap-northeast-1%2Fconnect%2Faws4_request"
    )

    caller = identify(Request(method="GET", path="/", query=query))

    assert caller == Caller(Scope("123456789012", "ap-northeast-1"), "connect", "123456789012")


@pytest.mark.parametrize(
    ("host", "region"),
    [
        ("connect.eu-central-1.amazonaws.com", "eu-central-1"),
        ("connect-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
        ("connect.us-west-2.localhost:4577", "us-west-2"),
        ("localhost:4577", "us-east-1"),
        ("connect.nowhere.amazonaws.com", "us-east-1"),
    ],
)
def test_without_a_signature_the_host_names_the_region(host: str, region: str) -> None:
    caller = identify(Request(method="GET", path="/", headers={"host": host}))

    assert caller == Caller(Scope("000000000000", region), "connect")


def test_a_scope_of_no_region_is_refused() -> None:
    request = Request(method="GET", path="/", headers=signed("AKIDEXAMPLE", "moon"))

    with pytest.raises(
        InvalidSignatureException,
        match=r"^Credential should be scoped to a valid Region, not 'moon'\. $",
    ):
        identify(request)


@given(st.text(), st.text(), st.text())
def test_arbitrary_headers_name_nobody_or_are_refused(
    authorization: str, host: str, query: str
) -> None:
    headers = {"authorization": authorization, "host": host}

    caller = identify(Request(method="GET", path="/", query=query, headers=headers))

    assert caller.scope.account == "000000000000"


def test_a_region_of_another_partition_gives_its_arns() -> None:
    assert Scope("123456789012", "us-gov-west-1").arn("instance/i") == (
        "arn:aws-us-gov:connect:us-gov-west-1:123456789012:instance/i"
    )
    assert Scope("123456789012", "cn-north-1").arn("instance/i") == (
        "arn:aws-cn:connect:cn-north-1:123456789012:instance/i"
    )
