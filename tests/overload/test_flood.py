"""Many more requests than can be done: each is answered, by what it asked for or by a refusal."""

import asyncio

from overload.clients import at_a_rate
from overload.waiting import metrics
from serve.conftest import serving

CREATE = (
    b'{"IdentityManagementType":"CONNECT_MANAGED","InstanceAlias":"acme",'
    b'"InboundCallsEnabled":true,"OutboundCallsEnabled":true}'
)


def test_each_request_of_a_flood_is_done_or_refused() -> None:
    with serving(bounds={"max_wait": 0.002}) as server:
        instance = server.ask("PUT", "/instance", CREATE).json["Id"]
        path = f"/phone-numbers-summary/{instance}?maxResults=1000"
        request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        answers = asyncio.run(at_a_rate(server.port, request, rate=50_000, seconds=0.01))
        counted = metrics(server)

    statuses = [answer.status for answer in answers.got]
    assert len(statuses) == 500
    assert set(statuses) == {200, 503}
    assert counted["outdial_requests_refused_total"] == statuses.count(503)
    assert counted["outdial_requests_waiting"] == 0
    assert statuses.count(200) > 0
