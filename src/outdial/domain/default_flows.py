"""The flows that a new instance holds: the defaults and the samples.

Names and types are those of a new instance of Amazon Connect [documented, observed]; what is in
them is written for Outdial, as short as says what each is for.
"""

from outdial.domain.contact_flow import ContactFlowType
from outdial.domain.flow_template import FlowTemplate, Step

_END: Step = ("EndFlowExecution", {})
_HANG_UP: Step = ("DisconnectParticipant", {})
_TO_AGENT: Step = ("TransferContactToAgent", {})
_TO_QUEUE: Step = ("TransferContactToQueue", {})
_RECORD: Step = (
    "UpdateContactRecordingBehavior",
    {"RecordingBehavior": {"RecordedParticipants": ["Agent", "Customer"]}},
)


def _say(text: str) -> Step:
    return "MessageParticipant", {"Text": text}


def _repeat(text: str, pause_seconds: int) -> Step:
    ssml = f'<speak>{text}<break time="{pause_seconds}s"/></speak>'
    return "MessageParticipantIteratively", {"Messages": [{"SSML": ssml}]}


def _ask(text: str) -> Step:
    return "GetParticipantInput", {
        "Text": text,
        "InputTimeLimitSeconds": "5",
        "StoreInput": "False",
    }


def _note(**attributes: str) -> Step:
    return "UpdateContactAttributes", {"Attributes": attributes, "TargetContact": "Current"}


def _default(name: str, flow_type: ContactFlowType, description: str, *steps: Step) -> FlowTemplate:
    return FlowTemplate(
        name=name, type=flow_type, description=description, steps=steps, is_default=True
    )


def _sample(
    name: str, description: str, *steps: Step, flow_type: ContactFlowType = "CONTACT_FLOW"
) -> FlowTemplate:
    return FlowTemplate(
        name=name, type=flow_type, description=description, steps=steps, is_default=False
    )


DEFAULT_FLOWS: tuple[FlowTemplate, ...] = (
    _default(
        "Default agent hold",
        "AGENT_HOLD",
        "What an agent on hold hears.",
        _repeat("You are on hold.", 10),
    ),
    _default(
        "Default agent transfer",
        "AGENT_TRANSFER",
        "Hands the contact to an agent.",
        _say("Transferring now."),
        _TO_AGENT,
    ),
    _default(
        "Default agent whisper",
        "AGENT_WHISPER",
        "Tells the agent which queue the contact comes from.",
        _say("$.Queue.Name"),
        _END,
    ),
    _default(
        "Default customer hold",
        "CUSTOMER_HOLD",
        "What a customer on hold hears.",
        _repeat("Please hold.", 10),
    ),
    _default(
        "Default customer queue",
        "CUSTOMER_QUEUE",
        "What a customer in a queue hears.",
        _repeat("Thank you for calling. We answer calls in the order they come in.", 10),
    ),
    _default(
        "Default customer whisper",
        "CUSTOMER_WHISPER",
        "What a customer hears before the agent is there.",
        (
            "MessageParticipant",
            {"SSML": '<speak><say-as interpret-as="expletive">beep</say-as></speak>'},
        ),
        _END,
    ),
    _default(
        "Default outbound",
        "OUTBOUND_WHISPER",
        "What the called party hears before the agent is there.",
        _say("This call is not being recorded."),
        _END,
    ),
    _default(
        "Default queue transfer",
        "QUEUE_TRANSFER",
        "Hands the contact to a queue.",
        _say("Now being placed in a queue."),
        _TO_QUEUE,
        _HANG_UP,
    ),
    _sample(
        "Sample AB test",
        "Sends one half of the contacts another way than the other.",
        ("DistributeByPercentage", {}),
        _say("Thank you for taking part."),
        _HANG_UP,
    ),
    _sample(
        "Sample disconnect flow",
        "Asks a question after the agent has left.",
        _note(DisconnectFlowRun="Y"),
        _ask("If you were happy with our service, press 1."),
        _HANG_UP,
    ),
    _sample(
        "Sample inbound flow (first contact experience)",
        "A first flow: greets, offers a choice, and goes on to a queue.",
        _say("Hello, thank you for calling."),
        _ask("To speak to an agent, press 1."),
        _TO_QUEUE,
        _HANG_UP,
    ),
    _sample(
        "Sample interruptible queue flow with callback",
        "Interrupts the waiting to offer a callback.",
        (
            "MessageParticipantIteratively",
            {"Messages": [{"Text": "Please wait."}], "InterruptFrequencySeconds": "30"},
        ),
        _ask("To be called back instead of waiting, press 1."),
        _END,
        flow_type="CUSTOMER_QUEUE",
    ),
    _sample(
        "Sample Lambda integration",
        "Says what a function found out about the caller.",
        _note(Greeting="Hello from the sample Lambda integration."),
        _say("$.Attributes.Greeting"),
        _HANG_UP,
    ),
    _sample(
        "Sample note for screenpop",
        "Sets an attribute for the agent's screen to show.",
        _note(screenpop="https://www.example.com/"),
        _say("A note is set for the agent."),
        _TO_QUEUE,
        _HANG_UP,
    ),
    _sample(
        "Sample queue configurations flow",
        "Changes the priority of a contact in its queue.",
        ("UpdateContactRoutingBehavior", {"QueuePriority": "1"}),
        _TO_QUEUE,
        _HANG_UP,
    ),
    _sample(
        "Sample queue customer",
        "Queues the customer in opening hours.",
        ("CheckHoursOfOperation", {}),
        _TO_QUEUE,
        _HANG_UP,
    ),
    _sample(
        "Sample recording behavior",
        "Records agent and customer.",
        _RECORD,
        _say("This call is being recorded."),
        _TO_QUEUE,
        _HANG_UP,
    ),
    _sample(
        "Sample secure input with agent",
        "Takes a number from the customer while the agent is on hold.",
        (
            "UpdatePreviousContactParticipantState",
            {"PreviousContactParticipantState": "AgentOnHold"},
        ),
        _ask("Please enter your number."),
        ("UpdatePreviousContactParticipantState", {"PreviousContactParticipantState": "OffHold"}),
        _TO_AGENT,
        flow_type="QUEUE_TRANSFER",
    ),
    _sample(
        "Sample secure input with no agent",
        "Takes a number from the customer before an agent is there.",
        _ask("Please enter your number."),
        _TO_QUEUE,
        _HANG_UP,
    ),
)
