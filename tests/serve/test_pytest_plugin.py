"""The fixture `outdial`, in a test run of its own."""

import subprocess
import sys

import pytest

pytest_plugins = ["pytester"]

TESTS = """
import boto3
import pytest

CONNECT = boto3.client("connect", region_name="us-east-1")
ACME = dict(
    IdentityManagementType="CONNECT_MANAGED",
    InstanceAlias="acme",
    InboundCallsEnabled=True,
    OutboundCallsEnabled=True,
)


@pytest.mark.parametrize("turn", range(3))
def test_each_test_has_an_empty_world(outdial, turn):
    made = CONNECT.create_instance(**ACME)
    assert made["Id"] == "00000000-0000-4000-8000-000000000001"
    assert made["ResponseMetadata"]["RequestId"] == "11111111-1111-4111-8111-000000000001"


@pytest.mark.parametrize("turn", range(2))
def test_the_clock_is_moved(outdial, turn):
    made = CONNECT.create_instance(**ACME)["Id"]
    outdial.clock.advance(hours=1)
    assert str(outdial.clock.now()) == "2026-01-01 01:00:00+00:00"
    created = CONNECT.describe_instance(InstanceId=made)["Instance"]["CreatedTime"]
    assert created.timestamp() == 1767225600


def test_reset_leaves_nothing(outdial):
    CONNECT.create_instance(**ACME)
    outdial.reset()
    assert CONNECT.list_instances()["InstanceSummaryList"] == []
"""

SERVICES = """
import boto3
import pytest

IAM = boto3.client("iam", region_name="us-east-1", endpoint_url="http://127.0.0.1:1")


@pytest.fixture
def outdial_services():
    return ("connect", "iam")


@pytest.mark.parametrize("turn", range(2))
def test_users_are_ours(outdial, turn):
    IAM.create_user(UserName="ann")
    assert [user["UserName"] for user in IAM.list_users()["Users"]] == ["ann"]
"""

SETTINGS = """
import boto3
import pytest

from outdial.settings import RootKey, Settings

ROOT = RootKey(id="root", secret="only-for-tests", account="123456789012")
STS = boto3.client("sts", region_name="us-east-1", endpoint_url="http://127.0.0.1:1")


@pytest.fixture
def outdial_services():
    return ("sts",)


class TestEnforced:
    @pytest.fixture
    def outdial_settings(self):
        return Settings(auth="enforced", root_keys=(ROOT,))

    def test_who_has_the_key_is_known(self, outdial):
        root = boto3.client(
            "sts",
            region_name="us-east-1",
            aws_access_key_id=ROOT.id,
            aws_secret_access_key=ROOT.secret,
        )
        assert root.get_caller_identity()["Account"] == "123456789012"
        assert outdial.app.settings.auth == "enforced"

    def test_who_has_not_is_refused(self, outdial):
        with pytest.raises(STS.exceptions.ClientError, match="InvalidClientTokenId"):
            STS.get_caller_identity()


@pytest.mark.parametrize("turn", range(2))
def test_others_have_the_usual_ones(outdial, turn):
    assert outdial.app.settings.auth == "off"
    outdial.app.settings = Settings(auth="enforced")
"""

HEAVY = ("boto3", "botocore", "msgspec", "sqlite3", "outdial.app", "asyncio", "uvicorn")


def test_every_test_gets_an_empty_world(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(TESTS)

    result = pytester.runpytest_subprocess("-p", "no:randomly", "-p", "no:cacheprovider")

    result.assert_outcomes(passed=6)


def test_a_project_names_the_services_that_are_answered(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(SERVICES)

    result = pytester.runpytest_subprocess("-p", "no:randomly", "-p", "no:cacheprovider")

    result.assert_outcomes(passed=2)


def test_a_project_says_what_is_set_for_its_tests(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(SETTINGS)

    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")

    result.assert_outcomes(passed=4)


def test_workers_of_xdist_have_an_empty_world_each(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(TESTS)

    result = pytester.runpytest_subprocess("-n", "2", "-p", "no:cacheprovider")

    result.assert_outcomes(passed=6)


def test_loading_the_plugin_loads_nothing_that_takes_time() -> None:
    program = f"""
import sys
import pytest
before = set(sys.modules)
import outdial.serve.pytest_plugin
print(sorted(set({HEAVY!r}) & (set(sys.modules) - before)))
print(len([name for name in set(sys.modules) - before if not name.startswith("outdial")]))
"""

    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert run.stdout == "[]\n0\n"
