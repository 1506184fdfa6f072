import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.*;

/** Sets who a queue's outbound calls say they are, with the AWS SDK for Java 2.x. */
public class Main {
    static final String WHISPER = """
        {"Version": "2019-10-30", "StartAction": "end", "Actions": [
          {"Identifier": "end", "Type": "EndFlowExecution", "Parameters": {}, "Transitions": {}}]}""";

    public static void main(String[] args) throws InterruptedException {
        var endpoint = Optional.ofNullable(System.getenv("OUTDIAL_ENDPOINT")).orElse("http://127.0.0.1:4577");
        try (var connect = ConnectClient.builder().endpointOverride(URI.create(endpoint)).build()) {
            var instance = connect.createInstance(r -> r.instanceAlias("acme-" + UUID.randomUUID())
                .identityManagementType(DirectoryType.CONNECT_MANAGED)
                .inboundCallsEnabled(true).outboundCallsEnabled(true));
            var id = instance.id();
            while (connect.describeInstance(r -> r.instanceId(id)).instance().instanceStatus()
                    != InstanceStatus.ACTIVE) {
                Thread.sleep(1000);
            }

            var flow = connect.createContactFlow(r -> r.instanceId(id).name("Sales whisper")
                .type(ContactFlowType.OUTBOUND_WHISPER).content(WHISPER)).contactFlowId();
            var hours = connect.listHoursOfOperations(r -> r.instanceId(id))
                .hoursOfOperationSummaryList().get(0).id();
            var queue = connect.createQueue(r -> r.instanceId(id).name("Sales")
                .hoursOfOperationId(hours)).queueId();
            var free = connect.searchAvailablePhoneNumbers(r -> r.targetArn(instance.arn())
                .phoneNumberCountryCode(PhoneNumberCountryCode.US).phoneNumberType(PhoneNumberType.DID)
                .phoneNumberPrefix("+1206")).availableNumbersList().get(0).phoneNumber();
            var number = connect.claimPhoneNumber(r -> r.targetArn(instance.arn())
                .phoneNumber(free)).phoneNumberId();

            var caller = OutboundCallerConfig.builder().outboundCallerIdName("Acme")
                .outboundCallerIdNumberId(number).outboundFlowId(flow).build();
            try {
                connect.updateQueueOutboundCallerConfig(r -> r.instanceId(id).queueId(queue).outboundCallerConfig(
                    caller.copy(c -> c.outboundCallerIdNumberId("00000000-0000-0000-0000-000000000000"))));
                throw new AssertionError("a number that is missing was not refused");
            } catch (ResourceNotFoundException missing) {
                System.out.println("refused: " + missing.awsErrorDetails().errorMessage());
            }
            connect.updateQueueOutboundCallerConfig(
                r -> r.instanceId(id).queueId(queue).outboundCallerConfig(caller));

            var pages = connect.listQueuesPaginator(
                r -> r.instanceId(id).queueTypes(QueueType.STANDARD).maxResults(1));
            System.out.println("queues: " + pages.queueSummaryList().stream()
                .map(QueueSummary::name).collect(Collectors.joining(" ")));

            var shown = connect.describeQueue(r -> r.instanceId(id).queueId(queue)).queue().outboundCallerConfig();
            System.out.println("ok: " + shown.outboundCallerIdName() + " " + free + " " + queue);
        }
    }
}
