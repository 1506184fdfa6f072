"""What the tests of the audit trail share."""

import json
from typing import TYPE_CHECKING, Any

import boto3

from conftest import ACCOUNT

if TYPE_CHECKING:
    from collections.abc import Sequence

EVERY_SERVICE = ("connect", "iam", "sts", "cloudtrail")


def cloudtrail(region: str = "us-east-1", url: str | None = None, account: str = ACCOUNT) -> Any:
    """Make a client of an account's trail."""
    return boto3.client(
        "cloudtrail",
        region_name=region,
        endpoint_url=url,
        aws_access_key_id=account,
        aws_secret_access_key="secret",
    )


def events(trail: Any, key: str = "", value: str = "", **more: Any) -> list[dict[str, Any]]:
    """Look events up by an attribute, if one is given, through all pages."""
    if key:
        more["LookupAttributes"] = [{"AttributeKey": key, "AttributeValue": value}]
    pages = trail.get_paginator("lookup_events").paginate(**more)
    return [event for page in pages for event in page["Events"]]


def names(found: "Sequence[dict[str, Any]]") -> list[str]:
    """Give the names of events, the oldest first, without those of looks at the trail."""
    return [event["EventName"] for event in found if event["EventName"] != "LookupEvents"][::-1]


def records(trail: Any, name: str) -> list[dict[str, Any]]:
    """Give the records of an operation's calls, the oldest first."""
    found = events(trail, "EventName", name)
    return [json.loads(event["CloudTrailEvent"]) for event in found][::-1]


def record(trail: Any, name: str) -> dict[str, Any]:
    """Give the record of the only call of an operation, without what names the client."""
    (found,) = records(trail, name)
    assert found.pop("userAgent").startswith("Boto3/")
    return found
