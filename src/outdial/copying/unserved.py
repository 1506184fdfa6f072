"""What an instance may have and Outdial does not keep, counted so that it is missed knowingly."""

from collections.abc import Iterator
from functools import partial
from typing import Any, Final, NamedTuple

from outdial.copying.notes import NOT_SERVED, Notes
from outdial.copying.progress import Progress
from outdial.copying.side_reader import SideReader
from outdial.seed.api import RefusedError


class Unserved(NamedTuple):
    """A kind, and how it is listed."""

    what: str
    operation: str
    member: str
    most: int
    narrowed: tuple[tuple[str, Any], ...] = ()


UNSERVED: Final = (
    Unserved("users", "ListUsers", "UserSummaryList", 1000),
    Unserved(
        "queues of agents", "ListQueues", "QueueSummaryList", 1000, (("QueueTypes", ["AGENT"]),)
    ),
    Unserved("routing profiles", "ListRoutingProfiles", "RoutingProfileSummaryList", 1000),
    Unserved("security profiles", "ListSecurityProfiles", "SecurityProfileSummaryList", 1000),
    Unserved("hierarchy groups", "ListUserHierarchyGroups", "UserHierarchyGroupSummaryList", 1000),
    Unserved("agent statuses", "ListAgentStatuses", "AgentStatusSummaryList", 1000),
    Unserved("prompts", "ListPrompts", "PromptSummaryList", 1000),
    Unserved("flow modules", "ListContactFlowModules", "ContactFlowModulesSummaryList", 1000),
    Unserved("task templates", "ListTaskTemplates", "TaskTemplates", 100),
    Unserved("evaluation forms", "ListEvaluationForms", "EvaluationFormSummaryList", 100),
    Unserved("Lambda functions", "ListLambdaFunctions", "LambdaFunctions", 25),
    Unserved("approved origins", "ListApprovedOrigins", "Origins", 25),
    Unserved(
        "integrations", "ListIntegrationAssociations", "IntegrationAssociationSummaryList", 100
    ),
)


def count_unserved(reader: SideReader, notes: Notes) -> None:
    """Note how many there are of what cannot be imported."""
    for kind in UNSERVED:
        reader.tell(Progress(f"{reader.region}: {kind.what}"))
        count = notes.attempt(kind.what, partial(_count, reader, kind))
        if count:
            notes.add(f"{kind.what}: {count} not imported: Outdial does not keep them")


def _count(reader: SideReader, kind: Unserved) -> int:
    try:
        listed = reader.kept.list(
            kind.operation,
            kind.member,
            InstanceId=reader.kept.instance_id,
            MaxResults=kind.most,
            **dict(kind.narrowed),
        )
    except RefusedError as error:
        if error.code == NOT_SERVED:
            return 0  # another Outdial, which does not keep them either
        raise
    return len(listed[kind.member])


def kinds_unserved() -> Iterator[str]:
    """Name what is never imported."""
    return (kind.what for kind in UNSERVED)
