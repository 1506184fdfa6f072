"""A flow written as a list of steps, and how it reads in the Flow language."""

import json
from dataclasses import dataclass

from outdial.domain import flow_language
from outdial.domain.contact_flow import ContactFlowType

Step = tuple[str, dict[str, object]]
"""An action's type and its parameters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowTemplate:
    """A flow that every new instance gets; a default one can be edited, never deleted."""

    name: str
    type: ContactFlowType
    description: str
    steps: tuple[Step, ...]
    is_default: bool

    @property
    def content(self) -> str:
        """Write the steps in the Flow language, each leading to the next whatever happens."""
        names = [f"step-{number}" for number in range(1, len(self.steps) + 1)]
        actions = [
            _action(name, step, following)
            for name, step, following in zip(names, self.steps, [*names[1:], None], strict=True)
        ]
        flow = {"Version": flow_language.VERSION, "StartAction": names[0], "Metadata": {}}
        return json.dumps(flow | {"Actions": actions})


def _action(name: str, step: Step, following: str | None) -> dict[str, object]:
    kind, parameters = step
    transitions = {} if following is None else _transitions(kind, following)
    return {
        "Identifier": name,
        "Type": kind,
        "Parameters": parameters,
        "Transitions": transitions,
    }


def _transitions(kind: str, following: str) -> dict[str, object]:
    return {
        "NextAction": following,
        "Errors": [
            {"NextAction": following, "ErrorType": error}
            for error in _ERRORS.get(kind, ("NoMatchingError",))
        ],
        "Conditions": [
            {"NextAction": following, "Condition": {"Operator": operator, "Operands": [operand]}}
            for operator, operand in _RESULTS.get(kind, ())
        ],
    }


_ERRORS = {
    "DistributeByPercentage": ("NoMatchingCondition",),
    "GetParticipantInput": ("InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError"),
    "TransferContactToQueue": ("QueueAtCapacity", "NoMatchingError"),
    "UpdateContactRecordingBehavior": (),
    "UpdateContactRoutingBehavior": (),
}
"""The errors that an action branches on; the others on NoMatchingError."""

_RESULTS = {
    "CheckHoursOfOperation": (("Equals", "True"), ("Equals", "False")),
    "DistributeByPercentage": (("NumberLessThan", "51"),),
    "GetParticipantInput": (("Equals", "1"),),
    "MessageParticipantIteratively": (("Equals", "MessagesInterrupted"),),
}
"""The results that an action branches on."""
