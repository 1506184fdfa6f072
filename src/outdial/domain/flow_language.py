"""The Flow language, version 2019-10-30: its actions, and the flows that each may stand in.

The names are those of the Flow language reference and of the flow designer's blocks
[documented], and of flows that the service exported or accepted [observed]. Where the two spell
a name differently, both count: the service is said to take `UntagContact` and
`UpdateContactRoutingCriteria` only, but the reference prints `UnTagContact` and
`UpdateRoutingCriteria`, and a flow written by the book should not be refused.

The restrictions are those of the reference, save where its pages disagree:

- `EndFlowExecution` is for whisper and customer queue flows only, says its own page; the page of
  its block names all flows and says what it does in an inbound one. It is allowed everywhere.
- `UpdatePreviousContactParticipantState` is for inbound and transfer flows, says its page; the
  page of its block adds outbound whispers. They are allowed too.
- All of them are older than campaign flows and do not mention them. A campaign flow is free,
  except for what only a flow module can hold.
"""

from collections.abc import Mapping

VERSION = "2019-10-30"

PARTICIPANT_ACTIONS = frozenset({
    "AuthenticateParticipant",
    "ConnectParticipantWithLexBot",
    "DisconnectParticipant",
    "GetParticipantInput",
    "MessageParticipant",
    "MessageParticipantIteratively",
    "RenderMessageTemplate",
    "ShowView",
    "TransferParticipantToThirdParty",
})  # fmt: skip

CONTACT_ACTIONS = frozenset({
    "CompleteOutboundCall",
    "CreateCase",
    "CreateContact",
    "CreatePersistentContactAssociation",
    "CreateTask",
    "CreateWisdomSession",
    "DequeueContactAndTransferToQueue",
    "EndFlowModuleExecution",
    "GetCase",
    "InvokeFlowModule",
    "LoadContactContent",
    "PauseContact",
    "ResumeContact",
    "StartOutboundChatContact",
    "StartOutboundEmailContact",
    "TagContact",
    "TransferContactToAgent",
    "TransferContactToQueue",
    "UnTagContact",
    "UntagContact",
    "UpdateCase",
    "UpdateContactAttributes",
    "UpdateContactCallbackNumber",
    "UpdateContactData",
    "UpdateContactEventHooks",
    "UpdateContactMediaProcessing",
    "UpdateContactMediaStreamingBehavior",
    "UpdateContactRecordingAndAnalyticsBehavior",
    "UpdateContactRecordingBehavior",
    "UpdateContactRoutingBehavior",
    "UpdateContactRoutingCriteria",
    "UpdateContactTargetQueue",
    "UpdateContactTextToSpeechVoice",
    "UpdatePreviousContactParticipantState",
})  # fmt: skip

FLOW_CONTROL_ACTIONS = frozenset({
    "CheckHoursOfOperation",
    "CheckMetricData",
    "CheckOutboundCallStatus",
    "CheckVoiceId",
    "Compare",
    "DistributeByPercentage",
    "EndFlowExecution",
    "GetMetricData",
    "Loop",
    "StartVoiceIdStream",
    "TransferToFlow",
    "UpdateFlowAttributes",
    "UpdateFlowLoggingBehavior",
    "UpdateRoutingCriteria",
    "Wait",
})  # fmt: skip

INTERACTIONS = frozenset({
    "AssociateContactToCustomerProfile",
    "CreateCallbackContact",
    "CreateCustomerProfile",
    "EvaluateDataTableValues",
    "GetCalculatedAttributesForCustomerProfile",
    "GetCustomerProfile",
    "GetCustomerProfileObject",
    "GetOutboundCommunicationStatus",
    "InvokeLambdaFunction",
    "ListDataTableValues",
    "PutDialRequest",
    "SendOutboundEmail",
    "SendSMS",
    "UpdateCustomerProfile",
    "UpsertDataTableValues",
})  # fmt: skip

ACTIONS = PARTICIPANT_ACTIONS | CONTACT_ACTIONS | FLOW_CONTROL_ACTIONS | INTERACTIONS

ENDING_ACTIONS = frozenset({"DisconnectParticipant", "EndFlowExecution", "EndFlowModuleExecution"})
"""Actions that end the flow: their transitions are empty [documented]."""

LAST_ACTIONS = ENDING_ACTIONS | {
    "DequeueContactAndTransferToQueue",
    "MessageParticipantIteratively",
    "TransferContactToAgent",
    "TransferContactToQueue",
    "TransferParticipantToThirdParty",
    "TransferToFlow",
}
"""Actions that nothing need follow: the contact is handed on or held [observed in exports]."""

_CALLS = frozenset({"CONTACT_FLOW", "AGENT_TRANSFER", "QUEUE_TRANSFER"})
_HOLDS = frozenset({"CUSTOMER_HOLD", "AGENT_HOLD"})
_WHISPERS = frozenset({"CUSTOMER_WHISPER", "AGENT_WHISPER", "OUTBOUND_WHISPER"})
_QUEUE = frozenset({"CUSTOMER_QUEUE"})

ONLY_IN: Mapping[str, frozenset[str]] = {
    "CompleteOutboundCall": frozenset({"OUTBOUND_WHISPER"}),
    "DequeueContactAndTransferToQueue": _QUEUE,
    "DisconnectParticipant": _CALLS | _QUEUE,
    "EndFlowModuleExecution": frozenset(),
    "MessageParticipant": _CALLS | _QUEUE | _WHISPERS,
    "MessageParticipantIteratively": _QUEUE | _HOLDS,
    "TransferContactToAgent": frozenset({"AGENT_TRANSFER", "QUEUE_TRANSFER"}),
    "TransferContactToQueue": _CALLS,
    "TransferParticipantToThirdParty": _CALLS | _QUEUE,
    "TransferToFlow": _CALLS,
    "UpdateContactTargetQueue": _CALLS,
    "UpdatePreviousContactParticipantState": _CALLS | {"OUTBOUND_WHISPER"},
}
"""The types of flow that an action is for [documented]; one that is not named is for all."""

_RESTRICTED_TYPES = _CALLS | _HOLDS | _WHISPERS | _QUEUE


def is_allowed(action: str, flow_type: str) -> bool:
    """Tell whether a flow of this type may hold the action."""
    only_in = ONLY_IN.get(action)
    if only_in is None or flow_type in only_in:
        return True
    return bool(only_in) and flow_type not in _RESTRICTED_TYPES
