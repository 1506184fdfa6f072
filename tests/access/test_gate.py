"""The gate: who is let in, as whom, and how others are refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config

from access.signing import signed
from callers_desk import CHECKED, OTHER_ROOT, ROOT, Who, holder, new_user, refusal, root
from conftest import ACCOUNT
from outdial.access.sigv4_key import Key
from outdial.serve.inprocess import Local

Choose = Callable[..., None]

INVALID = "The security token included in the request is invalid."
EXPIRED = "The security token included in the request is expired"
MISMATCH = (
    "The request signature we calculated does not match the signature you provided."
    " Check your AWS Secret Access Key and signing method."
    " Consult the service documentation for details."
)


@pytest.fixture
def off(outdial: Local, choose: Choose) -> None:  # noqa: ARG001
    choose(**CHECKED)


@pytest.fixture(params=["signed", "enforced"])
def checked(outdial: Local, choose: Choose, request: pytest.FixtureRequest) -> Local:
    choose(auth=request.param, **CHECKED)
    return outdial


@pytest.mark.usefixtures("off")
def test_while_nothing_is_verified_a_known_key_names_its_own_principal() -> None:
    ann = new_user("ann", by=Who(ROOT.id, "anything"))
    ann.secret = "not the secret"

    assert Who(OTHER_ROOT.id, "anything").arn == "arn:aws:iam::210987654321:root"
    assert ann.arn == f"arn:aws:iam::{ACCOUNT}:user/ann"
    assert Who("333333333333", "anything").arn == "arn:aws:iam::333333333333:root"
    assert Who("AKIAAAAAAAAAAAAAAAAA", "anything").arn == "arn:aws:iam::000000000000:root"


@pytest.mark.usefixtures("off")
def test_while_nothing_is_verified_a_key_that_is_switched_off_is_nobodys() -> None:
    ann = new_user("ann")
    root().iam.update_access_key(UserName="ann", AccessKeyId=ann.key, Status="Inactive")

    assert ann.arn == "arn:aws:iam::000000000000:root"


@pytest.mark.usefixtures("checked")
def test_keys_that_are_known_let_in() -> None:
    ann = new_user("ann")
    session = holder(ann.sts.get_session_token()["Credentials"])

    assert root().arn == f"arn:aws:iam::{ACCOUNT}:root"
    assert ann.arn == f"arn:aws:iam::{ACCOUNT}:user/ann"
    assert session.arn == f"arn:aws:iam::{ACCOUNT}:user/ann"


@pytest.mark.usefixtures("checked")
def test_a_wrong_secret_is_refused() -> None:
    wrong = Who(ROOT.id, "a guess")

    status, code, text = refusal(wrong.connect.list_instances)

    assert (status, code) == (403, "InvalidSignatureException")
    assert text.startswith(f"{MISMATCH}\n\nThe Canonical String for this request should have been")
    assert refusal(wrong.sts.get_caller_identity) == (403, "SignatureDoesNotMatch", MISMATCH)


@pytest.mark.usefixtures("checked")
@pytest.mark.parametrize("key", [ACCOUNT, "nobody", "AKIAAAAAAAAAAAAAAAAA"])
def test_a_key_that_is_unknown_is_refused(key: str) -> None:
    nobody = Who(key, "secret")

    assert refusal(nobody.connect.list_instances) == (403, "UnrecognizedClientException", INVALID)
    assert refusal(nobody.iam.list_users) == (403, "InvalidClientTokenId", INVALID)
    assert refusal(nobody.sts.get_caller_identity) == (403, "InvalidClientTokenId", INVALID)


@pytest.mark.usefixtures("checked")
def test_a_key_is_unknown_from_the_request_on_after_it_is_switched_off_or_deleted() -> None:
    ann, iam = new_user("ann"), root().iam

    iam.update_access_key(UserName="ann", AccessKeyId=ann.key, Status="Inactive")
    assert refusal(ann.sts.get_caller_identity)[1] == "InvalidClientTokenId"
    iam.update_access_key(UserName="ann", AccessKeyId=ann.key, Status="Active")
    assert ann.arn == f"arn:aws:iam::{ACCOUNT}:user/ann"
    iam.delete_access_key(UserName="ann", AccessKeyId=ann.key)
    assert refusal(ann.sts.get_caller_identity)[1] == "InvalidClientTokenId"


@pytest.mark.usefixtures("checked")
def test_the_session_of_a_user_ends_with_the_user() -> None:
    ann, iam = new_user("ann"), root().iam
    session = holder(ann.sts.get_session_token()["Credentials"])

    iam.delete_access_key(UserName="ann", AccessKeyId=ann.key)
    iam.delete_user(UserName="ann")

    assert refusal(session.sts.get_caller_identity)[1] == "InvalidClientTokenId"


@pytest.mark.usefixtures("checked")
def test_temporary_credentials_need_their_token() -> None:
    session = holder(root().sts.get_session_token()["Credentials"])
    without, wrong = Who(session.key, session.secret), Who(session.key, session.secret, "a guess")

    for who in (without, wrong):
        assert refusal(who.connect.list_instances)[1:] == ("UnrecognizedClientException", INVALID)


def test_temporary_credentials_are_over_when_they_expire(checked: Local) -> None:
    session = holder(root().sts.get_session_token(DurationSeconds=900)["Credentials"])

    checked.clock.advance(seconds=899)
    assert session.arn == f"arn:aws:iam::{ACCOUNT}:root"
    checked.clock.advance(seconds=1)
    assert refusal(session.connect.list_instances) == (403, "ExpiredTokenException", EXPIRED)
    assert refusal(session.sts.get_caller_identity) == (403, "ExpiredToken", EXPIRED)


@pytest.mark.usefixtures("checked")
def test_a_request_without_a_signature_is_refused() -> None:
    connect = boto3.client(
        "connect", region_name="us-east-1", config=Config(signature_version=UNSIGNED)
    )

    assert refusal(connect.list_instances) == (
        403,
        "MissingAuthenticationTokenException",
        "Missing Authentication Token",
    )


@pytest.mark.parametrize(("skew", "status"), [(300, 403), (301, 200)])
def test_a_signature_may_be_as_old_as_the_setting_says(
    outdial: Local, choose: Choose, skew: int, status: int
) -> None:
    choose(auth="signed", root_keys=(ROOT,), clock_skew=timedelta(seconds=skew))
    request = signed("GET", "/instance", key=Key(id=ROOT.id, secret=ROOT.secret))
    outdial.clock.advance(seconds=301)

    assert outdial.app.handle(request).status == status


@pytest.mark.usefixtures("checked")
def test_temporary_credentials_of_users_cannot_call_iam() -> None:
    ann = new_user("ann")
    session = holder(ann.sts.get_session_token()["Credentials"])

    assert refusal(session.iam.list_users) == (403, "InvalidClientTokenId", INVALID)


def test_a_presigned_request_is_let_in(checked: Local) -> None:
    key = Key(id=ROOT.id, secret=ROOT.secret)

    let_in = checked.app.handle(signed("GET", "/instance", key=key, expires=60))
    changed = checked.app.handle(
        replace(signed("GET", "/instance", key=key, expires=60), path="/phone-number")
    )

    assert (let_in.status, changed.status) == (200, 403)


@pytest.mark.parametrize(
    "decoy",
    [
        f"X=Credential={ROOT.id}/20260101/us-east-1/connect/aws4_request, ",
        f"Credential={OTHER_ROOT.id}/20260101/us-east-1/connect/aws4_request, ",
    ],
)
def test_a_scope_that_leads_astray_is_refused(checked: Local, decoy: str) -> None:
    request = signed("GET", "/instance", key=Key(id=ROOT.id, secret=ROOT.secret))
    scheme, _, rest = request.headers["authorization"].partition(" ")

    response = checked.app.handle(
        replace(request, headers={**request.headers, "authorization": f"{scheme} {decoy}{rest}"})
    )

    assert response.status == 403


def test_parameters_of_a_signature_may_stand_in_any_order(checked: Local) -> None:
    request = signed("GET", "/instance", key=Key(id=ROOT.id, secret=ROOT.secret))
    scheme, _, rest = request.headers["authorization"].partition(" ")
    turned = ", ".join(reversed(rest.split(", ")))

    response = checked.app.handle(
        replace(request, headers={**request.headers, "authorization": f"{scheme} {turned}"})
    )

    assert response.status == 200


@pytest.mark.parametrize("path", ["/x/../instance", "/./instance", "//instance", "/instance/"])
def test_a_path_with_detours_is_no_path_though_its_signature_holds(
    checked: Local, path: str
) -> None:
    key = Key(id=ROOT.id, secret=ROOT.secret)

    response = checked.app.handle(replace(signed("GET", "/instance", key=key), path=path))

    assert (response.status, response.headers["x-amzn-errortype"]) == (
        403,
        "MissingAuthenticationTokenException",
    )


def test_no_secret_is_shown_with_the_settings(checked: Local) -> None:
    assert ROOT.id in repr(checked.app.settings)
    assert ROOT.secret not in repr(checked.app.settings)
