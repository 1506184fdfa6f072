"""Instances, numbers and traffic distribution groups, as records made from what the API shows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec

from outdial.copying.contents import tail
from outdial.copying.notes import NotImportedError
from outdial.domain.arns import parse_arn
from outdial.domain.instance import Instance
from outdial.domain.phone_number import PhoneNumber
from outdial.domain.replication import Replication
from outdial.domain.traffic_distribution_group import TrafficDistributionGroup
from outdial.seed.api import Answer


def instance(
    shown: Answer, attributes: Mapping[str, str], replication: Replication | None
) -> Instance:
    """Make an instance."""
    made = msgspec.convert(
        {
            **_common(shown["Arn"], shown["Id"], shown, shown["CreatedTime"]),
            "identity_management_type": shown["IdentityManagementType"],
            "alias": shown.get("InstanceAlias"),
            "created_time": shown["CreatedTime"],
            "attributes": {
                "INBOUND_CALLS": _flag(shown.get("InboundCallsEnabled")),
                "OUTBOUND_CALLS": _flag(shown.get("OutboundCallsEnabled")),
                **attributes,
            },
            "replication": replication,
        },
        Instance,
    )
    url, role = shown.get("InstanceAccessUrl"), shown.get("ServiceRole")
    return replace(
        made,
        own_url=None if url == made.access_url else url,
        own_role=None if role == made.service_role else role,
    )


def number(shown: Answer, made: datetime) -> PhoneNumber:
    """Make a phone number."""
    target = shown.get("TargetArn") or ""
    is_group = ":traffic-distribution-group/" in target
    status = shown.get("PhoneNumberStatus") or {}
    return msgspec.convert(
        {
            **_common(shown["PhoneNumberArn"], shown["PhoneNumberId"], shown, made),
            "number": shown["PhoneNumber"],
            "country": shown["PhoneNumberCountryCode"],
            "type": shown["PhoneNumberType"],
            "description": shown.get("PhoneNumberDescription"),
            "instance_id": None if is_group else tail(target),
            "group_id": tail(target) if is_group else None,
            "ready_time": made,
            "failure": status.get("Message") if status.get("Status") == "FAILED" else None,
        },
        PhoneNumber,
    )


def group(shown: Answer, shares: Answer, source: Instance) -> TrafficDistributionGroup:
    """Make a traffic distribution group; where agents sign in is shown of the default one only."""
    regions = (
        (source.replication.source_region, source.replication.replica_region)
        if source.replication
        else (source.region,)
    )
    doors = (shares.get("SignInConfig") or {}).get("Distributions") or ()
    return msgspec.convert(
        {
            **_common(shown["Arn"], shown["Id"], shown, source.created_time),
            "instance_id": source.id,
            "name": shown["Name"],
            "description": shown.get("Description"),
            "is_default": bool(shown.get("IsDefault")),
            "ready_time": source.created_time,
            "telephony": _shares(shares, "TelephonyConfig"),
            "agents": _shares(shares, "AgentConfig"),
            "sign_in": {each["Region"]: each["Enabled"] for each in doors}
            or {region: region == source.region for region in regions},
            "last_failover_time": shares.get("LastFailoverTime"),
        },
        TrafficDistributionGroup,
    )


def _shares(shares: Answer, member: str) -> dict[str, int]:
    return {each["Region"]: each["Percentage"] for each in shares[member]["Distributions"]}


def _flag(value: object) -> str:
    return "true" if value else "false"


def _common(arn: str, record_id: str, shown: Answer, made: object) -> dict[str, Any]:
    parsed = parse_arn(arn)
    if parsed is None:
        raise NotImportedError(f"{arn} is no ARN of Connect")
    return {
        "id": record_id,
        "account": parsed.scope.account,
        "region": parsed.scope.region,
        "tags": shown.get("Tags") or {},
        "last_modified_time": made,
        "last_modified_region": parsed.scope.region,
    }
