"""The console's pages, on the demo in one Region and in two: how long each takes, how large it is.

Every link is followed from the first page on. Pages of a kind are told together: the median of
their times, the slowest of their medians, and the largest one.
"""

import argparse
import re
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from html import unescape
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlsplit

from measuring import server

HOME = "/_outdial/console/"
MOST_PAGES = 300
MOST_OF_A_KIND = 20
REPEATS = 9

MOST_MS, MOST_KB = 100, 150
"""What is more than this is marked."""

_LINK = re.compile(rf'<a [^>]*href="({re.escape(HOME)}[^"#]*)"')
_FILE = re.compile(rf'"({re.escape(HOME)}static/[^"]*)"')
_VARYING = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
_REGION = re.compile(r"^[a-z]{2}(-[a-z]+){1,3}-\d(?=/)")


class Measured(NamedTuple):
    """A page: the median of its times in milliseconds, and its size in bytes."""

    ms: float
    size: int


class Browser:
    """Asks for pages over one connection."""

    def __init__(self, url: str) -> None:
        self._connection = HTTPConnection(urlsplit(url).netloc, timeout=60)

    def get(self, address: str) -> str:
        """Get a page, or a file of one."""
        self._connection.request("GET", address, headers={"Accept": "text/html"})
        response = self._connection.getresponse()
        text = response.read().decode()
        if response.status != 200:
            raise SystemExit(f"{address} is {response.status}")
        return text

    def measure(self, address: str, repeats: int) -> tuple[Measured, str]:
        """Get a page so many times, after once that loads what it takes."""
        text = self.get(address)
        times = []
        for _ in range(repeats):
            begin = time.perf_counter()
            text = self.get(address)
            times.append((time.perf_counter() - begin) * 1000)
        return Measured(statistics.median(times), len(text.encode())), text


def kind_of(address: str) -> str:
    """Name the kind of a page: its address without what varies."""
    path = address.partition("?")[0].removeprefix(HOME)
    return _VARYING.sub("ID", _REGION.sub("REGION", path)) or "instances"


def walk(browser: Browser, repeats: int) -> dict[str, list[Measured]]:
    """Follow the links; give what was measured by kinds."""
    measured: dict[str, list[Measured]] = defaultdict(list)
    waiting, met = [HOME], {HOME}
    count = 0
    while waiting and count < MOST_PAGES:
        address = waiting.pop(0)
        kind = kind_of(address)
        if len(measured[kind]) >= MOST_OF_A_KIND:
            continue
        count += 1
        page, text = browser.measure(address, repeats)
        measured[kind].append(page)
        for link in map(unescape, _LINK.findall(text)):
            if link not in met:
                met.add(link)
                waiting.append(link)
    return measured


def main() -> None:
    """Print a line for each kind of page, and for each file that pages load."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="each page once")
    given = parser.parse_args()
    with server("--demo") as url:
        pair = [sys.executable, "-m", "outdial", "demo", "--two-regions"]
        told = ["--endpoint-url", url, "--region", "us-east-1"]
        subprocess.run([*pair, *told], check=True, capture_output=True)
        browser = Browser(url)
        measured = walk(browser, 1 if given.quick else REPEATS)
        files = sorted(set(_FILE.findall(browser.get(HOME))))
        sizes = {file: len(browser.get(file).encode()) for file in files}
    print(f"  {'page':38} {'pages':>5} {'median':>9} {'slowest':>9} {'largest':>9}")
    for kind, pages in sorted(measured.items()):
        middle = statistics.median(page.ms for page in pages)
        slowest, largest = max(page.ms for page in pages), max(page.size for page in pages) / 1000
        mark = "  too much" if slowest > MOST_MS or largest > MOST_KB else ""
        figures = f"{middle:6.1f} ms {slowest:6.1f} ms {largest:6.1f} kB"
        print(f"  {kind:38} {len(pages):5} {figures}{mark}")
    for file, size in sizes.items():
        print(f"  {file.removeprefix(HOME):64} {size / 1000:6.1f} kB")


if __name__ == "__main__":
    main()
