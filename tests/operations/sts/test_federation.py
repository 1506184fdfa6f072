from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from callers_desk import CHECKED, allow, holder, new_user, policy, refusal, root
from conftest import ACCOUNT
from outdial.serve.inprocess import Local

START = datetime(2026, 1, 1, tzinfo=UTC)
GUEST = f"arn:aws:sts::{ACCOUNT}:federated-user/guest"


@pytest.fixture(autouse=True)
def enforced(outdial: Local, choose: Callable[..., None]) -> Local:
    choose(auth="enforced", **CHECKED)
    return outdial


def test_gives_temporary_credentials_for_somebody_else() -> None:
    ann = new_user("ann", allow("sts:GetFederationToken", GUEST))

    answer = ann.sts.get_federation_token(Name="guest", Policy=policy(allow("connect:*")))

    assert answer["FederatedUser"] == {"FederatedUserId": f"{ACCOUNT}:guest", "Arn": GUEST}
    assert answer["Credentials"]["Expiration"] == START + timedelta(hours=12)
    assert answer["PackedPolicySize"] == 6
    assert holder(answer["Credentials"]).arn == GUEST


def test_without_policies_and_tags_nothing_is_packed() -> None:
    answer = root().sts.get_federation_token(Name="guest", DurationSeconds=900)

    assert "PackedPolicySize" not in answer
    assert answer["Credentials"]["Expiration"] == START + timedelta(seconds=900)


def test_the_root_s_guests_stay_an_hour_at_most() -> None:
    answer = root().sts.get_federation_token(Name="guest")

    assert answer["Credentials"]["Expiration"] == START + timedelta(hours=1)


def test_a_user_must_be_allowed_to() -> None:
    ann = new_user("ann", allow("sts:GetFederationToken", f"{GUEST}s"))

    text = (
        f"User: arn:aws:iam::{ACCOUNT}:user/ann is not authorized to perform:"
        f" sts:GetFederationToken on resource: {GUEST} because no identity-based policy allows"
        " the sts:GetFederationToken action"
    )
    assert refusal(ann.sts.get_federation_token, Name="guest") == (403, "AccessDenied", text)


def test_a_guest_may_do_nothing_with_iam_and_sts_but_ask_who_it_is() -> None:
    everything = policy(allow("*"))
    guest = holder(root().sts.get_federation_token(Name="guest", Policy=everything)["Credentials"])
    role = f"arn:aws:iam::{ACCOUNT}:role/any"

    assert refusal(guest.iam.list_users)[1] == "InvalidClientTokenId"
    assert refusal(guest.sts.get_session_token)[1] == "AccessDenied"
    assert refusal(guest.sts.get_federation_token, Name="another") == (
        403,
        "AccessDenied",
        "Cannot call GetFederationToken with session credentials",
    )
    assert refusal(guest.sts.assume_role, RoleArn=role, RoleSessionName="x1") == (
        403,
        "AccessDenied",
        f"User: {GUEST} is not authorized to perform: sts:AssumeRole on resource: {role}",
    )


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"Policy": "no policy"}, "MalformedPolicyDocument"),
        ({"Policy": policy({"Effect": "Allow", "Action": "*"})}, "MalformedPolicyDocument"),
        ({"Policy": "{}" + " " * 2047}, "ValidationError"),
        ({"PolicyArns": [{"arn": f"arn:aws:iam::{ACCOUNT}:policy/none"}]}, "ValidationError"),
        ({"PolicyArns": [{"arn": "no ARN but long enough"}]}, "ValidationError"),
        ({"Tags": [{"Key": "a", "Value": "1"}, {"Key": "A", "Value": "2"}]}, "ValidationError"),
        ({"Tags": [{"Key": "aws:a", "Value": "1"}]}, "ValidationError"),
    ],
)
def test_what_makes_no_session_is_refused(members: dict[str, object], code: str) -> None:
    refused = refusal(root().sts.get_federation_token, Name="guest", **members)

    assert refused[:2] == (400, code)
