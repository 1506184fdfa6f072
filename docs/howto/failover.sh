#!/usr/bin/env bash
# A whole failover with the AWS CLI; failover.md explains it step by step.
#
# It needs an empty `outdial serve --memory`, and `aws` and `outdial` on the PATH.
set -euo pipefail

# Where Connect is.
export AWS_ENDPOINT_URL_CONNECT=http://127.0.0.1:4577
export AWS_ACCESS_KEY_ID=outdial AWS_SECRET_ACCESS_KEY=outdial

# A pair: an instance that uses SAML, and its replica in the other Region.
instance=$(aws connect create-instance --region us-east-1 --instance-alias acme \
  --identity-management-type SAML --inbound-calls-enabled --outbound-calls-enabled \
  --query Id --output text)
aws connect replicate-instance --region us-east-1 --instance-id $instance \
  --replica-region us-west-2 --replica-alias acme-west --query Arn --output text

# A number that belongs to both Regions: claimed to a traffic distribution group.
group=$(aws connect create-traffic-distribution-group --region us-east-1 \
  --instance-id $instance --name Sales --query Arn --output text)
phone=$(aws connect search-available-phone-numbers --region us-east-1 --target-arn $group \
  --phone-number-country-code US --phone-number-type DID --phone-number-prefix +1206 \
  --no-paginate --query 'AvailableNumbersList[0].PhoneNumber' --output text)
number=$(aws connect claim-phone-number --region us-east-1 --target-arn $group \
  --phone-number $phone --query PhoneNumberArn --output text)

# From the replica's side its UUID is not found (this prints the refusal) ...
queue=$(aws connect list-queues --region us-west-2 --instance-id $instance \
  --query 'QueueSummaryList[?Name==`BasicQueue`].Id' --output text)
aws connect update-queue-outbound-caller-config --region us-west-2 \
  --instance-id $instance --queue-id $queue \
  --outbound-caller-config OutboundCallerIdName=Acme,OutboundCallerIdNumberId=${number##*/} \
  2>&1 || true

# ... but its ARN is, and the change is mirrored to the source's side.
aws connect update-queue-outbound-caller-config --region us-west-2 \
  --instance-id $instance --queue-id $queue \
  --outbound-caller-config OutboundCallerIdName=Acme,OutboundCallerIdNumberId=$number

aws connect describe-queue --region us-east-1 --instance-id $instance --queue-id $queue \
  --query Queue.OutboundCallerConfig

# What would break? Before the switch, no calls come in at the replica.
outdial rehearse failover --instance acme || echo "exit status $?"

# Nothing else does.
outdial rehearse failover --instance acme --to us-west-2 --ignore share-at-zero

# The switch: all calls and agents to the other Region.
shares='Distributions=[{Region=us-east-1,Percentage=0},{Region=us-west-2,Percentage=100}]'
aws connect update-traffic-distribution --region us-west-2 --id $group \
  --telephony-config "$shares" --agent-config "$shares"

# Verify both sides.
for region in us-east-1 us-west-2; do
  aws connect get-traffic-distribution --region $region --id $group --output text \
    --query 'TelephonyConfig.Distributions[].[Region,Percentage]'
  aws connect describe-queue --region $region --instance-id $instance --queue-id $queue \
    --query 'Queue.OutboundCallerConfig.OutboundCallerIdNumberId' --output text
done
outdial rehearse failover --instance acme --to us-west-2
