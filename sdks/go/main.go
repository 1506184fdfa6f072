// Sets who a queue's outbound calls say they are, with the AWS SDK for Go v2.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"
)

const whisper = `{"Version": "2019-10-30", "StartAction": "end",
	"Actions": [{"Identifier": "end", "Type": "EndFlowExecution", "Parameters": {}, "Transitions": {}}]}`

func must[T any](answer T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return answer
}

func main() {
	ctx := context.Background()
	endpoint := cmp.Or(os.Getenv("OUTDIAL_ENDPOINT"), "http://127.0.0.1:4577")
	client := connect.NewFromConfig(must(config.LoadDefaultConfig(ctx, config.WithBaseEndpoint(endpoint))))

	instance := must(client.CreateInstance(ctx, &connect.CreateInstanceInput{
		InstanceAlias:          aws.String(fmt.Sprintf("acme-%x", time.Now().UnixNano())),
		IdentityManagementType: types.DirectoryTypeConnectManaged,
		InboundCallsEnabled:    aws.Bool(true), OutboundCallsEnabled: aws.Bool(true)}))
	id, arn := instance.Id, instance.Arn
	for must(client.DescribeInstance(ctx, &connect.DescribeInstanceInput{InstanceId: id})).
		Instance.InstanceStatus != types.InstanceStatusActive {
		time.Sleep(time.Second)
	}

	flow := must(client.CreateContactFlow(ctx, &connect.CreateContactFlowInput{InstanceId: id,
		Name: aws.String("Sales whisper"), Type: types.ContactFlowTypeOutboundWhisper, Content: aws.String(whisper)}))
	hours := must(client.ListHoursOfOperations(ctx, &connect.ListHoursOfOperationsInput{InstanceId: id}))
	queue := must(client.CreateQueue(ctx, &connect.CreateQueueInput{InstanceId: id,
		Name: aws.String("Sales"), HoursOfOperationId: hours.HoursOfOperationSummaryList[0].Id})).QueueId
	free := must(client.SearchAvailablePhoneNumbers(ctx, &connect.SearchAvailablePhoneNumbersInput{
		TargetArn: arn, PhoneNumberCountryCode: types.PhoneNumberCountryCodeUs,
		PhoneNumberType: types.PhoneNumberTypeDid, PhoneNumberPrefix: aws.String("+1206")})).AvailableNumbersList[0]
	number := must(client.ClaimPhoneNumber(ctx, &connect.ClaimPhoneNumberInput{
		TargetArn: arn, PhoneNumber: free.PhoneNumber})).PhoneNumberId

	update := &connect.UpdateQueueOutboundCallerConfigInput{InstanceId: id, QueueId: queue,
		OutboundCallerConfig: &types.OutboundCallerConfig{
			OutboundCallerIdName:     aws.String("Acme"),
			OutboundCallerIdNumberId: aws.String("00000000-0000-0000-0000-000000000000"),
			OutboundFlowId:           flow.ContactFlowId}}
	var missing *types.ResourceNotFoundException
	if _, err := client.UpdateQueueOutboundCallerConfig(ctx, update); !errors.As(err, &missing) {
		log.Fatal("expected ResourceNotFoundException: ", err)
	}
	fmt.Println("refused:", missing.ErrorMessage())
	update.OutboundCallerConfig.OutboundCallerIdNumberId = number
	must(client.UpdateQueueOutboundCallerConfig(ctx, update))

	fmt.Print("queues:")
	for pages := connect.NewListQueuesPaginator(client, &connect.ListQueuesInput{InstanceId: id,
		QueueTypes: []types.QueueType{types.QueueTypeStandard}, MaxResults: aws.Int32(1)}); pages.HasMorePages(); {
		for _, listed := range must(pages.NextPage(ctx)).QueueSummaryList {
			fmt.Print(" ", *listed.Name)
		}
	}

	shown := must(client.DescribeQueue(ctx, &connect.DescribeQueueInput{InstanceId: id, QueueId: queue})).Queue
	fmt.Println("\nok:", *shown.OutboundCallerConfig.OutboundCallerIdName, *free.PhoneNumber, *queue)
}
