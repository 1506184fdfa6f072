# frozen_string_literal: true

# Set who a queue's outbound calls say they are, with the AWS SDK for Ruby V3.
require "aws-sdk-connect"
require "json"
require "securerandom"

connect = Aws::Connect::Client.new(
  endpoint: ENV.fetch("OUTDIAL_ENDPOINT", "http://127.0.0.1:4577")
)

instance = connect.create_instance(
  identity_management_type: "CONNECT_MANAGED",
  instance_alias: "acme-#{SecureRandom.hex(4)}",
  inbound_calls_enabled: true,
  outbound_calls_enabled: true
)
inside = { instance_id: instance.id }
sleep 1 until connect.describe_instance(inside).instance.instance_status == "ACTIVE"

last = { Identifier: "end", Type: "EndFlowExecution", Parameters: {}, Transitions: {} }
flow = connect.create_contact_flow(
  **inside,
  name: "Sales whisper",
  type: "OUTBOUND_WHISPER",
  content: { Version: "2019-10-30", StartAction: "end", Actions: [last] }.to_json
)
hours = connect.list_hours_of_operations(inside).hours_of_operation_summary_list.first
queue = connect.create_queue(**inside, name: "Sales", hours_of_operation_id: hours.id)

free = connect.search_available_phone_numbers(
  target_arn: instance.arn,
  phone_number_country_code: "US",
  phone_number_type: "DID",
  phone_number_prefix: "+1206"
).available_numbers_list.first.phone_number
number = connect.claim_phone_number(target_arn: instance.arn, phone_number: free)

ids = { **inside, queue_id: queue.queue_id }
config = { outbound_caller_id_name: "Acme", outbound_flow_id: flow.contact_flow_id }
begin
  nobody = { outbound_caller_id_number_id: "00000000-0000-0000-0000-000000000000" }
  connect.update_queue_outbound_caller_config(**ids, outbound_caller_config: config.merge(nobody))
rescue Aws::Connect::Errors::ResourceNotFoundException => e
  puts "refused: #{e.message}"
end
config[:outbound_caller_id_number_id] = number.phone_number_id
connect.update_queue_outbound_caller_config(**ids, outbound_caller_config: config)

connect.list_queues(**inside, max_results: 1).each_page do |page|
  puts "queues: #{page.queue_summary_list.map(&:name).join(' ')}"
end

shown = connect.describe_queue(ids).queue.outbound_caller_config
puts "ok: #{shown.outbound_caller_id_name} #{free} #{queue.queue_id}"
