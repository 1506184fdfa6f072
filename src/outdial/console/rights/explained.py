"""Why one principal may or may not make a call, and what would change that."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from outdial.access.policy.decision import LAYER_NAMES
from outdial.console.editing.choices import choices
from outdial.console.editing.configuration import OPERATION as CHANGE
from outdial.console.editing.configuration import Chosen, Configuration
from outdial.console.named import Directory
from outdial.console.rights.calls import COLUMNS, operations
from outdial.console.rights.subject import Subject
from outdial.console.shell import command
from outdial.console.visit import Crumb, Page, Visit
from outdial.explaining.asking import explain_in
from outdial.explaining.question import Question, QuestionError
from outdial.explaining.told import OUTCOMES, Reason, headline, reasons

_MOST_REASONS = 20
_MOST_OF_TEXT = 300
"""So many reasons of a resource are told, and so much of each; policies may be long."""


class Resource(NamedTuple):
    """A resource that the call needs, what came out for it, and why; `unsaid` counts reasons."""

    title: str
    arn: str
    outcome: str
    told: str
    reasons: tuple[Reason, ...]
    unsaid: int


class Remedy(NamedTuple):
    """What would change the outcome, with the statement to add if it is one."""

    text: str
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Chosen):
    """What the form asks: of whom, about which call, and with which number and flow."""

    principal: str
    operation: str

    @classmethod
    def of(cls, query: Mapping[str, str], config: Configuration) -> "Asked":
        """Read what was asked; who came by a link asks about what the queue has."""
        wanted = query.get("operation", "")
        is_sent = "asked" in query
        return cls(
            principal=query.get("principal", "").strip(),
            operation=wanted if wanted in operations() else CHANGE,
            name=config.name,
            number=query.get("number", "") if is_sent else config.number,
            flow=query.get("flow", "") if is_sent else config.flow,
            other_number=query.get("other-number", "").strip(),
            other_flow=query.get("other-flow", "").strip(),
        )


def show_explained(visit: Visit) -> Page:
    """Show the question's answer, or the form to ask one."""
    subject = Subject.of(visit)
    asked = Asked.of(visit.query, subject.configuration)
    question = subject.target.question(asked.operation, asked.configuration, asked.principal)
    answer, error = _answer(subject, question) if asked.principal else ({}, None)
    numbers, flows = choices(visit, Directory(visit), asked.number, asked.flow)
    return subject.page(
        "explained",
        f"Who may do what with {subject.name}, and why",
        Crumb("Access", subject.address("access")),
        status=400 if error else 200,
        asked=asked,
        operations=operations(),
        words=COLUMNS,
        change=CHANGE,
        most_of_text=_MOST_OF_TEXT,
        layers=LAYER_NAMES,
        numbers=numbers,
        flows=flows,
        error=str(error) if error else "",
        wrong=error.about if error else "",
        **_told(answer),
        command=_command(visit, question) if answer else "",
    )


def _answer(subject: Subject, question: Question) -> tuple[dict[str, Any], QuestionError | None]:
    scope = subject.visit.visitor.scope(subject.visit.region)
    way = subject.visit.visitor.surroundings
    try:
        explanation = explain_in(subject.app, question, lambda _: scope, way)
    except QuestionError as error:
        return {}, error
    return explanation.as_json(), None


def _told(answer: Mapping[str, Any]) -> dict[str, object]:
    """Put an answer into words."""
    return {
        "headline": headline(answer) if answer else "",
        "is_allowed": answer.get("outcome") == "allowed",
        "resources": list(_resources(answer)),
        "remedies": list(_remedies(answer)),
        "notes": answer.get("notes", ()),
    }


def _resources(answer: Mapping[str, Any]) -> Iterator[Resource]:
    for checked in answer.get("resources", ()):
        told = tuple(reasons(checked))
        yield Resource(
            title=checked["title"],
            arn=checked["arn"],
            outcome=checked["outcome"],
            told=OUTCOMES[checked["outcome"]],
            reasons=told[:_MOST_REASONS],
            unsaid=len(told[_MOST_REASONS:]),
        )


def _remedies(answer: Mapping[str, Any]) -> Iterator[Remedy]:
    for remedy in answer.get("remedies", ()):
        statement = remedy["statement"]
        written = json.dumps(statement, indent=2) if statement else ""
        yield Remedy(remedy["text"], written)


def _command(visit: Visit, question: Question) -> str:
    """Write the command that asks the same."""
    options = {
        "principal": question.principal,
        "operation": question.operation,
        "instance": question.instance or "",
        "queue": question.queue or "",
        "number": question.number or "",
        "flow": question.flow or "",
        "input": json.dumps(question.input) if question.input else "",
        "region": visit.region,
        "endpoint-url": visit.server,
    }
    return command(("outdial", "explain"), options)
