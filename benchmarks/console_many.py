"""The console with 100,000 queues in an instance: lists, searches, and a change of all of them.

Each page is measured over HTTP: the median of its times, and its size. Of a plan of all queues it
is told how long it takes to be made, how fast it is applied to a file that is synced, and how long
a call of the API takes meanwhile; the plan is stopped after some seconds.
"""

import argparse
import http.client
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from growth_store import REGION, made
from measuring import ACCOUNT, NOBODYS, server_process, signed

QUEUES = 100_000
REPEATS = 7
APPLIED_SECONDS = 10.0
CALLS = 200
HOME = "/_outdial/console/"
MOST_MS, MOST_KB = 300, 150
"""What is more than this is marked."""


class Answer(NamedTuple):
    """What came back, and after how many milliseconds."""

    status: int
    text: str
    location: str
    ms: float


class Browser:
    """Somebody who is signed in for the account of the queues."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=120)
        self._cookie = ""
        self.post(HOME + "sign-in", [("key", ACCOUNT)])
        self._token = self._field(self.get(HOME + "sign-in").text)

    def get(self, address: str) -> Answer:
        """Get a page."""
        return self._send("GET", address, None, {"Accept": "text/html"})

    def post(self, address: str, fields: list[tuple[str, str]]) -> Answer:
        """Send a form."""
        kind = "application/x-www-form-urlencoded"
        body = urlencode([("token", getattr(self, "_token", "")), *fields])
        return self._send("POST", address, body, {"Origin": self._url, "Content-Type": kind})

    def _send(self, method: str, address: str, body: str | None, headers: dict[str, str]) -> Answer:
        begin = time.perf_counter()
        self._connection.request(method, address, body, {**headers, "Cookie": self._cookie})
        response = self._connection.getresponse()
        text = response.read().decode()
        taken = (time.perf_counter() - begin) * 1000
        cookie = response.getheader("set-cookie")
        if cookie:
            self._cookie = cookie.partition(";")[0]
        assert response.status in {200, 303}, text
        return Answer(response.status, text, response.getheader("location") or "", taken)

    @staticmethod
    def _field(page: str) -> str:
        found = re.search(r'name="token" value="([^"]*)"', page)
        assert found
        return unescape(found[1])


def main() -> None:
    """Print a line for each page, and then of the plan."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="each page once, of 10,000 queues")
    parser.add_argument("--stores", type=Path, help="folder to keep the store in, and reuse it")
    given = parser.parse_args()
    queues, repeats = (10_000, 1) if given.quick else (QUEUES, REPEATS)
    with ExitStack() as stack:
        folder = given.stores or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        instance = made(folder / str(queues), queues).desks[0].instance
        options = ("--data", str(folder / str(queues)))
        url, process = stack.enter_context(server_process(*options))
        browser, place = Browser(url), f"{HOME}{REGION}/{instance}"
        pages(browser, place, repeats)
        plan(browser, url, process, place, repeats)


def pages(browser: Browser, place: str, repeats: int) -> None:
    """Measure what is looked at."""
    following = re.search(r'href="([^"]*)" rel="next"', browser.get(place).text)
    assert following
    for name, address in {
        "list": place,
        "list, the second page": unescape(following[1]),
        "by a name that many have": f"{place}?name=Queue",
        "by a name that one has": f"{place}?name=Queue+77777",
        "by a name that none has": f"{place}?name=nobody",
        "by a tag that one in fifty has": f"{place}?tag=team%3Dteam-7",
        "by a tag that none has": f"{place}?tag=nothing",
        "by a number that none shows": f"{place}?number=%2B12065550000",
        "to choose from": f"{place}/bulk",
    }.items():
        told(name, repeats, lambda address=address: browser.get(address))  # type: ignore[misc] # bound at once
    chosen = [("do", "all")]
    told("what to change", repeats, lambda: browser.post(f"{place}/bulk", chosen))


def told(name: str, repeats: int, ask: Callable[[], Answer]) -> None:
    """Measure a page so many times, after once that loads what it takes, and print that."""
    answer = ask()
    middle = statistics.median(ask().ms for _ in range(repeats))
    size = len(answer.text.encode()) / 1000
    mark = "  too much" if middle > MOST_MS or size > MOST_KB else ""
    print(f"  {name:44} {middle:8.1f} ms {size:8.1f} kB{mark}", flush=True)


def plan(browser: Browser, url: str, process: int, place: str, repeats: int) -> None:
    """Measure a plan of all queues: made, looked at, and applied for some seconds."""
    before = resident(process)
    name = f"Acme {time.monotonic_ns()}"
    fields = [("do", "plan"), ("new-name-deed", "set"), ("new-name", name)]
    begin = time.perf_counter()
    answer = browser.post(f"{place}/bulk", fields)
    address, asked = answer.location, [answer.ms]
    while "http-equiv" in (page := browser.get(address)).text:
        asked.append(page.ms)
        time.sleep(0.1)
    print(f"  {'a plan of all is made in':44} {time.perf_counter() - begin:8.2f} s")
    print(f"  {'  meanwhile the slowest page takes':44} {max(asked):8.1f} ms")
    print(f"  {'  it takes of memory':44} {resident(process) - before:8.1f} MiB")
    count = counts(page.text)["Would change"]
    told("the plan", repeats, lambda: browser.get(address))
    told("the plan, its last page", repeats, lambda: browser.get(f"{address}?start={count - 40}"))
    idle = called(url, place)
    begin = time.perf_counter()
    browser.post(address, [("do", "apply")])
    busy = called(url, place)
    told("how far it is", repeats, lambda: browser.get(address))
    time.sleep(max(0.0, APPLIED_SECONDS - (time.perf_counter() - begin)))
    done = counts(browser.get(address).text)["Done"]
    rate = done / (time.perf_counter() - begin)
    browser.post(address, [("do", "stop")])
    print(f"  {'queues changed':44} {rate:8.0f} a second")
    print(f"  {'a call of the API, as a rule and of 100':44} {idle[0]:8.2f} ms {idle[1]:7.2f} ms")
    print(f"  {'  while the plan is applied':44} {busy[0]:8.2f} ms {busy[1]:7.2f} ms")


def counts(page: str) -> dict[str, int]:
    """Read how many queues a plan tells of."""
    found = re.findall(r"<div><dt>([^<]*)</dt><dd>([^<]*)</dd></div>", page)
    return {name: int(count.replace(",", "")) for name, count in found}


def called(url: str, place: str) -> tuple[float, float]:
    """Call the API so many times; give the median, and what one in a hundred calls exceeds."""
    instance = place.rpartition("/")[2]
    path = f"/queues-summary/{instance}?maxResults=1"
    headers = signed("GET", url + path, "", NOBODYS)
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    taken = []
    for _ in range(CALLS):
        begin = time.perf_counter()
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        assert response.status == 200, response.read()
        response.read()
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken), sorted(taken)[CALLS * 99 // 100]


def resident(process: int) -> float:
    """Give the memory of a process in MiB."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096 / 2**20


if __name__ == "__main__":
    main()
