// Sets who a queue's outbound calls say they are, in Kotlin with the AWS SDK for Java 2.x.

import java.net.URI
import java.util.UUID
import software.amazon.awssdk.services.connect.ConnectClient
import software.amazon.awssdk.services.connect.model.*

const val WHISPER = """{"Version": "2019-10-30", "StartAction": "end", "Actions": [
  {"Identifier": "end", "Type": "EndFlowExecution", "Parameters": {}, "Transitions": {}}]}"""

fun main() {
    val endpoint = URI(System.getenv("OUTDIAL_ENDPOINT") ?: "http://127.0.0.1:4577")
    ConnectClient.builder().endpointOverride(endpoint).build().use { call(it) }
}

fun call(connect: ConnectClient) {
    val instance = connect.createInstance {
        it.instanceAlias("acme-${UUID.randomUUID()}").identityManagementType(DirectoryType.CONNECT_MANAGED)
            .inboundCallsEnabled(true).outboundCallsEnabled(true)
    }
    val id = instance.id()
    while (connect.describeInstance { it.instanceId(id) }.instance().instanceStatus() != InstanceStatus.ACTIVE) {
        Thread.sleep(1000)
    }

    val flow = connect.createContactFlow {
        it.instanceId(id).name("Sales whisper").type(ContactFlowType.OUTBOUND_WHISPER).content(WHISPER)
    }
    val hours = connect.listHoursOfOperations { it.instanceId(id) }.hoursOfOperationSummaryList().first()
    val queue = connect.createQueue {
        it.instanceId(id).name("Sales").hoursOfOperationId(hours.id())
    }.queueId()
    val free = connect.searchAvailablePhoneNumbers {
        it.targetArn(instance.arn()).phoneNumberCountryCode(PhoneNumberCountryCode.US)
            .phoneNumberType(PhoneNumberType.DID).phoneNumberPrefix("+1206")
    }.availableNumbersList().first().phoneNumber()
    val number = connect.claimPhoneNumber { it.targetArn(instance.arn()).phoneNumber(free) }.phoneNumberId()

    fun setCaller(numberId: String) = connect.updateQueueOutboundCallerConfig { update ->
        update.instanceId(id).queueId(queue).outboundCallerConfig {
            it.outboundCallerIdName("Acme").outboundCallerIdNumberId(numberId)
                .outboundFlowId(flow.contactFlowId())
        }
    }
    try {
        setCaller("00000000-0000-0000-0000-000000000000")
        error("a number that is missing was not refused")
    } catch (missing: ResourceNotFoundException) {
        println("refused: ${missing.awsErrorDetails().errorMessage()}")
    }
    setCaller(number)

    val pages = connect.listQueuesPaginator { it.instanceId(id).queueTypes(QueueType.STANDARD).maxResults(1) }
    println("queues: " + pages.queueSummaryList().joinToString(" ") { it.name() })

    val shown = connect.describeQueue { it.instanceId(id).queueId(queue) }.queue().outboundCallerConfig()
    println("ok: ${shown.outboundCallerIdName()} $free $queue")
}
