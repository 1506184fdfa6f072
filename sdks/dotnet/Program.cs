// Set who a queue's outbound calls say they are, with the AWS SDK for .NET.
using System.Text.Json;
using Amazon.Connect;
using Amazon.Connect.Model;

string Setting(string name, string otherwise) => Environment.GetEnvironmentVariable(name) ?? otherwise;

using var connect = new AmazonConnectClient(new AmazonConnectConfig
{
    ServiceURL = Setting("OUTDIAL_ENDPOINT", "http://127.0.0.1:4577"),
    AuthenticationRegion = Setting("AWS_REGION", "us-east-1"),
});

var instance = await connect.CreateInstanceAsync(new()
{
    IdentityManagementType = DirectoryType.CONNECT_MANAGED,
    InstanceAlias = $"acme-{Guid.NewGuid().ToString()[..8]}",
    InboundCallsEnabled = true,
    OutboundCallsEnabled = true,
});
var id = instance.Id;
while ((await connect.DescribeInstanceAsync(new() { InstanceId = id })).Instance.InstanceStatus
       != InstanceStatus.ACTIVE)
{
    await Task.Delay(TimeSpan.FromSeconds(1));
}

var end = new { Identifier = "end", Type = "EndFlowExecution", Parameters = new { }, Transitions = new { } };
var flow = await connect.CreateContactFlowAsync(new()
{
    InstanceId = id,
    Name = "Sales whisper",
    Type = ContactFlowType.OUTBOUND_WHISPER,
    Content = JsonSerializer.Serialize(new { Version = "2019-10-30", StartAction = "end", Actions = new[] { end } }),
});
var hours = (await connect.ListHoursOfOperationsAsync(new() { InstanceId = id })).HoursOfOperationSummaryList[0].Id;
var queue = (await connect.CreateQueueAsync(new() { InstanceId = id, Name = "Sales", HoursOfOperationId = hours })).QueueId;

var found = await connect.SearchAvailablePhoneNumbersAsync(new()
{
    TargetArn = instance.Arn,
    PhoneNumberCountryCode = PhoneNumberCountryCode.US,
    PhoneNumberType = PhoneNumberType.DID,
    PhoneNumberPrefix = "+1206",
});
var free = found.AvailableNumbersList[0].PhoneNumber;
var number = await connect.ClaimPhoneNumberAsync(new() { TargetArn = instance.Arn, PhoneNumber = free });

OutboundCallerConfig Caller(string numberId) =>
    new() { OutboundCallerIdName = "Acme", OutboundCallerIdNumberId = numberId, OutboundFlowId = flow.ContactFlowId };
Task SetCaller(string numberId) => connect.UpdateQueueOutboundCallerConfigAsync(
    new() { InstanceId = id, QueueId = queue, OutboundCallerConfig = Caller(numberId) });

try
{
    await SetCaller("00000000-0000-0000-0000-000000000000");
}
catch (ResourceNotFoundException refusal)
{
    Console.WriteLine($"refused: {refusal.Message}");
}
await SetCaller(number.PhoneNumberId);

var pages = connect.Paginators.ListQueues(new() { InstanceId = id, MaxResults = 1 });
await foreach (var page in pages.Responses)
{
    Console.WriteLine($"queues: {string.Join(' ', page.QueueSummaryList.Select(summary => summary.Name))}");
}

var shown = (await connect.DescribeQueueAsync(new() { InstanceId = id, QueueId = queue })).Queue.OutboundCallerConfig;
Console.WriteLine($"ok: {shown.OutboundCallerIdName} {free} {queue}");
