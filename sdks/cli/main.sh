#!/bin/sh
# Set who a queue's outbound calls say they are, with the AWS CLI.
set -eu

connect() {
  aws connect "$@" --endpoint-url "${OUTDIAL_ENDPOINT:-http://127.0.0.1:4577}" --output text
}

instance=$(connect create-instance --identity-management-type CONNECT_MANAGED \
  --instance-alias "acme-$(date +%s)-$$" --inbound-calls-enabled --outbound-calls-enabled \
  --query Id)
arn=$(connect describe-instance --instance-id "$instance" --query Instance.Arn)
until [ "$(connect describe-instance --instance-id "$instance" \
  --query Instance.InstanceStatus)" = ACTIVE ]; do
  sleep 1
done

flow=$(connect create-contact-flow --instance-id "$instance" --name "Sales whisper" \
  --type OUTBOUND_WHISPER --query ContactFlowId --content '{
    "Version": "2019-10-30", "StartAction": "end", "Actions": [
      {"Identifier": "end", "Type": "EndFlowExecution", "Parameters": {}, "Transitions": {}}]}')
hours=$(connect list-hours-of-operations --instance-id "$instance" --no-paginate \
  --query 'HoursOfOperationSummaryList[0].Id')
queue=$(connect create-queue --instance-id "$instance" --name Sales \
  --hours-of-operation-id "$hours" --query QueueId)

free=$(connect search-available-phone-numbers --target-arn "$arn" \
  --phone-number-country-code US --phone-number-type DID --phone-number-prefix +1206 --no-paginate \
  --query 'AvailableNumbersList[0].PhoneNumber')
number=$(connect claim-phone-number --target-arn "$arn" --phone-number "$free" \
  --query PhoneNumberId)

set_caller() {
  connect update-queue-outbound-caller-config --instance-id "$instance" --queue-id "$queue" \
    --outbound-caller-config \
    "OutboundCallerIdName=Acme,OutboundCallerIdNumberId=$1,OutboundFlowId=$flow"
}
if ! refusal=$(set_caller 00000000-0000-0000-0000-000000000000 2>&1); then
  case $refusal in
    *"(ResourceNotFoundException)"*) echo "refused: ${refusal##*: }" ;;
    *) echo "$refusal" >&2; exit 1 ;;
  esac
fi
set_caller "$number"

echo "queues:" $(connect list-queues --instance-id "$instance" --page-size 1 \
  --query 'QueueSummaryList[].Name')

name=$(connect describe-queue --instance-id "$instance" --queue-id "$queue" \
  --query Queue.OutboundCallerConfig.OutboundCallerIdName)
echo "ok: $name $free $queue"
