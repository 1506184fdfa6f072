"""The console of a server that keeps its data in PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from console.centre import client, set_up
from console.visiting import HOME, POLICY, Visitor
from postgres_server import binaries, running_server
from server_process import running

pytestmark = pytest.mark.skipif(binaries() is None, reason="there is no PostgreSQL server here")


def test_pages_are_read_from_it_side_by_side_and_say_so_when_it_is_gone() -> None:
    with running_server() as database, running("--database", database.url) as server:
        centre = set_up(client(server.url, "000000000000"), "kept")
        visitor = Visitor(url=server.url)
        pages = ("", f"/queues/{centre.queue}", "/numbers", "/flows", f"/flows/{centre.flow}") * 4
        with ThreadPoolExecutor(8) as threads:
            seen = list(threads.map(visitor.get, [centre.address + page for page in pages]))
        database.stop("immediate")
        without = visitor.get(HOME)

    assert [each.status for each in seen] == [200] * len(pages)
    assert all("Sales" in each.text for each in seen)
    assert without.status == 503
    assert "Not available at the moment" in without.text
    assert without.headers["content-security-policy"] == POLICY
