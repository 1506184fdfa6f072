"""Instances: the record of a contact centre in one Region, and its rules.

I1   SAML and CONNECT_MANAGED need an alias, EXISTING_DIRECTORY needs a DirectoryId, else
     InvalidRequestException. [documented; the error inferred]
I2   An alias is taken once in the world, whatever the case of its letters:
     InvalidRequestException. [observed; the letters' case chosen, as it becomes a host name]
I3   An attribute's value is the text `true` or `false`, else InvalidParameterException.
     [documented; the error chosen]
I4   An attribute that was never set has its default. [observed for the six older ones; `false`
     for the others chosen]
I5   The address is `https://<alias>.my.connect.aws`; without an alias there is none.
     [documented; the absence inferred]
I6   The service role's name ends in a suffix of the instance's own, which never changes.
     [documented; made here from the instance's id]
I7   A copy of an instance shows the address and the role of the original. The address goes with
     the alias: a replica, which has another one, has its own. [chosen]
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from outdial.domain.arns import partition_of
from outdial.domain.replication import Replication
from outdial.domain.resource import Address, Entry, Reference, Regional
from outdial.errors import InvalidParameterException, InvalidRequestException

IdentityManagement = Literal["SAML", "CONNECT_MANAGED", "EXISTING_DIRECTORY"]

DEFAULT_ATTRIBUTES: Mapping[str, str] = {
    "INBOUND_CALLS": "false",
    "OUTBOUND_CALLS": "false",
    "CONTACTFLOW_LOGS": "false",
    "CONTACT_LENS": "true",
    "AUTO_RESOLVE_BEST_VOICES": "true",
    "USE_CUSTOM_TTS_VOICES": "false",
    "EARLY_MEDIA": "true",
    "MULTI_PARTY_CONFERENCE": "false",
    "AUTO_MUTE_AGENT_ON_HOLD": "false",
    "HIGH_VOLUME_OUTBOUND": "false",
    "ENHANCED_CONTACT_MONITORING": "false",
    "ENHANCED_CHAT_MONITORING": "false",
    "MULTI_PARTY_CHAT_CONFERENCE": "false",
    "MESSAGE_STREAMING": "false",
}
"""Every attribute of an instance, with the value that it has until it is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance(Regional):
    """An instance; its attributes (`INBOUND_CALLS`, …) are texts `"true"` and `"false"`."""

    kind: ClassVar[str] = "instance"

    identity_management_type: IdentityManagement
    alias: str | None = None
    directory_id: str | None = None
    created_time: datetime
    attributes: Mapping[str, str]
    replication: Replication | None = None
    own_url: str | None = None
    own_role: str | None = None
    """The address and the service role of an instance that was copied from elsewhere."""

    @property
    def path(self) -> str:
        """`instance/<id>`."""
        return f"instance/{self.id}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """An alias is unique among all accounts and Regions: it names a web address."""
        return () if self.alias is None else (alias_entry(self.alias),)  # I2

    @property
    def references(self) -> tuple[Reference, ...]:
        """A replica names the replicas of its account, so that they can be counted."""
        replication = self.replication
        if replication is None or self.region != replication.replica_region:
            return ()
        return (Reference("is-one", replicas_of(self.account)),)

    @property
    def access_url(self) -> str | None:
        """The web address that agents sign in at."""
        if self.own_url and self.own_url.startswith(f"https://{self.alias}."):
            return self.own_url  # I7
        return None if self.alias is None else f"https://{self.alias}.my.connect.aws"  # I5

    @property
    def service_role(self) -> str:
        """The ARN of the role that the service would act as."""
        if self.own_role:
            return self.own_role  # I7
        digest = hashlib.blake2b(self.id.encode(), digest_size=12).digest()
        suffix = base64.b32encode(digest).decode().rstrip("=")  # I6
        return (
            f"arn:{partition_of(self.region)}:iam::{self.account}:role/aws-service-role"
            f"/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_{suffix}"
        )

    def attribute(self, name: str) -> str:
        """Tell the value of an attribute."""
        return self.attributes.get(name, DEFAULT_ATTRIBUTES[name])  # I4

    def is_on(self, name: str) -> bool:
        """Tell whether an attribute is `true`."""
        return self.attribute(name) == "true"


def alias_entry(alias: str) -> Entry:
    """Name the key that an alias holds among all homes."""
    return Entry("instance-alias", alias.lower())


def replicas_of(account: str) -> Address:
    """Name what every replica of an account names; there is no such record."""
    return Address("replicas", account, account)


def refuse_incomplete(
    identity: IdentityManagement, alias: str | None, directory_id: str | None
) -> None:
    """Refuse a new instance that lacks what its identity management needs."""
    if identity == "EXISTING_DIRECTORY":
        if directory_id is None:
            raise InvalidRequestException("EXISTING_DIRECTORY needs a DirectoryId")  # I1
    elif alias is None:
        raise InvalidRequestException(f"{identity} needs an InstanceAlias")  # I1


def refuse_value(value: str) -> None:
    """Refuse what is no value of an attribute."""
    if value not in ("true", "false"):
        raise InvalidParameterException(f"Value must be true or false, not {value}")  # I3


def flag(*, on: bool) -> str:
    """Write a truth as an attribute's value."""
    return "true" if on else "false"
