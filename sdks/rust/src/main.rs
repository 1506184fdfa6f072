//! Sets who a queue's outbound calls say they are, with the AWS SDK for Rust.

use std::{env, error::Error, time::Duration, time::UNIX_EPOCH};

use aws_config::BehaviorVersion;
use aws_sdk_connect::operation::update_queue_outbound_caller_config::UpdateQueueOutboundCallerConfigError;
use aws_sdk_connect::types::*;
use aws_smithy_http_client::Builder;

const WHISPER: &str = r#"{"Version": "2019-10-30", "StartAction": "end", "Actions": [
  {"Identifier": "end", "Type": "EndFlowExecution", "Parameters": {}, "Transitions": {}}]}"#;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let endpoint = env::var("OUTDIAL_ENDPOINT").unwrap_or("http://127.0.0.1:4577".into());
    let config = aws_config::defaults(BehaviorVersion::latest())
        .http_client(Builder::new().build_http())
        .endpoint_url(endpoint);
    let connect = aws_sdk_connect::Client::new(&config.load().await);

    let alias = format!("acme-{:x}", UNIX_EPOCH.elapsed()?.as_nanos());
    let instance = connect.create_instance().instance_alias(alias)
        .identity_management_type(DirectoryType::ConnectManaged)
        .inbound_calls_enabled(true).outbound_calls_enabled(true).send().await?;
    let (id, arn) = (instance.id().unwrap(), instance.arn().unwrap());
    loop {
        let described = connect.describe_instance().instance_id(id).send().await?;
        if described.instance().unwrap().instance_status() == Some(&InstanceStatus::Active) {
            break;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }

    let flow = connect.create_contact_flow().instance_id(id).name("Sales whisper")
        .r#type(ContactFlowType::OutboundWhisper).content(WHISPER).send().await?;
    let hours = connect.list_hours_of_operations().instance_id(id).send().await?;
    let queue = connect.create_queue().instance_id(id).name("Sales")
        .hours_of_operation_id(hours.hours_of_operation_summary_list()[0].id().unwrap()).send().await?;
    let queue = queue.queue_id().unwrap();

    let found = connect.search_available_phone_numbers().target_arn(arn)
        .phone_number_country_code(PhoneNumberCountryCode::Us).phone_number_type(PhoneNumberType::Did)
        .phone_number_prefix("+1206").send().await?;
    let free = found.available_numbers_list()[0].phone_number().unwrap();
    let number = connect.claim_phone_number().target_arn(arn).phone_number(free).send().await?;

    let caller = OutboundCallerConfig::builder().outbound_caller_id_name("Acme")
        .outbound_flow_id(flow.contact_flow_id().unwrap());
    let update = connect.update_queue_outbound_caller_config().instance_id(id).queue_id(queue);
    let missing = caller.clone().outbound_caller_id_number_id("00000000-0000-0000-0000-000000000000");
    match update.clone().outbound_caller_config(missing.build()).send().await.map_err(|e| e.into_service_error()) {
        Err(UpdateQueueOutboundCallerConfigError::ResourceNotFoundException(error)) =>
            println!("refused: {}", error.message().unwrap_or_default()),
        answer => panic!("a number that is missing was not refused: {answer:?}"),
    }
    let caller = caller.outbound_caller_id_number_id(number.phone_number_id().unwrap()).build();
    update.outbound_caller_config(caller).send().await?;

    let mut queues = connect.list_queues().instance_id(id).queue_types(QueueType::Standard)
        .into_paginator().page_size(1).items().send();
    print!("queues:");
    while let Some(listed) = queues.next().await {
        print!(" {}", listed?.name().unwrap());
    }

    let described = connect.describe_queue().instance_id(id).queue_id(queue).send().await?;
    let shown = described.queue().unwrap().outbound_caller_config().unwrap();
    println!("\nok: {} {free} {queue}", shown.outbound_caller_id_name().unwrap());
    Ok(())
}
