// Sets who a queue's outbound calls say they are, with the AWS SDK for Kotlin.

import aws.sdk.kotlin.services.connect.*
import aws.sdk.kotlin.services.connect.model.*
import aws.sdk.kotlin.services.connect.paginators.*
import aws.smithy.kotlin.runtime.net.url.Url
import java.util.UUID
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.toList

const val WHISPER = """{"Version": "2019-10-30", "StartAction": "end", "Actions": [
  {"Identifier": "end", "Type": "EndFlowExecution", "Parameters": {}, "Transitions": {}}]}"""

suspend fun main() = ConnectClient.fromEnvironment {
    endpointUrl = Url.parse(System.getenv("OUTDIAL_ENDPOINT") ?: "http://127.0.0.1:4577")
}.use { connect ->
    val instance = connect.createInstance {
        instanceAlias = "acme-${UUID.randomUUID()}"
        identityManagementType = DirectoryType.ConnectManaged
        inboundCallsEnabled = true
        outboundCallsEnabled = true
    }
    val id = instance.id
    while (connect.describeInstance { instanceId = id }.instance?.instanceStatus != InstanceStatus.Active) {
        delay(1.seconds)
    }

    val flow = connect.createContactFlow {
        instanceId = id; name = "Sales whisper"; type = ContactFlowType.OutboundWhisper; content = WHISPER
    }
    val hours = connect.listHoursOfOperations { instanceId = id }.hoursOfOperationSummaryList!!.first()
    val queue = connect.createQueue { instanceId = id; name = "Sales"; hoursOfOperationId = hours.id }.queueId

    val free = connect.searchAvailablePhoneNumbers {
        targetArn = instance.arn
        phoneNumberCountryCode = PhoneNumberCountryCode.Us
        phoneNumberType = PhoneNumberType.Did
        phoneNumberPrefix = "+1206"
    }.availableNumbersList!!.first().phoneNumber
    val number = connect.claimPhoneNumber { targetArn = instance.arn; phoneNumber = free }.phoneNumberId

    val caller = OutboundCallerConfig {
        outboundCallerIdName = "Acme"
        outboundCallerIdNumberId = number
        outboundFlowId = flow.contactFlowId
    }
    try {
        connect.updateQueueOutboundCallerConfig {
            instanceId = id; queueId = queue
            outboundCallerConfig = caller.copy { outboundCallerIdNumberId = "00000000-0000-0000-0000-000000000000" }
        }
        error("a number that is missing was not refused")
    } catch (missing: ResourceNotFoundException) {
        println("refused: ${missing.message}")
    }
    connect.updateQueueOutboundCallerConfig { instanceId = id; queueId = queue; outboundCallerConfig = caller }

    val pages = connect.listQueuesPaginated {
        instanceId = id; queueTypes = listOf(QueueType.Standard); maxResults = 1
    }
    println("queues: " + pages.queueSummaryList().toList().joinToString(" ") { it.name!! })

    val shown = connect.describeQueue { instanceId = id; queueId = queue }.queue?.outboundCallerConfig
    println("ok: ${shown?.outboundCallerIdName} $free $queue")
}
