"""What an event says, in CloudTrail's format."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from conftest import ACCOUNT, WHISPER, Desk
from iam_desk import ALLOW, TRUST
from iam_desk import client as iam_client
from outdial.domain.resource import kinds
from pair_desk import REPLICA
from trail_desk import EVERY_SERVICE, cloudtrail, events, record, records

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local
    from pair_desk import PairDesk

ROOT = {
    "type": "Root",
    "principalId": ACCOUNT,
    "arn": f"arn:aws:iam::{ACCOUNT}:root",
    "accountId": ACCOUNT,
    "accessKeyId": ACCOUNT,
}


@pytest.fixture
def outdial_services() -> Sequence[str]:
    return EVERY_SERVICE


@pytest.fixture(scope="module")
def lasting_trail() -> Any:
    return cloudtrail()


@pytest.fixture
def trail(choose: "Callable[..., None]", lasting_trail: Any) -> Any:
    choose(trail=True)
    return lasting_trail


@pytest.fixture
def kept(trail: Any, desk: Desk) -> Desk:
    """Set up a contact centre whose trail is kept."""
    del trail
    return desk


def test_a_change_says_what_it_found(connect: "ConnectClient", trail: Any, kept: Desk) -> None:
    connect.update_queue_outbound_caller_config(
        **kept.ids, OutboundCallerConfig={"OutboundCallerIdName": "Acme"}
    )

    queue = kept.arn(f"queue/{kept.queue}")
    assert record(trail, "UpdateQueueOutboundCallerConfig") == {
        "eventVersion": "1.11",
        "userIdentity": ROOT,
        "eventTime": "2026-01-01T00:00:00Z",
        "eventSource": "connect.amazonaws.com",
        "eventName": "UpdateQueueOutboundCallerConfig",
        "awsRegion": "us-east-1",
        "sourceIPAddress": "127.0.0.1",
        "requestParameters": {
            "InstanceId": kept.instance,
            "QueueId": kept.queue,
            "OutboundCallerConfig": {"OutboundCallerIdName": "Acme"},
        },
        "responseElements": None,
        "additionalEventData": {
            "before": {
                f"queue/{kept.queue}": {
                    "id": kept.queue,
                    "tags": {},
                    "last_modified_time": "2026-01-01T00:00:00Z",
                    "last_modified_region": "us-east-1",
                    "instance_id": kept.instance,
                    "name": "Sales",
                    "description": None,
                    "status": "ENABLED",
                    "hours_of_operation_id": kept.hours,
                    "max_contacts": None,
                    "outbound_caller": {"name": None, "number": None, "flow": None},
                    "outbound_email_address_id": None,
                    "email_address_ids": [],
                    "is_basic": False,
                }
            }
        },
        "requestID": "11111111-1111-4111-8111-000000000006",
        "eventID": "00000000-0006-4111-8111-111111111111",
        "readOnly": False,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": ACCOUNT,
        "eventCategory": "Management",
        "resources": [
            {"accountId": ACCOUNT, "type": "AWS::Connect::Instance", "ARN": kept.arn("")},
            {"accountId": ACCOUNT, "type": "AWS::Connect::Queue", "ARN": queue},
        ],
    }


def test_what_is_created_is_answered_and_found_nothing_before(trail: Any, kept: Desk) -> None:
    created = record(trail, "CreateQueue")

    assert created["responseElements"] == {
        "QueueId": kept.queue,
        "QueueArn": kept.arn(f"queue/{kept.queue}"),
    }
    assert "additionalEventData" not in created


def test_what_is_deleted_is_told_as_it_was(
    connect: "ConnectClient", trail: Any, kept: Desk
) -> None:
    connect.delete_queue(**kept.ids)

    (before,) = record(trail, "DeleteQueue")["additionalEventData"]["before"].values()
    assert (before["id"], before["name"]) == (kept.queue, "Sales")


def test_a_refusal_says_its_error(connect: "ConnectClient", trail: Any, kept: Desk) -> None:
    with pytest.raises(ClientError):
        connect.delete_queue(InstanceId=kept.instance, QueueId="nobody")

    refused = record(trail, "DeleteQueue")
    assert (refused["errorCode"], refused["errorMessage"]) == (
        "ResourceNotFoundException",
        "Queue not found",
    )
    assert refused["requestParameters"] == {"InstanceId": kept.instance, "QueueId": "nobody"}
    assert refused["responseElements"] is None
    assert "additionalEventData" not in refused


def test_an_error_of_problems_has_them_in_its_response(
    connect: "ConnectClient", trail: Any, kept: Desk
) -> None:
    with pytest.raises(ClientError):
        connect.create_contact_flow(
            InstanceId=kept.instance, Name="Broken", Type="CONTACT_FLOW", Content="{}"
        )

    refused = records(trail, "CreateContactFlow")[-1]
    assert refused["errorCode"] == "InvalidContactFlowException"
    assert "errorMessage" not in refused
    assert [*refused["responseElements"]] == ["problems"]


def test_a_breach_of_the_models_rules_is_an_event(trail: Any, kept: Desk) -> None:
    unchecked = boto3.client(
        "connect",
        region_name="us-east-1",
        aws_access_key_id=ACCOUNT,
        aws_secret_access_key="secret",
        config=Config(parameter_validation=False),
    )
    with pytest.raises(ClientError):
        unchecked.create_queue(InstanceId=kept.instance, Name="", HoursOfOperationId=kept.hours)

    assert records(trail, "CreateQueue")[-1]["errorCode"] == "InvalidParameterException"


def test_a_fault_of_ours_is_an_event(
    connect: "ConnectClient", trail: Any, outdial: "Local", monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> str:
        raise RuntimeError("no more ids")

    monkeypatch.setattr(outdial.world, "new_id", broken)
    with pytest.raises(RuntimeError, match="no more ids"):
        connect.create_instance(
            IdentityManagementType="CONNECT_MANAGED",
            InstanceAlias="acme",
            InboundCallsEnabled=True,
            OutboundCallsEnabled=True,
        )

    assert record(trail, "CreateInstance")["errorCode"] == "InternalServiceException"


def test_parameters_of_connect_stand_as_they_were_sent(
    connect: "ConnectClient", trail: Any, kept: Desk
) -> None:
    connect.describe_queue(InstanceId=kept.arn(""), QueueId=kept.queue)

    assert record(trail, "DescribeQueue")["requestParameters"] == {
        "InstanceId": kept.arn("").replace(":", "%3A").replace("/", "%2F"),
        "QueueId": kept.queue,
    }


def test_what_connect_calls_sensitive_and_flows_are_not_shown(trail: Any, kept: Desk) -> None:
    del kept

    assert record(trail, "CreateInstance")["requestParameters"]["InstanceAlias"] == "***"
    assert record(trail, "CreateContactFlow")["requestParameters"]["Content"] == "***"


def test_what_a_flow_said_before_is_told(connect: "ConnectClient", trail: Any, kept: Desk) -> None:
    connect.update_contact_flow_content(
        InstanceId=kept.instance,
        ContactFlowId=kept.whisper,
        Content=WHISPER.replace("Acme calling", "Hello"),
    )

    found = record(trail, "UpdateContactFlowContent")["additionalEventData"]["before"]
    assert "Acme calling" in json.dumps(found[f"contact-flow/{kept.whisper}"])


def test_iams_events_are_in_the_first_region_with_small_letters_and_without_secrets(
    trail: Any,
) -> None:
    iam = iam_client(region="eu-central-1")
    iam.create_user(UserName="alice")
    key = iam.create_access_key(UserName="alice")["AccessKey"]
    iam.update_access_key(UserName="alice", AccessKeyId=key["AccessKeyId"], Status="Inactive")
    iam.delete_access_key(UserName="alice", AccessKeyId=key["AccessKeyId"])

    created, deleted = record(trail, "CreateAccessKey"), record(trail, "DeleteAccessKey")
    assert (created["awsRegion"], created["requestParameters"]) == (
        "us-east-1",
        {"userName": "alice"},
    )
    assert created["responseElements"] == {
        "accessKey": {
            "userName": "alice",
            "accessKeyId": key["AccessKeyId"],
            "status": "Active",
            "secretAccessKey": "HIDDEN_DUE_TO_SECURITY_REASONS",
            "createDate": "Jan 1, 2026, 12:00:00 AM",
        }
    }
    (before,) = deleted["additionalEventData"]["before"].values()
    assert "secret" not in before
    assert before["status"] == "Inactive"
    assert not [event for event in events(trail) if key["SecretAccessKey"] in str(event)]


def test_every_record_that_holds_a_secret_says_so() -> None:
    secret = {"secret", "token", "password"}
    holding = {
        kind.kind: fields
        for kind in kinds()
        if (fields := secret & kind.__dataclass_fields__.keys() - kind.secrets)
    }

    assert holding == {}


EVERYTHING = ALLOW.replace("connect:", "")


def user(name: str) -> tuple[str, str]:
    """Create a user who may do everything; give a key and its secret."""
    iam = iam_client()
    iam.create_user(UserName=name)
    iam.put_user_policy(UserName=name, PolicyName="all", PolicyDocument=EVERYTHING)
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return key["AccessKeyId"], key["SecretAccessKey"]


def connect_with(key: str, secret: str, token: str | None = None) -> "ConnectClient":
    return boto3.client(
        "connect",
        region_name="us-east-1",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        aws_session_token=token,
    )


def test_a_user_is_named(trail: Any) -> None:
    key, secret = user("alice")

    connect_with(key, secret).list_instances()

    (event,) = events(trail, "Username", "alice")
    identity = json.loads(event["CloudTrailEvent"])["userIdentity"]
    assert identity.pop("principalId").startswith("AIDA")
    assert identity == {
        "type": "IAMUser",
        "arn": f"arn:aws:iam::{ACCOUNT}:user/alice",
        "accountId": ACCOUNT,
        "accessKeyId": key,
        "userName": "alice",
    }


def test_a_session_of_a_role_is_named_with_its_issuer(trail: Any) -> None:
    key, secret = user("alice")
    role = iam_client().create_role(RoleName="admin", AssumeRolePolicyDocument=TRUST)["Role"]
    sts = boto3.client(
        "sts", region_name="us-east-1", aws_access_key_id=key, aws_secret_access_key=secret
    )
    given = sts.assume_role(RoleArn=role["Arn"], RoleSessionName="monday")["Credentials"]

    connect_with(
        given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"]
    ).list_instances()

    (event,) = events(trail, "Username", "monday")
    assert json.loads(event["CloudTrailEvent"])["userIdentity"] == {
        "type": "AssumedRole",
        "principalId": f"{role['RoleId']}:monday",
        "arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/admin/monday",
        "accountId": ACCOUNT,
        "accessKeyId": given["AccessKeyId"],
        "sessionContext": {
            "attributes": {"creationDate": "2026-01-01T00:00:00Z", "mfaAuthenticated": "false"},
            "sessionIssuer": {
                "type": "Role",
                "principalId": role["RoleId"],
                "arn": role["Arn"],
                "accountId": ACCOUNT,
                "userName": "admin",
            },
        },
    }
    assumed = record(trail, "AssumeRole")["responseElements"]["credentials"]
    assert assumed == {
        "accessKeyId": given["AccessKeyId"],
        "secretAccessKey": "HIDDEN_DUE_TO_SECURITY_REASONS",
        "sessionToken": "HIDDEN_DUE_TO_SECURITY_REASONS",
        "expiration": "Jan 1, 2026, 1:00:00 AM",
    }


def test_a_session_of_a_federated_user_is_named_with_its_issuer(trail: Any) -> None:
    key, secret = user("alice")
    sts = boto3.client(
        "sts", region_name="us-east-1", aws_access_key_id=key, aws_secret_access_key=secret
    )
    given = sts.get_federation_token(Name="guest", Policy=ALLOW)["Credentials"]

    connect_with(
        given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"]
    ).list_instances()

    (event,) = events(trail, "Username", "guest")
    identity = json.loads(event["CloudTrailEvent"])["userIdentity"]
    issuer = identity["sessionContext"].pop("sessionIssuer")
    assert issuer.pop("principalId").startswith("AIDA")
    assert issuer == {"type": "IAMUser", "accountId": ACCOUNT}
    assert (identity["type"], identity["arn"]) == (
        "FederatedUser",
        f"arn:aws:sts::{ACCOUNT}:federated-user/guest",
    )


def test_a_denied_call_is_an_event_and_an_unsigned_one_is_none(
    trail: Any, choose: "Callable[..., None]"
) -> None:
    key, secret = user("alice")
    iam_client().delete_user_policy(UserName="alice", PolicyName="all")
    choose(auth="enforced", clock_skew=timedelta(days=36500))  # botocore's clock does not stand

    for secret_of_client in (secret, "wrong"):
        with pytest.raises(ClientError):
            connect_with(key, secret_of_client).list_instances()

    choose(auth="off")
    denied = record(trail, "ListInstances")
    assert (denied["errorCode"], denied["userIdentity"]["userName"]) == (
        "AccessDeniedException",
        "alice",
    )


@pytest.mark.usefixtures("trail")
def test_what_arrived_from_the_other_region_is_none_of_a_calls_own_changes(
    pair: "PairDesk", outdial: "Local", choose: "Callable[..., None]"
) -> None:
    choose(mirroring_delay=timedelta(minutes=1))
    pair.source.update_queue_name(**pair.ids, Name="Arrived")
    outdial.clock.advance(minutes=2)

    pair.replica.update_queue_name(**pair.ids, Name="Own")

    (own,) = records(cloudtrail(REPLICA), "UpdateQueueName")
    (found,) = own["additionalEventData"]["before"].values()
    assert (found["id"], found["name"]) == (pair.queue, "Arrived")
