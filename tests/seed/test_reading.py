"""Start states that are wrong: what is said, and where."""

import json
from pathlib import Path

import pytest

from outdial.seed.errors import SeedError
from outdial.seed.reading import read_state
from outdial.seed.state import (
    CallerConfig,
    Flow,
    Hours,
    Instance,
    Number,
    Opening,
    Queue,
    State,
)

ACME = "instances:\n  - alias: acme\n"


def refusal(folder: Path, text: str, name: str = "seed.yaml") -> str:
    """Read a file that must be refused, and give the refusal without the folder."""
    path = folder / name
    path.write_text(text)
    with pytest.raises(SeedError) as error:
        read_state(path)
    return str(error.value).replace(f"{folder}/", "")


def test_yaml_needs_no_quotation_marks_for_numbers_times_and_countries(tmp_path: Path) -> None:
    path = tmp_path / "seed.yaml"
    path.write_text(
        ACME
        + """\
    account: 012345678901
    hours: [{name: On, open: [{days: [SUNDAY], opens: 09:00, closes: 17:30}]}]
    flows: [{name: Yes, says: No}]
    numbers: [{number: +12065550100}, {country: NO, description: Oslo}]
    queues: [{name: 007, description: null, max_contacts: 5, caller: {number: +12065550100}}]
"""
    )

    state = read_state(path)

    assert state == State(
        instances=(
            Instance(
                alias="acme",
                account="012345678901",
                hours=(
                    Hours(
                        name="On", open=(Opening(days=("SUNDAY",), opens="09:00", closes="17:30"),)
                    ),
                ),
                flows=(Flow(name="Yes", says="No"),),
                numbers=(
                    Number(number="+12065550100"),
                    Number(country="NO", description="Oslo"),
                ),
                queues=(
                    Queue(name="007", max_contacts=5, caller=CallerConfig(number="+12065550100")),
                ),
            ),
        )
    )


def test_json_says_the_same_as_yaml(tmp_path: Path) -> None:
    raw = {"instances": [{"alias": "acme", "queues": [{"name": "Sales", "max_contacts": 5}]}]}
    (tmp_path / "seed.json").write_text(json.dumps(raw, indent="\t"))

    state = read_state(tmp_path / "seed.json")

    queue = Queue(name="Sales", max_contacts=5)
    assert state == State(instances=(Instance(alias="acme", queues=(queue,)),))


@pytest.mark.parametrize("text", ["", "{}", "instances: []", "# nothing yet"])
def test_an_empty_start_state_is_one(tmp_path: Path, text: str) -> None:
    (tmp_path / "seed.yaml").write_text(text)

    assert read_state(tmp_path / "seed.yaml") == State()


