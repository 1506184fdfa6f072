"""The generation of an account's IAM: every change raises it, and nothing else does."""

from typing import TYPE_CHECKING

from conftest import ACCOUNT
from iam_desk import TRUST, client
from outdial.domain.iam.account_access import AccountAccess
from outdial.store.transaction import Transaction, run

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

    from outdial.serve.inprocess import Local


def generation(outdial: "Local", account: str = ACCOUNT) -> int:
    def work(tx: Transaction) -> int:
        access = tx.find(AccountAccess, account, AccountAccess.only_id)
        return access.generation if access else 0

    return run(outdial.app.store, work, writes=False)


def test_a_change_raises_the_generation(iam: "IAMClient", outdial: "Local") -> None:
    seen = [generation(outdial)]
    iam.create_user(UserName="ann")
    seen.append(generation(outdial))
    iam.create_role(RoleName="caller", AssumeRolePolicyDocument=TRUST)
    seen.append(generation(outdial))
    iam.delete_user(UserName="ann")
    seen.append(generation(outdial))

    assert seen == [0, 1, 2, 3]


def test_looking_leaves_it(iam: "IAMClient", outdial: "Local") -> None:
    iam.create_user(UserName="ann")

    iam.get_user(UserName="ann")
    iam.list_users()
    iam.get_account_summary()

    assert generation(outdial) == 1


def test_an_account_has_its_own(iam: "IAMClient", outdial: "Local") -> None:
    iam.create_user(UserName="ann")

    client("210987654321").create_user(UserName="ann")

    assert generation(outdial) == 1
    assert generation(outdial, "210987654321") == 1
