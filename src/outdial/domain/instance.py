"""Instances: the record of a contact centre in one Region."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from outdial.domain.arns import Scope
from outdial.domain.resource import Entry, Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance(Resource):
    """An instance; its attributes (`INBOUND_CALLS`, …) are texts `"true"` and `"false"`."""

    kind: ClassVar[str] = "instance"

    account: str
    region: str
    identity_management_type: Literal["SAML", "CONNECT_MANAGED", "EXISTING_DIRECTORY"]
    alias: str | None = None
    directory_id: str | None = None
    created_time: datetime
    attributes: Mapping[str, str]

    @property
    def home(self) -> str:
        """An instance's record lives in its account and Region."""
        return Scope(self.account, self.region).home

    @property
    def path(self) -> str:
        """`instance/<id>`."""
        return f"instance/{self.id}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """An alias is unique among all accounts and Regions: it names a web address."""
        return () if self.alias is None else (Entry("instance-alias", self.alias.lower()),)
