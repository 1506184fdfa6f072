"""Looking at what is there after a fault: through the API, and in both databases."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from psycopg import sql

from ha.centre import Centre
from ha.cluster import Cluster, connected
from ha.ledger import Found, Ledger
from ha.network import Machine
from ha.settings import DATABASE
from ha.waiting import TooLongError, wait_until

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
_DIGEST = """
SELECT count(*), md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text COLLATE "C"), ''))
FROM {} AS t
"""


def read_back(
    connect: "ConnectClient", cloudtrail: Any, centre: Centre, ledgers: list[Ledger]
) -> Found:
    """Read through the API what writers changed, and what the trail holds of it."""
    return Found(
        shown={ledger.queue: centre.change_shown(connect, ledger.queue) for ledger in ledgers},
        numbers=centre.claimed(connect),
        recorded=Counter(_recorded(cloudtrail)),
    )


def _recorded(cloudtrail: Any) -> Iterator[str]:
    """Give the request ids of all changes that the trail holds."""
    for name in ("UpdateQueueOutboundCallerConfig", "ClaimPhoneNumber"):
        attributes = [{"AttributeKey": "EventName", "AttributeValue": name}]
        pages = cloudtrail.get_paginator("lookup_events").paginate(LookupAttributes=attributes)
        for page in pages:
            for event in page["Events"]:
                yield json.loads(event["CloudTrailEvent"])["requestID"]


def unequal_tables(cluster: Cluster) -> list[str]:
    """Name the tables that differ between the nodes, even after the standby had time to catch up.

    Servers that nobody calls write the events of earlier reads for a while.
    """
    nodes = cluster.primary, cluster.other(cluster.primary)
    with suppress(TooLongError):
        wait_until(lambda: not _differing(*nodes), "both nodes hold the same", seconds=30)
    return _differing(*nodes)


def _differing(one: Machine, other: Machine) -> list[str]:
    ours, theirs = _digests(one), _digests(other)
    return sorted(name for name in ours.keys() | theirs if ours.get(name) != theirs.get(name))


def _digests(node: Machine) -> dict[str, Any]:
    with connected(node, DATABASE) as connection:
        names = [name for (name,) in connection.execute(_TABLES.encode())]
        return {
            name: connection.execute(sql.SQL(_DIGEST).format(sql.Identifier(name))).fetchone()
            for name in names
        }
