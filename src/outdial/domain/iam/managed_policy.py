"""Managed policies and their versions: the record.

M1   A policy has five versions at most. [documented]
M2   Versions are v1, v2, …; the number of a deleted version is not given again. [documented]
M3   The default version cannot be deleted. [documented]
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from outdial.domain.iam.entity import POLICY_KIND, Entity

MOST_VERSIONS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyVersion:
    """One version of a managed policy."""

    id: str
    document: str
    created: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagedPolicy(Entity):
    """A managed policy: `id` is its name as it is compared, `unique_id` begins with ANPA.

    A policy is never renamed, so that its ARN alone tells where it is.
    """

    kind: ClassVar[str] = POLICY_KIND
    segment: ClassVar[str] = "policy"

    unique_id: str
    versions: tuple[PolicyVersion, ...]
    default_version_id: str = "v1"
    latest_number: int = 1
    description: str | None = None
    updated: datetime

    @property
    def unique_name(self) -> None:
        """None: the id is the name already."""
        return

    @property
    def document(self) -> str:
        """The document that is in force: the default version's."""
        return next(v.document for v in self.versions if v.id == self.default_version_id)

    @property
    def is_full(self) -> bool:
        """Tell if there is no place for another version."""
        return len(self.versions) >= MOST_VERSIONS  # M1

    def version(self, version_id: str) -> PolicyVersion | None:
        """Find a version."""
        return next((version for version in self.versions if version.id == version_id), None)

    def with_version(self, document: str, now: datetime, *, as_default: bool) -> "ManagedPolicy":
        """Add a version."""
        number = self.latest_number + 1  # M2
        version = PolicyVersion(id=f"v{number}", document=document, created=now)
        return replace(
            self,
            versions=(*self.versions, version),
            latest_number=number,
            default_version_id=version.id if as_default else self.default_version_id,
            updated=now,
        )

    def without_version(self, version_id: str, now: datetime) -> "ManagedPolicy":
        """Take a version away."""
        left = tuple(version for version in self.versions if version.id != version_id)
        return replace(self, versions=left, updated=now)
