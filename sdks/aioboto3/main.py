"""Set who a queue's outbound calls say they are, with aioboto3."""

import asyncio
import json
import os
import secrets

import aioboto3

ENDPOINT = os.environ.get("OUTDIAL_ENDPOINT", "http://127.0.0.1:4577")
END = {"Identifier": "end", "Type": "EndFlowExecution", "Parameters": {}, "Transitions": {}}


async def main() -> None:
    async with aioboto3.Session().client("connect", endpoint_url=ENDPOINT) as connect:
        instance = await connect.create_instance(
            IdentityManagementType="CONNECT_MANAGED",
            InstanceAlias=f"acme-{secrets.token_hex(4)}",
            InboundCallsEnabled=True,
            OutboundCallsEnabled=True,
        )
        inside, target = {"InstanceId": instance["Id"]}, {"TargetArn": instance["Arn"]}
        described = await connect.describe_instance(**inside)
        while described["Instance"]["InstanceStatus"] != "ACTIVE":
            await asyncio.sleep(1)
            described = await connect.describe_instance(**inside)

        content = {"Version": "2019-10-30", "StartAction": "end", "Actions": [END]}
        whisper = {"Type": "OUTBOUND_WHISPER", "Content": json.dumps(content)}
        flow = await connect.create_contact_flow(**inside, Name="Sales whisper", **whisper)
        listed = await connect.list_hours_of_operations(**inside)
        hours = {"HoursOfOperationId": listed["HoursOfOperationSummaryList"][0]["Id"]}
        queue = await connect.create_queue(**inside, Name="Sales", **hours)

        found = await connect.search_available_phone_numbers(
            **target, PhoneNumberCountryCode="US", PhoneNumberType="DID", PhoneNumberPrefix="+1206"
        )
        free = found["AvailableNumbersList"][0]["PhoneNumber"]
        number = await connect.claim_phone_number(**target, PhoneNumber=free)

        ids = {**inside, "QueueId": queue["QueueId"]}
        config = {"OutboundCallerIdName": "Acme", "OutboundFlowId": flow["ContactFlowId"]}
        try:
            config["OutboundCallerIdNumberId"] = "00000000-0000-0000-0000-000000000000"
            await connect.update_queue_outbound_caller_config(**ids, OutboundCallerConfig=config)
        except connect.exceptions.ResourceNotFoundException as error:
            print("refused:", error.response["Message"])
        config["OutboundCallerIdNumberId"] = number["PhoneNumberId"]
        await connect.update_queue_outbound_caller_config(**ids, OutboundCallerConfig=config)

        queues = connect.get_paginator("list_queues")
        async for page in queues.paginate(**inside, PaginationConfig={"PageSize": 1}):
            print("queues:", *[found["Name"] for found in page["QueueSummaryList"]])

        described = await connect.describe_queue(**ids)
        shown = described["Queue"]["OutboundCallerConfig"]
        print("ok:", shown["OutboundCallerIdName"], free, queue["QueueId"])


asyncio.run(main())