def test_a_flow_is_read_from_a_file_beside_the_start_state(tmp_path: Path) -> None:
    (tmp_path / "flow.json").write_text("{}")
    (tmp_path / "seed.yaml").write_text(ACME + "    flows: [{name: F, content_file: flow.json}]")

    state = read_state(tmp_path / "seed.yaml")

    assert state.instances[0].flows == (Flow(name="F", content="{}"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "instances: [",
            "seed.yaml:1: is no YAML: expected the node content, but found '<stream end>'",
        ),
        (
            "instances: \x01",
            (
                "seed.yaml: is no YAML: unacceptable character #x0001: special characters are not"
                ' allowed in "<unicode string>", position 11'
            ),
        ),
        ("instances: []\ninstances: []", "seed.yaml:2: `instances` stands here twice"),
        ("- acme", "seed.yaml:1: Expected `object`, got `array`"),
        ("instance: []", "seed.yaml:1: there is no field `instance` here; there are: instances"),
        (
            ACME + "    queues:\n      - name: Sales\n        calller: {}",
            (
                "seed.yaml:4: instances[0].queues[0]: there is no field `calller` here; there are:"
                " name, description, hours, max_contacts, status, caller, quick_connects, tags"
            ),
        ),
        (
            ACME + "    queues:\n      - {name: Sales, status: ON}",
            (
                "seed.yaml:4: instances[0].queues[0].status: Invalid enum value 'ON';"
                " expected one of: ENABLED, DISABLED"
            ),
        ),
        (
            ACME + "    hours: [{name: H, open: [{days: [MON], opens: 09:00, closes: 10:00}]}]",
            (
                "seed.yaml:3: instances[0].hours[0].open[0].days[0]: Invalid enum value 'MON';"
                " expected one of: SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY"
            ),
        ),
        (
            ACME + "    queues:\n      - name: Sales\n        max_contacts: many",
            ("seed.yaml:5: instances[0].queues[0].max_contacts: Expected `int | null`, got `str`"),
        ),
        (
            ACME + "    queues: [{hours: Always}]",
            ("seed.yaml:3: instances[0].queues[0]: Object missing required field `name`"),
        ),
    ],
)
def test_a_wrong_shape_is_refused_at_its_line(tmp_path: Path, text: str, message: str) -> None:
    assert refusal(tmp_path, text) == message


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("account: 12", "account: expected twelve digits, got `12`"),
        ("region: moon", "region: expected a Region such as us-east-1, got `moon`"),
        (
            "hours: [{name: H, open: [{days: [MONDAY], opens: 9, closes: 10:00}]}]",
            "hours[0].open[0].opens: expected a time such as 09:00, got `9`",
        ),
        (
            "flows: [{name: F}]",
            "flows[0]: one of `says`, `content` and `content_file` must be given",
        ),
        (
            "flows: [{name: F, says: Hello, content: '{}'}]",
            "flows[0]: one of `says`, `content` and `content_file` must be given",
        ),
        (
            "flows: [{name: F, says: Hello, type: AGENT_HOLD}]",
            (
                "flows[0].says: is for flows of the types OUTBOUND_WHISPER, CUSTOMER_WHISPER,"
                " AGENT_WHISPER, CONTACT_FLOW only"
            ),
        ),
        (
            "flows: [{name: F, content_file: none.json}]",
            "flows[0].content_file: none.json: cannot be read: No such file or directory",
        ),
        (
            "flows: [{name: F, says: a}, {name: F, says: b}]",
            "flows[1].name: `F` stands here twice",
        ),
        ("numbers: [{type: DID}]", "numbers[0]: either `number` or `country` must be given"),
        (
            "numbers: [{number: 0123}]",
            "numbers[0].number: expected a number such as +12065550100, got `0123`",
        ),
        (
            "numbers: [{country: US}]",
            "numbers[0]: `description` must be given, to find the number again by it",
        ),
        (
            "quick_connects: [{name: Q, phone: desk}]",
            "quick_connects[0].phone: expected a number such as +12065550100, got `desk`",
        ),
        (
            "quick_connects: [{name: Q}]",
            "quick_connects[0]: either `phone` or `queue` must be given",
        ),
        (
            "quick_connects: [{name: Q, queue: Nowhere}]",
            (
                "quick_connects[0].queue: `Nowhere` is no queue of this instance;"
                " there are: BasicQueue"
            ),
        ),
        (
            "quick_connects: [{name: Q, queue: BasicQueue, flow: Default outbound}]",
            (
                "quick_connects[0].flow: `Default outbound` is no published flow of type"
                " QUEUE_TRANSFER of this instance; there are: Default queue transfer,"
                " Sample secure input with agent"
            ),
        ),
        (
            "queues: [{name: Q, hours: Never}]",
            (
                "queues[0].hours: `Never` is no hours of operation of this instance;"
                " there are: Basic Hours"
            ),
        ),
        (
            "queues: [{name: Q, caller: {number: Sales line}}]",
            (
                "queues[0].caller.number: `Sales line` is no number of this instance;"
                " there are: none"
            ),
        ),
        (
            "queues: [{name: Q, caller: {whisper: Default queue transfer}}]",
            (
                "queues[0].caller.whisper: `Default queue transfer` is no published flow of type"
                " OUTBOUND_WHISPER of this instance; there are: Default outbound"
            ),
        ),
        (
            "queues: [{name: Q, quick_connects: [Desk]}]",
            (
                "queues[0].quick_connects[0]: `Desk` is no quick connect of this instance;"
                " there are: none"
            ),
        ),
    ],
)
def test_parts_that_do_not_fit_are_refused(tmp_path: Path, entry: str, message: str) -> None:
    assert refusal(tmp_path, f"{ACME}    {entry}") == f"seed.yaml:3: instances[0].{message}"


def test_a_draft_is_no_whisper_for_a_queue(tmp_path: Path) -> None:
    flows = "    flows: [{name: Draft, says: Hello, status: SAVED}]\n"
    queues = "    queues: [{name: Q, caller: {whisper: Draft}}]\n"

    assert refusal(tmp_path, ACME + flows + queues) == (
        "seed.yaml:4: instances[0].queues[0].caller.whisper: `Draft` is no published flow of type"
        " OUTBOUND_WHISPER of this instance; there are: Default outbound"
    )


def test_all_that_does_not_fit_is_told_together(tmp_path: Path) -> None:
    text = ACME + "    region: moon\n  - alias: Acme\n    account: '12'\n"

    assert refusal(tmp_path, text).splitlines() == [
        "seed.yaml:4: instances[1].alias: `acme` stands here twice",
        "seed.yaml:3: instances[0].region: expected a Region such as us-east-1, got `moon`",
        "seed.yaml:5: instances[1].account: expected twelve digits, got `12`",
    ]


def test_json_is_refused_by_its_path(tmp_path: Path) -> None:
    assert refusal(tmp_path, '{"instances": [{"alias": 5}]}', "seed.json") == (
        "seed.json: instances[0].alias: Expected `str`, got `int`"
    )
    assert refusal(tmp_path, '{"instances":\n [}', "seed.json") == (
        "seed.json:2: is no JSON: Expecting value"
    )


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"instances: [{alias: M\xfcller}]")

    for name, reason in (
        ("none.yaml", "No such file or directory"),
        ("latin.yaml", "it is not UTF-8"),
    ):
        with pytest.raises(SeedError) as error:
            read_state(tmp_path / name)
        assert str(error.value) == f"{tmp_path / name}: cannot be read: {reason}"
