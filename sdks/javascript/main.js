// Set who a queue's outbound calls say they are, with the AWS SDK for JavaScript V3.
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { Connect, ResourceNotFoundException, paginateListQueues } from "@aws-sdk/client-connect";

const connect = new Connect({ endpoint: process.env.OUTDIAL_ENDPOINT ?? "http://127.0.0.1:4577" });

const instance = await connect.createInstance({
  IdentityManagementType: "CONNECT_MANAGED",
  InstanceAlias: `acme-${randomUUID().slice(0, 8)}`,
  InboundCallsEnabled: true,
  OutboundCallsEnabled: true,
});
const InstanceId = instance.Id;
while ((await connect.describeInstance({ InstanceId })).Instance.InstanceStatus !== "ACTIVE") {
  await setTimeout(1000);
}

const end = { Identifier: "end", Type: "EndFlowExecution", Parameters: {}, Transitions: {} };
const flow = await connect.createContactFlow({
  InstanceId,
  Name: "Sales whisper",
  Type: "OUTBOUND_WHISPER",
  Content: JSON.stringify({ Version: "2019-10-30", StartAction: "end", Actions: [end] }),
});
const hours = await connect.listHoursOfOperations({ InstanceId });
const HoursOfOperationId = hours.HoursOfOperationSummaryList[0].Id;
const { QueueId } = await connect.createQueue({ InstanceId, Name: "Sales", HoursOfOperationId });

const found = await connect.searchAvailablePhoneNumbers({
  TargetArn: instance.Arn,
  PhoneNumberCountryCode: "US",
  PhoneNumberType: "DID",
  PhoneNumberPrefix: "+1206",
});
const { PhoneNumber } = found.AvailableNumbersList[0];
const number = await connect.claimPhoneNumber({ TargetArn: instance.Arn, PhoneNumber });

const setCaller = (OutboundCallerIdNumberId) =>
  connect.updateQueueOutboundCallerConfig({
    InstanceId,
    QueueId,
    OutboundCallerConfig: {
      OutboundCallerIdName: "Acme",
      OutboundCallerIdNumberId,
      OutboundFlowId: flow.ContactFlowId,
    },
  });
try {
  await setCaller("00000000-0000-0000-0000-000000000000");
} catch (error) {
  if (!(error instanceof ResourceNotFoundException)) throw error;
  console.log("refused:", error.message);
}
await setCaller(number.PhoneNumberId);

for await (const page of paginateListQueues({ client: connect, pageSize: 1 }, { InstanceId })) {
  console.log("queues:", ...page.QueueSummaryList.map((queue) => queue.Name));
}

const { Queue } = await connect.describeQueue({ InstanceId, QueueId });
console.log(`ok: ${Queue.OutboundCallerConfig.OutboundCallerIdName} ${PhoneNumber} ${QueueId}`);
