"""The input of the call that a question is about, with what it names by name looked up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from outdial.domain.arns import is_arn
from outdial.domain.contact_flow import ContactFlow
from outdial.domain.instance import Instance, alias_entry
from outdial.domain.phone_number import PhoneNumber, claim_of
from outdial.domain.queue import Queue
from outdial.domain.resource import Content
from outdial.explaining.fitting import refuse_unfit
from outdial.explaining.question import Question, QuestionError
from outdial.mirroring import Sides
from outdial.registry import HANDLERS
from outdial.wire.model import Operation
from outdial.wire.validate import find_violations

CONFIG = "OutboundCallerConfig"

_E164 = re.compile(r"\+\d+")
_MEMBER = re.compile(r"\{(\w+)")


@dataclass(frozen=True, slots=True)
class Inputs:
    """Makes the input; ids and ARNs stay as they are, whether they name anything or not."""

    question: Question
    operation: Operation
    sides: Sides

    def make(self) -> dict[str, Any]:
        """Make the input, which must name all that the operation must be allowed on."""
        question = self.question
        if self.operation.input:
            refuse_unfit(self.operation.input, question.input, "input")
        params = dict(question.input)
        if self._takes(CONFIG) and "InstanceId" not in params:
            params.setdefault(CONFIG, {})
        if question.instance is not None or (self._needs("InstanceId") - params.keys()):
            self._put(params, "instance", "InstanceId", self._instance(question.instance))
        if question.queue is not None:
            self._put(params, "queue", "QueueId", self._content(params, Queue, question.queue))
        if question.number is not None:
            place = ("OutboundCallerIdNumberId", "PhoneNumberId")
            self._put_caller(params, "number", *place, self._number(question.number))
        if question.flow is not None:
            flow = self._content(params, ContactFlow, question.flow)
            self._put_caller(params, "flow", "OutboundFlowId", "ContactFlowId", flow)
        self._refuse_incomplete(params)
        return params

    def _takes(self, member: str) -> bool:
        shape = self.operation.input
        return shape is not None and member in shape.refs

    def _needs(self, *members: str) -> set[str]:
        shape = self.operation.input
        return {*members} & {*(shape.required if shape else ())}

    def _put(self, params: dict[str, Any], what: str, member: str, value: str) -> None:
        if not self._takes(member):
            raise QuestionError(f"{self.operation.name} takes no {member}: leave the {what} out")
        params[member] = value

    def _put_caller(
        self, params: dict[str, Any], what: str, in_config: str, member: str, value: str
    ) -> None:
        """Put what a queue's outbound caller may have into that, where there is one."""
        if self._takes(CONFIG):
            params[CONFIG] = {**params.get(CONFIG, {}), in_config: value}
        else:
            self._put(params, what, member, value)

    def _instance(self, text: str | None) -> str:
        scope, tx = self.sides.scope, self.sides.tx
        if text is None:
            there = tx.page(Instance, scope.home, after="", limit=2)
            if len(there) != 1:
                many = "several" if there else "no"
                raise QuestionError(
                    f"Name an instance: there are {many} instances in {scope.region}"
                )
            return there[0].id
        if _is_id(text):
            return text
        address = tx.find_entry(alias_entry(text))
        # Both Regions of a pair know the instance by the same id, and each has an alias for it.
        found = address and tx.find(Instance, scope.home, address.id)
        if found is None:
            text = f"There is no instance {text} in {scope.region}"
            raise QuestionError(text, about="instance")
        return found.id

    def _content(self, params: Mapping[str, Any], kind: type[Content], text: str) -> str:
        """Give the id of something in the instance of the input."""
        if _is_id(text):
            return text
        sides, instance_id = self.sides, str(params.get("InstanceId")).rpartition("/")[2]
        instance = sides.tx.find(Instance, sides.scope.home, instance_id)
        if instance:
            sides.enter(instance)
        found = sides.tx.find_named(kind, instance_id, text)
        if found is None:
            word = _word(kind)
            raise QuestionError(f"There is no {word} {text} in instance {instance_id}", about=word)
        return found.id

    def _number(self, text: str) -> str:
        """Give the number's own ARN, which names it in every Region, for one in E.164."""
        if not _E164.fullmatch(text):
            return text
        address = self.sides.tx.find_entry(claim_of(text))
        found = address and self.sides.tx.find(PhoneNumber, address.home, address.id)
        if found is None or found.account != self.sides.scope.account:
            raise QuestionError(f"There is no number {text} in the account", about="number")
        return found.arn

    def _refuse_incomplete(self, params: dict[str, Any]) -> None:
        """Refuse an input that does not say what the operation must be allowed on."""
        handler = HANDLERS[self.operation.key]
        named = {
            name
            for template in handler.on or ()
            if isinstance(template, str)
            for name in _MEMBER.findall(template)
        }
        missing = [
            one.path
            for one in find_violations(self.operation, params)
            if one.missing and one.path in named
        ]
        if missing:
            raise QuestionError(f"{self.operation.name} needs {' and '.join(missing)} too")


def _is_id(text: str) -> bool:
    """Tell an id or an ARN from a name."""
    if is_arn(text):
        return True
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def _word(kind: type[Content]) -> str:
    return "flow" if kind is ContactFlow else kind.kind
