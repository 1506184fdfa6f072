"""Terraform with the AWS provider, where both are on the machine: nothing is downloaded."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PATIENCE = 600
"""Seconds that a command may take: the provider alone takes ten to start."""

VERSIONS = "5.*"
"""The provider's versions whose calls centre.py has."""

OVERRIDES = """\
provider_installation {
  dev_overrides {
    "hashicorp/aws" = "FOLDER"
  }
}
"""
"""Take the provider as it lies in a folder, without `terraform init`."""

MIRROR = """\
provider_installation {
  filesystem_mirror {
    path = "FOLDER"
  }
}
"""
"""Let `terraform init` install from a folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terraform:
    """Terraform in a folder, with what its configuration has as variables."""

    folder: Path
    environment: dict[str, str]

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a command."""
        return subprocess.run(
            ["terraform", *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def apply(self, *options: str) -> str:
        """Make everything as the configuration has it; give what Terraform tells of it."""
        done = self.run("apply", "-auto-approve", "-no-color", *options)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def plan(self, *options: str) -> int:
        """Compare; give 0 if nothing differs and 2 if something does."""
        done = self.run("plan", "-detailed-exitcode", "-lock=false", "-no-color", *options)
        assert done.returncode in {0, 2}, done.stdout + done.stderr
        return done.returncode

    def state(self) -> dict[str, Any]:
        """Read the attributes of each resource and data source, by its address.

        That there are no tags is null where none were ever told of, else an empty map.
        """
        state = json.loads((self.folder / "terraform.tfstate").read_text())
        return {
            f"{'data.' if found['mode'] == 'data' else ''}{found['type']}.{found['name']}": only[
                "attributes"
            ]
            | {"tags": only["attributes"]["tags"] or {}}
            for found in state["resources"]
            for only in found["instances"]
        }


def terraform_in(folder: Path, **variables: str) -> Terraform:
    """Set up Terraform in a folder, or skip the test."""
    settings = _settings(folder, OVERRIDES, _provider())
    return Terraform(
        folder=folder,
        environment={
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "CHECKPOINT_DISABLE": "1",
            "TF_CLI_CONFIG_FILE": str(settings),
            **{f"TF_VAR_{name}": value for name, value in variables.items()},
        },
    )


def providers_mirror(folder: Path) -> Path:
    """Write settings by which `terraform init` finds the provider, or skip the test."""
    return _settings(folder, MIRROR, _provider().parents[4])


def _settings(folder: Path, text: str, named: Path) -> Path:
    path = folder / "terraform.rc"
    path.write_text(text.replace("FOLDER", str(named)))
    return path


def _provider() -> Path:
    """Find the provider's folder where Terraform keeps or looks for them, or skip the test.

    The last place is where people unpack them.
    """
    home = Path.home()
    places = [
        Path(os.environ.get("TF_PLUGIN_CACHE_DIR", home / ".terraform.d" / "plugin-cache")),
        home / ".terraform.d" / "plugins",
        home / ".local" / "share" / "terraform" / "plugins",
        Path("/usr/local/share/terraform/plugins"),
        Path("/usr/share/terraform/plugins"),
        *sorted(Path("/opt").glob("*")),
    ]
    binary = f"registry.terraform.io/hashicorp/aws/{VERSIONS}/*/terraform-provider-aws_*"
    found = [path.parent for place in places for path in sorted(place.glob(binary))]
    if shutil.which("terraform") is None or not found:
        pytest.skip("Terraform and its AWS provider are not both here")
    return found[0]
