"""Set who a queue's outbound calls say they are, with boto3."""

import json
import os
import secrets
import time

import boto3

connect = boto3.client(
    "connect", endpoint_url=os.environ.get("OUTDIAL_ENDPOINT", "http://127.0.0.1:4577")
)

instance = connect.create_instance(
    IdentityManagementType="CONNECT_MANAGED",
    InstanceAlias=f"acme-{secrets.token_hex(4)}",
    InboundCallsEnabled=True,
    OutboundCallsEnabled=True,
)
inside = {"InstanceId": instance["Id"]}
while connect.describe_instance(**inside)["Instance"]["InstanceStatus"] != "ACTIVE":
    time.sleep(1)

end = {"Identifier": "end", "Type": "EndFlowExecution", "Parameters": {}, "Transitions": {}}
flow = connect.create_contact_flow(
    **inside,
    Name="Sales whisper",
    Type="OUTBOUND_WHISPER",
    Content=json.dumps({"Version": "2019-10-30", "StartAction": "end", "Actions": [end]}),
)
hours = connect.list_hours_of_operations(**inside)["HoursOfOperationSummaryList"][0]
queue = connect.create_queue(**inside, Name="Sales", HoursOfOperationId=hours["Id"])

free = connect.search_available_phone_numbers(
    TargetArn=instance["Arn"],
    PhoneNumberCountryCode="US",
    PhoneNumberType="DID",
    PhoneNumberPrefix="+1206",
)["AvailableNumbersList"][0]["PhoneNumber"]
number = connect.claim_phone_number(TargetArn=instance["Arn"], PhoneNumber=free)

ids = {**inside, "QueueId": queue["QueueId"]}
config = {
    "OutboundCallerIdName": "Acme",
    "OutboundCallerIdNumberId": "00000000-0000-0000-0000-000000000000",
    "OutboundFlowId": flow["ContactFlowId"],
}
try:
    connect.update_queue_outbound_caller_config(**ids, OutboundCallerConfig=config)
except connect.exceptions.ResourceNotFoundException as error:
    print("refused:", error.response["Message"])
config["OutboundCallerIdNumberId"] = number["PhoneNumberId"]
connect.update_queue_outbound_caller_config(**ids, OutboundCallerConfig=config)

pages = connect.get_paginator("list_queues").paginate(**inside, PaginationConfig={"PageSize": 1})
print("queues:", *[found["Name"] for page in pages for found in page["QueueSummaryList"]])

shown = connect.describe_queue(**ids)["Queue"]["OutboundCallerConfig"]
print("ok:", shown["OutboundCallerIdName"], free, queue["QueueId"])
