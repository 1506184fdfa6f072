"""The page of the documentation about Terraform, run as a reader would, where the provider is."""

import subprocess
from pathlib import Path

from docs.blocks import ROOT, blocks
from docs.test_examples import ADDRESS, MARK, beside, environment, plain
from terraform.tool import PATIENCE, providers_mirror

PAGE = ROOT / "docs" / "howto" / "terraform.md"


def test_what_the_page_says_to_run_runs_and_prints_what_it_shows(tmp_path: Path) -> None:
    settings = providers_mirror(tmp_path)
    found = list(blocks(PAGE.read_text()))
    steps = [block for block in found if block.is_step]

    with beside(found, tmp_path) as url:
        lines = ["set -euo pipefail"]
        for block in found:
            if block.file is not None:  # there when the reader comes to it, not before
                (tmp_path / f"{block.file}.txt").write_text(block.content.replace(ADDRESS, url))
                lines.append(f"mv {block.file}.txt {block.file}")
            elif block.is_step:
                lines += [f"echo '{MARK}'", block.content.replace(ADDRESS, url)]
        told = {
            "AWS_ENDPOINT_URL_CONNECT": url,
            "TF_CLI_CONFIG_FILE": str(settings),
            "TF_CLI_ARGS": "-no-color",
            "CHECKPOINT_DISABLE": "1",
        }
        done = subprocess.run(
            ["bash", "-c", "\n".join(lines)],
            cwd=tmp_path,
            env={**environment(tmp_path), **told},
            check=False,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    for block, output in zip(steps, done.stdout.split(f"{MARK}\n")[1:], strict=True):
        if block.printed is not None:
            assert plain(output) == plain(block.printed), f"line {block.line}"
