// Set who a queue's outbound calls say they are, with the AWS SDK for C++.
#include <aws/connect/ConnectClient.h>
#include <aws/connect/model/ClaimPhoneNumberRequest.h>
#include <aws/connect/model/CreateContactFlowRequest.h>
#include <aws/connect/model/CreateInstanceRequest.h>
#include <aws/connect/model/CreateQueueRequest.h>
#include <aws/connect/model/DescribeInstanceRequest.h>
#include <aws/connect/model/DescribeQueueRequest.h>
#include <aws/connect/model/ListHoursOfOperationsRequest.h>
#include <aws/connect/model/ListQueuesRequest.h>
#include <aws/connect/model/SearchAvailablePhoneNumbersRequest.h>
#include <aws/connect/model/UpdateQueueOutboundCallerConfigRequest.h>
#include <aws/core/Aws.h>
#include <aws/core/utils/UUID.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <thread>

using namespace Aws::Connect;
using namespace Aws::Connect::Model;

template <typename Outcome> auto Must(Outcome outcome) {
  if (outcome.IsSuccess()) return outcome.GetResult();
  std::cerr << outcome.GetError() << std::endl;
  std::exit(1);
}

void Run() {
  const char* endpoint = std::getenv("OUTDIAL_ENDPOINT");
  ConnectClientConfiguration configuration;
  configuration.endpointOverride = endpoint ? endpoint : "http://127.0.0.1:4577";
  ConnectClient connect(configuration);

  const Aws::String unique = Aws::Utils::UUID::PseudoRandomUUID();
  const auto instance = Must(connect.CreateInstance(
      CreateInstanceRequest().WithIdentityManagementType(DirectoryType::CONNECT_MANAGED)
          .WithInstanceAlias("acme-" + unique.substr(0, 8))
          .WithInboundCallsEnabled(true).WithOutboundCallsEnabled(true)));
  const auto id = instance.GetId();
  while (Must(connect.DescribeInstance(DescribeInstanceRequest().WithInstanceId(id)))
             .GetInstance().GetInstanceStatus() != InstanceStatus::ACTIVE)
    std::this_thread::sleep_for(std::chrono::seconds(1));

  const auto flow = Must(connect.CreateContactFlow(
      CreateContactFlowRequest().WithInstanceId(id).WithName("Sales whisper")
          .WithType(ContactFlowType::OUTBOUND_WHISPER).WithContent(R"({
            "Version": "2019-10-30", "StartAction": "end", "Actions": [
              {"Identifier": "end", "Type": "EndFlowExecution", "Parameters": {}, "Transitions": {}}]})")));
  const auto hours = Must(connect.ListHoursOfOperations(ListHoursOfOperationsRequest().WithInstanceId(id)));
  const auto queue = Must(connect.CreateQueue(
      CreateQueueRequest().WithInstanceId(id).WithName("Sales")
          .WithHoursOfOperationId(hours.GetHoursOfOperationSummaryList().front().GetId()))).GetQueueId();

  const auto found = Must(connect.SearchAvailablePhoneNumbers(
      SearchAvailablePhoneNumbersRequest().WithTargetArn(instance.GetArn())
          .WithPhoneNumberCountryCode(PhoneNumberCountryCode::US)
          .WithPhoneNumberType(PhoneNumberType::DID).WithPhoneNumberPrefix("+1206")));
  const auto free = found.GetAvailableNumbersList().front().GetPhoneNumber();
  const auto number = Must(connect.ClaimPhoneNumber(
      ClaimPhoneNumberRequest().WithTargetArn(instance.GetArn()).WithPhoneNumber(free)));

  const auto setCaller = [&](const Aws::String& numberId) {
    return connect.UpdateQueueOutboundCallerConfig(
        UpdateQueueOutboundCallerConfigRequest().WithInstanceId(id).WithQueueId(queue)
            .WithOutboundCallerConfig(OutboundCallerConfig().WithOutboundCallerIdName("Acme")
                .WithOutboundCallerIdNumberId(numberId).WithOutboundFlowId(flow.GetContactFlowId())));
  };
  const auto refused = setCaller("00000000-0000-0000-0000-000000000000");
  if (!refused.IsSuccess() && refused.GetError().GetErrorType() == ConnectErrors::RESOURCE_NOT_FOUND)
    std::cout << "refused: " << refused.GetError().GetMessage() << std::endl;
  Must(setCaller(number.GetPhoneNumberId()));

  auto page = ListQueuesRequest().WithInstanceId(id).WithMaxResults(1);
  do {  // the SDK for C++ leaves the token of the next page to its user
    const auto queues = Must(connect.ListQueues(page));
    for (const auto& summary : queues.GetQueueSummaryList())
      std::cout << "queues: " << summary.GetName() << std::endl;
    page.SetNextToken(queues.GetNextToken());
  } while (!page.GetNextToken().empty());

  const auto shown = Must(connect.DescribeQueue(
      DescribeQueueRequest().WithInstanceId(id).WithQueueId(queue))).GetQueue().GetOutboundCallerConfig();
  std::cout << "ok: " << shown.GetOutboundCallerIdName() << " " << free << " " << queue << std::endl;
}

int main() {
  Aws::SDKOptions options;
  Aws::InitAPI(options);
  Run();
  Aws::ShutdownAPI(options);
}
