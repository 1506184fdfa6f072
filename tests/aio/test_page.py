"""What the page of the documentation about pytest says of aioboto3, run as a reader would."""

import os
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest

from docs.blocks import ROOT, blocks

PAGE = ROOT / "docs" / "howto" / "pytest.md"

HERE = any(distribution.name == "aioboto3" for distribution in distributions())


@pytest.mark.skipif(not HERE, reason="aioboto3 needs an aiobotocore of its own")
def test_what_the_page_shows_of_aioboto3_passes(tmp_path: Path) -> None:
    for block in blocks(PAGE.read_text()):
        if block.file == "conftest.py" or (block.file and "aio" in block.words):
            (tmp_path / block.file).write_text(block.content)

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env={name: text for name, text in os.environ.items() if not name.startswith("AWS_")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout
