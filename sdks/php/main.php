<?php

// Set who a queue's outbound calls say they are, with the AWS SDK for PHP V3.
require __DIR__ . '/vendor/autoload.php';

use Aws\Connect\ConnectClient;
use Aws\Connect\Exception\ConnectException;

$connect = new ConnectClient([
    'endpoint' => getenv('OUTDIAL_ENDPOINT') ?: 'http://127.0.0.1:4577',
    'region' => getenv('AWS_REGION') ?: 'us-east-1',
]);

$instance = $connect->createInstance([
    'IdentityManagementType' => 'CONNECT_MANAGED',
    'InstanceAlias' => 'acme-' . bin2hex(random_bytes(4)),
    'InboundCallsEnabled' => true,
    'OutboundCallsEnabled' => true,
]);
$inside = ['InstanceId' => $instance['Id']];
while ($connect->describeInstance($inside)['Instance']['InstanceStatus'] !== 'ACTIVE') {
    sleep(1);
}

$end = ['Identifier' => 'end', 'Type' => 'EndFlowExecution'];
$end += ['Parameters' => new stdClass(), 'Transitions' => new stdClass()];
$flow = $connect->createContactFlow($inside + [
    'Name' => 'Sales whisper',
    'Type' => 'OUTBOUND_WHISPER',
    'Content' => json_encode(['Version' => '2019-10-30', 'StartAction' => 'end', 'Actions' => [$end]]),
]);
$hours = $connect->listHoursOfOperations($inside)['HoursOfOperationSummaryList'][0]['Id'];
$queue = $connect->createQueue($inside + ['Name' => 'Sales', 'HoursOfOperationId' => $hours]);

$target = ['TargetArn' => $instance['Arn']];
$free = $connect->searchAvailablePhoneNumbers($target + [
    'PhoneNumberCountryCode' => 'US',
    'PhoneNumberType' => 'DID',
    'PhoneNumberPrefix' => '+1206',
])['AvailableNumbersList'][0]['PhoneNumber'];
$number = $connect->claimPhoneNumber($target + ['PhoneNumber' => $free])['PhoneNumberId'];

$ids = $inside + ['QueueId' => $queue['QueueId']];
$setCaller = fn (string $id) => $connect->updateQueueOutboundCallerConfig($ids + [
    'OutboundCallerConfig' => [
        'OutboundCallerIdName' => 'Acme',
        'OutboundCallerIdNumberId' => $id,
        'OutboundFlowId' => $flow['ContactFlowId'],
    ],
]);
try {
    $setCaller('00000000-0000-0000-0000-000000000000');
} catch (ConnectException $e) {
    if ($e->getAwsErrorCode() !== 'ResourceNotFoundException') {
        throw $e;
    }
    echo "refused: {$e->getAwsErrorMessage()}\n";
}
$setCaller($number);

foreach ($connect->getPaginator('ListQueues', $inside + ['MaxResults' => 1]) as $page) {
    echo 'queues: ', implode(' ', array_column($page['QueueSummaryList'], 'Name')), "\n";
}

$shown = $connect->describeQueue($ids)['Queue']['OutboundCallerConfig'];
echo "ok: {$shown['OutboundCallerIdName']} $free {$queue['QueueId']}\n";
