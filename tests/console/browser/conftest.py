"""A real browser before a server with the demo in it: `make console-check` gets what it takes."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from docs.blocks import ROOT
from server_process import ServerProcess, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser

AXE = ROOT / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def demo_server() -> Iterator[ServerProcess]:
    """A server with the demo in one Region, and that in two with its fault."""
    with running("--memory", "--demo") as server:
        pair = [sys.executable, "-m", "outdial", "demo", "--two-regions"]
        told = ["--endpoint-url", server.url, "--region", "us-east-1"]
        subprocess.run([*pair, *told], check=True, capture_output=True)
        yield server


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Debian's Chromium; Playwright's own download is not needed."""
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("there is no chromium; apt-get install chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which finds what keeps people from using a page."""
    if not AXE.exists():
        pytest.skip("axe-core is not there; make console-check gets it")
    return AXE.read_text()
