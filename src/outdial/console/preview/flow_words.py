"""What the Flow language's names are called in plain words."""

import re
from collections.abc import Mapping

_TITLES = {
    "CompleteOutboundCall": "Place the call",
    "ConnectParticipantWithLexBot": "Talk to a Lex bot",
    "DequeueContactAndTransferToQueue": "Move to another queue",
    "DisconnectParticipant": "Hang up",
    "DistributeByPercentage": "Distribute by percentage",
    "EndFlowExecution": "End the flow",
    "EndFlowModuleExecution": "End the module",
    "GetParticipantInput": "Ask for an answer",
    "InvokeFlowModule": "Run a module",
    "InvokeLambdaFunction": "Call a Lambda function",
    "MessageParticipant": "Say or play",
    "MessageParticipantIteratively": "Say or play again and again",
    "TransferContactToAgent": "Hand over to an agent",
    "TransferContactToQueue": "Hand over to the queue",
    "TransferParticipantToThirdParty": "Hand over to a phone number",
    "TransferToFlow": "Go on with another flow",
    "UpdateContactAttributes": "Set attributes of the contact",
    "UpdateContactRecordingBehavior": "Choose what is recorded",
    "UpdateContactTargetQueue": "Choose the queue",
    "UpdateContactTextToSpeechVoice": "Choose the voice",
    "Wait": "Wait",
}


def title(kind: str) -> str:
    """Call an action's type by what it does; one that has no such name is taken apart in words."""
    return _TITLES.get(kind) or _words(kind).capitalize() or "No type"


def error(name: object) -> str:
    """Name a branch that is taken on an error."""
    words = _words(name) if isinstance(name, str) else ""
    return {
        "": "on an error without a name",
        "no matching error": "on any other error",
        "no matching condition": "if nothing matches",
    }.get(words, f"on the error “{words}”")


def condition(value: object) -> str:
    """Say when a branch on a condition is taken."""
    if not isinstance(value, Mapping):
        return "on a condition that cannot be read"
    operator, operands = value.get("Operator"), value.get("Operands")
    words = _words(operator) if isinstance(operator, str) else "is"
    with_what = operands if isinstance(operands, list) else []
    return (
        f"if it {words} {', '.join(f'“{each}”' for each in with_what if _is_plain(each))}".strip()
    )


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float)


def _words(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()
