"""`outdial serve --seed`."""

from pathlib import Path

import pytest

from cli.running import run
from cli.servers import get, serving, stop, url_of

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "seed.yaml"


def test_a_server_starts_with_what_the_file_says(tmp_path: Path) -> None:
    options = ("--seed", str(EXAMPLE), "--data", str(tmp_path), "--log-format", "json")
    found = []
    for _ in range(2):
        with serving(*options) as process:
            url = url_of(process)
            (instance,) = get(f"{url}/instance")["InstanceSummaryList"]
            found.append(get(f"{url}/queues-summary/{instance['Id']}")["QueueSummaryList"])
            stop(process)

    assert found[0] == found[1]
    assert sorted(queue["Name"] for queue in found[0]) == [
        "BasicQueue",
        "Campaign",
        "Sales",
        "Support",
    ]


def test_the_demo_can_stand_beside_it() -> None:
    with serving("--memory", "--demo", "--seed", str(EXAMPLE), "--log-format", "json") as process:
        instances = get(f"{url_of(process)}/instance")["InstanceSummaryList"]

    assert {instance["InstanceAlias"] for instance in instances} == {"acme", "outdial-demo"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "instances: [{alias: acme, region: moon}]",
            "seed.yaml:1: instances[0].region: expected a Region such as us-east-1, got `moon`",
        ),
        (
            "instances: [{alias: acme, hours: [{name: H, time_zone: Moon}]}]",
            (
                "instance acme: hours H: CreateHoursOfOperation was refused:"
                " InvalidParameterException: "
            ),
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_starts(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "seed.yaml").write_text(text)

    result = run("serve", "--memory", "--seed", str(tmp_path / "seed.yaml"))

    assert result.output.replace(f"{tmp_path}/", "").startswith(f"Error: {message}")
    assert result.output.count("\n") == 1
    assert result.exit_code == 1


def test_a_file_that_is_not_there_is_said_so() -> None:
    result = run("serve", "--memory", "--seed", "nowhere.yaml")

    assert "File 'nowhere.yaml' does not exist." in result.output
    assert result.exit_code == 2
