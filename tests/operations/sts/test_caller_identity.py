from collections.abc import Callable

import pytest

from callers_desk import CHECKED, Who, allow, assume, deny, holder, new_role, new_user, root
from conftest import ACCOUNT
from outdial.serve.inprocess import Local


def identity(who: Who) -> tuple[str, str, str]:
    answer = who.sts.get_caller_identity()
    return answer["UserId"], answer["Account"], answer["Arn"]


@pytest.fixture(params=["off", "signed", "enforced"])
def dial(outdial: Local, choose: Callable[..., None], request: pytest.FixtureRequest) -> str:  # noqa: ARG001
    choose(auth=request.param, **CHECKED)
    dial: str = request.param
    return dial


@pytest.mark.usefixtures("dial")
def test_tells_each_kind_of_caller_who_they_are() -> None:
    ann = new_user("ann", allow("sts:GetFederationToken"))
    ann_id = root().iam.get_user(UserName="ann")["User"]["UserId"]
    role = new_role("clerk", {"AWS": f"arn:aws:iam::{ACCOUNT}:user/ann"}, Path="/office/")
    role_id = root().iam.get_role(RoleName="clerk")["Role"]["RoleId"]
    clerk = assume(ann, role, "ann")
    guest = holder(ann.sts.get_federation_token(Name="guest")["Credentials"])

    assert identity(root()) == (ACCOUNT, ACCOUNT, f"arn:aws:iam::{ACCOUNT}:root")
    assert identity(ann) == (ann_id, ACCOUNT, f"arn:aws:iam::{ACCOUNT}:user/ann")
    assert identity(clerk) == (
        f"{role_id}:ann",
        ACCOUNT,
        f"arn:aws:sts::{ACCOUNT}:assumed-role/clerk/ann",
    )
    assert identity(guest) == (
        f"{ACCOUNT}:guest",
        ACCOUNT,
        f"arn:aws:sts::{ACCOUNT}:federated-user/guest",
    )


@pytest.mark.usefixtures("dial")
def test_no_policy_keeps_anybody_from_asking() -> None:
    ann = new_user("ann", deny("*"))

    assert ann.arn == f"arn:aws:iam::{ACCOUNT}:user/ann"


@pytest.mark.usefixtures("outdial")
def test_without_a_known_key_it_is_the_root_of_the_account() -> None:
    assert identity(Who(ACCOUNT, "any"))[1:] == (ACCOUNT, f"arn:aws:iam::{ACCOUNT}:root")
    assert identity(Who("any", "any")) == (
        "000000000000",
        "000000000000",
        "arn:aws:iam::000000000000:root",
    )


@pytest.mark.usefixtures("outdial")
def test_other_partitions_have_other_arns() -> None:
    sts = Who(ACCOUNT, "any").client("sts", region="cn-north-1")

    assert sts.get_caller_identity()["Arn"] == f"arn:aws-cn:iam::{ACCOUNT}:root"
