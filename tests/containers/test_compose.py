"""compose.yaml: what it says, and that Outdial starts with what it gives."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose

from cli.servers import welcome
from containers.image import Container, read_image
from docs.blocks import ROOT
from servers.conftest import database, postgres_url
from servers.proxy import free_port

__all__ = ["database", "postgres_url"]

TEXT = (ROOT / "compose.yaml").read_text()
SERVICES: dict[str, Any] = yaml.safe_load(TEXT)["services"]


def test_it_is_as_the_specification_has_it() -> None:
    PyCompose.from_yaml(TEXT).validate()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("condition: service_healthy", "condition: healthy"),
        ("healthcheck:", "healthchek:"),
        ("interval: 5s", "interval: soon"),
    ],
)
def test_what_is_not_is_found(right: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong.rsplit(maxsplit=1)[-1].strip(":")):
        PyCompose.from_yaml(TEXT.replace(right, wrong)).validate()


def test_outdial_waits_for_the_database_and_is_asked_for_its_health() -> None:
    outdial, database = SERVICES["outdial"], SERVICES["database"]

    assert outdial["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert outdial["healthcheck"]["test"] == ["CMD", *read_image().health]
    assert database["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    assert outdial["build"] == {"context": ".", "dockerfile": "Containerfile"}
    assert (outdial["read_only"], outdial["cap_drop"]) == (True, ["ALL"])


def test_the_database_is_kept_and_reached_by_nobody_else() -> None:
    assert SERVICES["database"]["volumes"] == ["database:/var/lib/postgresql/data"]
    assert yaml.safe_load(TEXT)["volumes"].keys() == {"database"}
    assert "ports" not in SERVICES["database"]
    assert {port["host_ip"] for port in SERVICES["outdial"]["ports"]} == {"127.0.0.1"}


def test_outdial_starts_with_what_it_is_given(tmp_path: Path, database: str) -> None:
    given = {name: filled(text) for name, text in SERVICES["outdial"]["environment"].items()}
    owner = {name: filled(text) for name, text in SERVICES["database"]["environment"].items()}
    assert given["OUTDIAL_DATABASE"] == (
        f"postgresql://{owner['POSTGRES_USER']}:{owner['POSTGRES_PASSWORD']}"
        f"@database/{owner['POSTGRES_DB']}"
    )

    given["OUTDIAL_DATABASE"] = database
    container = Container(image=read_image(), volume=tmp_path, port=free_port(), given=given)
    with container.running() as process:
        text = welcome(process)
        assert container.is_healthy()

    assert text.startswith("A new access key of the root of account 000000000000")
    assert "Data: postgresql://" in text
    assert list(tmp_path.iterdir()) == []


def filled(text: str) -> str:
    """Put in the defaults of variables that nobody has set."""
    return re.sub(r"\$\{\w+:-(\w*)\}", r"\1", text)
