"""The console of a server that keeps its data in PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from console.centre import client, set_up
from console.test_following import following, told
from console.test_trail import PAGE, rows
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


def test_what_came_to_another_server_is_news_here_and_instances_are_found_anywhere() -> None:
    with (
        running_server() as database,
        running("--database", database.url) as one,
        running("--database", database.url) as other,
    ):
        visitor = Visitor(url=one.url)
        page = visitor.get(PAGE + "?changes=yes")
        centre = set_up(client(other.url, "000000000000", region="eu-north-1"), "far")
        set_up(client(other.url, "000000000000"), "near")
        first = visitor.get(following(page.text))
        again = visitor.get(following(first.text))
        instances = visitor.get(HOME)

    made = ["CreateQueue", "CreateContactFlow", "ClaimPhoneNumber", "CreateInstance"]
    assert (rows(first.text), told(first)) == (made, "4 new events")
    assert (again.status, rows(again.text)) == (200, [])
    assert f'href="{HOME}eu-north-1/{centre.instance}"' in instances.text
