import json

import pytest

from outdial.domain.default_flows import DEFAULT_FLOWS
from outdial.domain.flow_content import problems_when_published, spoken_text
from outdial.domain.flow_template import FlowTemplate


def test_a_new_instance_has_one_default_flow_of_each_kind_that_needs_one() -> None:
    defaults = {flow.name: flow.type for flow in DEFAULT_FLOWS if flow.is_default}

    assert defaults == {
        "Default agent hold": "AGENT_HOLD",
        "Default agent transfer": "AGENT_TRANSFER",
        "Default agent whisper": "AGENT_WHISPER",
        "Default customer hold": "CUSTOMER_HOLD",
        "Default customer queue": "CUSTOMER_QUEUE",
        "Default customer whisper": "CUSTOMER_WHISPER",
        "Default outbound": "OUTBOUND_WHISPER",
        "Default queue transfer": "QUEUE_TRANSFER",
    }


def test_a_new_instance_has_sample_flows() -> None:
    samples = [flow.name for flow in DEFAULT_FLOWS if not flow.is_default]

    assert samples == [
        "Sample AB test",
        "Sample disconnect flow",
        "Sample inbound flow (first contact experience)",
        "Sample interruptible queue flow with callback",
        "Sample Lambda integration",
        "Sample note for screenpop",
        "Sample queue configurations flow",
        "Sample queue customer",
        "Sample recording behavior",
        "Sample secure input with agent",
        "Sample secure input with no agent",
    ]


@pytest.mark.parametrize("flow", DEFAULT_FLOWS, ids=lambda flow: flow.name)
def test_every_flow_can_be_published(flow: FlowTemplate) -> None:
    assert problems_when_published(flow.content, flow.type) == []


def test_the_default_outbound_flow_says_that_nobody_records() -> None:
    [flow] = [flow for flow in DEFAULT_FLOWS if flow.name == "Default outbound"]

    assert spoken_text(flow.content) == "This call is not being recorded."


def test_a_step_leads_to_the_next_whatever_happens() -> None:
    flow = FlowTemplate(
        name="Ask",
        type="CONTACT_FLOW",
        description="",
        steps=(("GetParticipantInput", {"Text": "Press 1."}), ("DisconnectParticipant", {})),
        is_default=False,
    )

    assert json.loads(flow.content) == {
        "Version": "2019-10-30",
        "StartAction": "step-1",
        "Metadata": {},
        "Actions": [
            {
                "Identifier": "step-1",
                "Type": "GetParticipantInput",
                "Parameters": {"Text": "Press 1."},
                "Transitions": {
                    "NextAction": "step-2",
                    "Errors": [
                        {"NextAction": "step-2", "ErrorType": "InputTimeLimitExceeded"},
                        {"NextAction": "step-2", "ErrorType": "NoMatchingCondition"},
                        {"NextAction": "step-2", "ErrorType": "NoMatchingError"},
                    ],
                    "Conditions": [
                        {
                            "NextAction": "step-2",
                            "Condition": {"Operator": "Equals", "Operands": ["1"]},
                        }
                    ],
                },
            },
            {
                "Identifier": "step-2",
                "Type": "DisconnectParticipant",
                "Parameters": {},
                "Transitions": {},
            },
        ],
    }
