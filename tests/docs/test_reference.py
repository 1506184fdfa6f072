"""The generated part of the documentation is fresh, and made as it should be."""

import subprocess
import sys
from textwrap import dedent

import pytest

from docs.blocks import ROOT
from outdial import errors
from outdial.domain import outbound_caller
from outdial.operations.contact_flows import create_contact_flow
from outdial.operations.queue_outbound_caller import update_queue_outbound_caller_config
from outdial.settings import Settings
from outdial.wire.model import load
from reference.commands import commands
from reference.markdown import linked, table
from reference.members import input_rows, output_rows
from reference.overviews import rule_books
from reference.regions import filled
from reference.rules import Rule, choices_of, rules_of
from reference.rules import rule_books as books_of
from reference.settings import setting_texts

MODEL = load("connect")


def test_the_pages_are_fresh() -> None:
    command = [sys.executable, str(ROOT / "tools" / "build_docs.py"), "--check"]

    check = subprocess.run(command, check=False, capture_output=True, text=True)

    assert (check.stdout, check.returncode) == ("", 0), f"{check.stderr}\nrun: make docs"


def test_a_rule_is_a_number_a_text_and_a_mark() -> None:
    docstring = """The rules of something.

    R1   The first, which
         goes on. [documented; the rest chosen]
    R2   The second [observed].

    Not a rule.
    """

    assert rules_of(dedent(docstring)) == (
        Rule(number="R1", text="The first, which goes on.", mark="documented; the rest chosen"),
        Rule(number="R2", text="The second.", mark="observed"),
    )


def test_several_marks_stay_where_they_stand() -> None:
    docstring = """Do it.

    1. Known [documented]. Guessed [chosen].
    2. Read `<id>[0]`.
    """

    assert choices_of(docstring) == (
        Rule(number="1", text="Known [documented]. Guessed [chosen].", mark="documented; chosen"),
        Rule(number="2", text="Read `<id>[0]`.", mark=""),
    )


def test_the_rules_of_each_module_are_numbered_without_a_gap() -> None:
    for book in rule_books():
        letter = book.rules[0].number[0]
        numbers = [rule.number for rule in book.rules]
        assert numbers == [f"{letter}{number}" for number in range(1, len(numbers) + 1)], (
            book.module
        )


def test_an_operation_has_the_rules_of_the_functions_that_it_reaches() -> None:
    centre = [book.module for book in books_of(update_queue_outbound_caller_config)]
    flows = [book.module for book in books_of(create_contact_flow)]

    assert outbound_caller.__name__ in centre
    assert flows == ["outdial.domain.contact_flow", "outdial.domain.flow_content"]


def test_the_members_of_an_input_are_listed_with_what_limits_them() -> None:
    shape = MODEL.operations["UpdateQueueOutboundCallerConfig"].input
    assert shape

    assert list(input_rows(shape)) == [
        ("`InstanceId`", "path", "string", "yes", "1 to 100 characters"),
        ("`QueueId`", "path", "string", "yes", ""),
        ("`OutboundCallerConfig`", "body", "`OutboundCallerConfig`", "yes", ""),
        ("`OutboundCallerConfig.OutboundCallerIdName`", "", "string", "", "1 to 255 characters"),
        ("`OutboundCallerConfig.OutboundCallerIdNumberId`", "", "string", "", ""),
        ("`OutboundCallerConfig.OutboundFlowId`", "", "string", "", "0 to 500 characters"),
    ]


def test_a_structure_in_itself_is_entered_once() -> None:
    shape = MODEL.operations["SearchQueues"].input
    assert shape

    criteria = [row[0] for row in input_rows(shape) if row[0].startswith("`SearchCriteria")]

    assert criteria == [
        "`SearchCriteria`",
        "`SearchCriteria.OrConditions`",
        "`SearchCriteria.AndConditions`",
        "`SearchCriteria.StringCondition`",
        "`SearchCriteria.StringCondition.FieldName`",
        "`SearchCriteria.StringCondition.Value`",
        "`SearchCriteria.StringCondition.ComparisonType`",
        "`SearchCriteria.QueueTypeCondition`",
    ]


@pytest.mark.parametrize("name", MODEL.operations)
def test_the_members_of_every_operation_can_be_listed(name: str) -> None:
    operation = MODEL.operations[name]

    inputs = [row[0] for row in input_rows(operation.input)] if operation.input else []
    outputs = [row[0] for row in output_rows(operation.output)] if operation.output else []

    assert len(inputs) == len(set(inputs))
    assert len(outputs) == len(set(outputs))


def test_names_of_served_operations_are_linked_but_for_the_pages_own_and_code() -> None:
    text = "DescribeQueue shows it; `DescribeQueue` and ListQueues, connect:DescribeQueue not."

    found = linked(text, {"DescribeQueue", "ListQueues"}, own="ListQueues", folder="x/")

    assert found == (
        "[DescribeQueue](x/DescribeQueue.md) shows it;"
        " `DescribeQueue` and ListQueues, connect:DescribeQueue not."
    )


def test_a_cell_keeps_its_bars_to_itself() -> None:
    assert list(table(("A", "B"), [("x|y", "a\nb")])) == [
        "| A | B |",
        "|---|---|",
        "| x\\|y | a b |",
    ]


def test_a_region_is_filled_in_line_or_as_a_block() -> None:
    page = (
        "It has <!-- generated: few --><!-- end -->.\n<!-- generated: many -->\nold\n<!-- end -->\n"
    )

    assert filled(page, {"few": lambda: "2", "many": lambda: "a\nb"}) == (
        "It has <!-- generated: few -->2<!-- end -->.\n"
        "<!-- generated: many -->\n\na\nb\n\n<!-- end -->\n"
    )


def test_every_setting_says_what_it_chooses_and_is_on_the_page_of_fidelity() -> None:
    page = (ROOT / "docs" / "explanation" / "fidelity.md").read_text()

    assert setting_texts().keys() == Settings.__dataclass_fields__.keys()
    assert [name for name in setting_texts() if f"`{name}`" not in page] == []


def test_every_command_is_described_with_its_options() -> None:
    lines = list(commands())

    assert [line for line in lines if line.startswith("## `outdial serve")] == [
        "## `outdial serve`"
    ]
    assert "| `--host TEXT` | `OUTDIAL_HOST` | `127.0.0.1` | Address to listen on. |" in lines


def test_the_errors_of_the_edge_have_their_status_on_the_page() -> None:
    page = (ROOT / "docs" / "reference" / "errors.md").read_text()
    edge = page.partition("## Errors of the edge")[2]
    rows = [line.split("|")[1:3] for line in edge.splitlines() if line.startswith("| `")]

    assert len(rows) == 6
    for name, status in rows:
        assert getattr(errors, name.strip(" `")).status == int(status)
