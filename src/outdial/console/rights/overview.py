"""What the principals of the account may do with a queue, beside each other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from outdial.console.rights.calls import COLUMNS
from outdial.console.rights.listing import KINDS, list_principals
from outdial.console.rights.subject import Subject
from outdial.console.visit import Page, Visit
from outdial.explaining.survey import Surveyed, survey
from outdial.explaining.told import OUTCOMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What came out for a principal and an operation, and where it is explained."""

    operation: str
    outcome: str
    told: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A principal; the title is what people call it."""

    title: str
    arn: str
    cells: tuple[Cell, ...]


def show_access(visit: Visit) -> Page:
    """Show a page of principals of one kind."""
    subject = Subject.of(visit)
    asked = visit.query.get("of", "")
    kind = asked if asked in KINDS else "users"
    listed = list_principals(subject.app, visit, kind)
    questions = [subject.target.question(operation, subject.configuration) for operation in COLUMNS]
    scope, way = visit.visitor.scope(visit.region), visit.visitor.surroundings
    surveyed = survey(subject.app, [*listed.arns], questions, scope, way)
    return subject.page(
        "access",
        f"Who may do what with {subject.name}",
        columns=COLUMNS,
        kinds={text: subject.address("access", of=name) for name, text in KINDS.items()},
        kind=KINDS[kind],
        rows=list(_rows(subject, surveyed, listed.arns)),
        note=listed.note,
        is_first="next" not in visit.query,
        first=subject.address("access", of=kind),
        following=listed.following and subject.address("access", of=kind, next=listed.following),
    )


def _rows(subject: Subject, surveyed: Sequence[Surveyed], arns: Mapping[str, str]) -> Iterator[Row]:
    for one in surveyed:
        cells = (
            Cell(
                operation=operation,
                outcome=outcome,
                told=OUTCOMES[outcome],
                address=subject.address("explain", principal=one.principal, operation=operation),
            )
            for operation, outcome in zip(COLUMNS, one.outcomes, strict=True)
        )
        yield Row(title=one.title, arn=arns[one.principal], cells=tuple(cells))
