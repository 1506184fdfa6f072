"""The API: one module a resource, one function an operation. Importing it fills the registry."""

from outdial.operations import (
    contact_flow_changes,
    contact_flow_search,
    contact_flows,
    flow_associations,
    hours_of_operation,
    instance_attributes,
    instances,
    phone_number_flows,
    phone_number_lists,
    phone_number_moves,
    phone_number_search,
    phone_numbers,
    queue_outbound_caller,
    queue_quick_connects,
    queue_search,
    queue_settings,
    queues,
    quick_connect_changes,
    quick_connects,
    tags,
)
