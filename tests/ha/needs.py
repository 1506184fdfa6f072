"""What the rehearsal needs of the machine, and Debian's packages that bring it."""

import shutil
import subprocess
from pathlib import Path

from postgres_server import binaries

_PACKAGES = {
    "etcd": ("etcd-server",),
    "haproxy": ("haproxy",),
    "ip": ("iproute2",),
    "patroni": ("patroni", "python3-etcd"),
}
_ADMINISTRATORS = "/usr/sbin:/sbin"
"""Where programs are that a user's path may lack."""


def program(name: str) -> str | None:
    """Find a program."""
    return shutil.which(name) or shutil.which(name, path=_ADMINISTRATORS)


def missing() -> list[str]:
    """List the packages that are missing."""
    server = () if binaries() else ("postgresql",)
    return sorted(
        [*server, *(one for name, all_ in _PACKAGES.items() if not program(name) for one in all_)]
    )


def install(packages: list[str]) -> None:
    """Install packages; services that they start have nothing to do with the rehearsal."""
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        check=True,
        stdout=subprocess.DEVNULL,
        env={"PATH": f"/usr/bin:/bin:{_ADMINISTRATORS}", "DEBIAN_FRONTEND": "noninteractive"},
    )


def programs_of_postgresql() -> Path:
    """Give the folder of PostgreSQL's programs."""
    found = binaries()
    assert found is not None, "PostgreSQL is not installed"
    return found
