"""Do the main job with boto3 as any program would; print what came back, as JSON.

The input is JSON too: the client's `options`, the instance's `alias`, the `number`, and the
content of a `whisper` flow.
"""

import json
import sys
from typing import Any

import boto3
from botocore.exceptions import ClientError


def main() -> None:
    given = json.load(sys.stdin)
    connect = boto3.client("connect", **given["options"])
    instance = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias=given["alias"],
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    inside: Any = {"InstanceId": instance["Id"]}
    queue = connect.list_queues(**inside)["QueueSummaryList"][0]
    flow = connect.create_contact_flow(
        **inside, Name="Whisper", Type="OUTBOUND_WHISPER", Content=given["whisper"]
    )
    number = connect.claim_phone_number(TargetArn=instance["Arn"], PhoneNumber=given["number"])
    ids = inside | {"QueueId": queue["Id"]}
    config = {
        "OutboundCallerIdName": "Acme Sales",
        "OutboundCallerIdNumberId": number["PhoneNumberId"],
        "OutboundFlowId": flow["ContactFlowId"],
    }

    def update(config: Any) -> Any:
        try:
            return connect.update_queue_outbound_caller_config(**ids, OutboundCallerConfig=config)
        except ClientError as error:
            return error.response | {"text": str(error)}

    def describe(**named: Any) -> Any:
        return connect.describe_queue(**ids | named)["Queue"]

    before = describe()
    refused = update(config | {"OutboundCallerIdNumberId": queue["Id"]})
    kept = describe()
    done = update(config)
    changed = describe(InstanceId=instance["Arn"], QueueId=queue["Arn"])
    update({})
    answers = {
        "config": config,
        "before": before,
        "refused": refused,
        "kept": kept,
        "done": done,
        "changed": changed,
        "cleared": describe(),
    }
    print(json.dumps(answers, default=str))  # noqa: T201 - the test reads it


if __name__ == "__main__":
    main()
