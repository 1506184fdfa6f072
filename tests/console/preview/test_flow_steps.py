"""What is read of a flow's content to be shown, whatever it holds."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import WHISPER
from outdial.console.preview.flow_steps import MOST_STEPS, Branch, Setting, Step, Steps, read_steps
from outdial.domain.default_flows import DEFAULT_FLOWS


def flow(*actions: Any, start: Any = "a") -> str:
    return json.dumps({"Version": "2019-10-30", "StartAction": start, "Actions": actions})


def action(name: Any, following: Any = None, **members: Any) -> dict[str, Any]:
    """Write an action that leads to another one, or ends."""
    transitions = {} if following is None else {"NextAction": following}
    kind = "EndFlowExecution" if following is None else "MessageParticipant"
    return {"Identifier": name, "Type": kind, "Transitions": transitions} | members


def test_a_whisper_reads_as_two_steps() -> None:
    assert read_steps(WHISPER) == Steps(
        shown=(
            Step(
                number=1,
                identifier="say",
                kind="MessageParticipant",
                title="Say or play",
                says=("Acme calling",),
                branches=(Branch(("then",), 2, "end"),),
            ),
            Step(number=2, identifier="end", kind="EndFlowExecution", title="End the flow"),
        )
    )


def test_the_usual_way_comes_first_then_conditions_then_errors_then_what_nothing_leads_to() -> None:
    ways = {
        "NextAction": "usual",
        "Conditions": [
            {"NextAction": "one", "Condition": {"Operator": "Equals", "Operands": ["1"]}}
        ],
        "Errors": [
            {"NextAction": "wrong", "ErrorType": "NoMatchingError"},
            {"NextAction": "usual", "ErrorType": "InputTimeLimitExceeded"},
        ],
    }
    content = flow(
        action("lost"),
        action("wrong"),
        action("one", "more"),
        action("more"),
        action("usual"),
        action("a", Transitions=ways),
    )

    steps = read_steps(content).shown

    assert [(step.identifier, step.is_reached) for step in steps] == [
        ("a", True),
        ("usual", True),
        ("one", True),
        ("more", True),
        ("wrong", True),
        ("lost", False),
    ]
    assert steps[0].branches == (
        Branch(("then", "on the error “input time limit exceeded”"), 2, "usual"),
        Branch(("if it equals “1”",), 3, "one"),
        Branch(("on any other error",), 5, "wrong"),
    )


def test_texts_and_settings_stand_apart() -> None:
    parameters = {
        "Text": "Press 1",
        "Messages": [{"SSML": "<speak>Hi</speak>"}, {"PromptId": "beep"}],
        "Media": {"Uri": "s3://prompts/beep.wav"},
        "InputTimeLimitSeconds": "5",
        "DTMFConfiguration": {"InterdigitTimeLimitSeconds": 2, "Keys": ["#", "*"]},
    }

    (step,) = read_steps(flow(action("a", Parameters=parameters))).shown

    assert step.says == ("Press 1", "s3://prompts/beep.wav", "<speak>Hi</speak>", "beep")
    assert step.settings == (
        Setting("InputTimeLimitSeconds", "5"),
        Setting("DTMFConfiguration.InterdigitTimeLimitSeconds", "2"),
        Setting("DTMFConfiguration.Keys", "#"),
        Setting("DTMFConfiguration.Keys", "*"),
    )


def test_a_circle_is_gone_round_once() -> None:
    steps = read_steps(flow(action("a", "b"), action("b", "a"))).shown

    assert [step.branches for step in steps] == [
        (Branch(("then",), 2, "b"),),
        (Branch(("then",), 1, "a"),),
    ]


def test_a_branch_that_leads_nowhere_says_so() -> None:
    (step,) = read_steps(flow(action("a", "gone"))).shown

    assert step.branches == (Branch(("then",), None, "gone"),)


def test_of_two_actions_of_one_name_the_first_is_meant() -> None:
    steps = read_steps(flow(action("a", "b"), action("b", "a"), action("b"))).shown

    assert [(step.number, step.is_reached) for step in steps] == [(1, True), (2, True), (3, False)]
    assert steps[0].branches[0].step == 2


@pytest.mark.parametrize(
    "content",
    ["", "no flow", "[]", "{}", '{"Actions":{}}', '{"Actions":[1,null]}', "[" * 100_000],
)
def test_what_is_no_flow_has_no_steps(content: str) -> None:
    assert read_steps(content) == Steps(shown=())


def test_an_action_without_anything_is_a_step() -> None:
    assert read_steps('{"Actions":[{}]}').shown == (
        Step(number=1, identifier="", kind="", title="No type", is_reached=False),
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
PLACES = st.sampled_from(["a", "b", "c"]) | JSON
WAYS = st.lists(
    st.fixed_dictionaries({"NextAction": PLACES, "ErrorType": JSON, "Condition": JSON}) | JSON,
    max_size=3,
)
ACTIONS = st.lists(
    st.fixed_dictionaries({
        "Identifier": PLACES,
        "Type": JSON,
        "Parameters": st.dictionaries(st.sampled_from(["Text", "Messages", "Media"]), JSON) | JSON,
        "Transitions": JSON
        | st.fixed_dictionaries({"NextAction": PLACES, "Conditions": WAYS, "Errors": WAYS}),
    })
    | JSON,
    max_size=4,
)  # fmt: skip


@given(ACTIONS, PLACES)
def test_any_json_is_read_and_every_object_is_a_step(actions: list[Any], start: Any) -> None:
    steps = read_steps(flow(*actions, start=start))

    objects = sum(isinstance(each, dict) for each in actions)
    assert [step.number for step in steps.shown] == list(range(1, objects + 1))
    assert {branch.step for step in steps.shown for branch in step.branches if branch.step} <= set(
        range(1, objects + 1)
    )


def test_the_flows_of_a_new_instance_are_shown_whole_with_every_step_reached() -> None:
    for template in DEFAULT_FLOWS:
        steps = read_steps(template.content)
        assert [step.is_reached for step in steps.shown] == [True] * len(template.steps)
        assert steps.left_out == 0


def test_no_more_steps_are_shown_than_a_page_holds() -> None:
    actions = [action(str(number), str(number + 1)) for number in range(1000)]

    steps = read_steps(flow(*actions, start="0"))

    assert 50 < len(steps.shown) <= MOST_STEPS
    assert len(steps.shown) + steps.left_out == 1000


def test_a_deep_parameter_is_shown_without_recursion() -> None:
    deep = '{"a":' * 900 + "1" + "}" * 900
    content = f'{{"Actions":[{{"Identifier":"a","Parameters":{deep}}}]}}'

    (step,) = read_steps(content).shown

    ((name, value),) = step.settings
    assert (len(name), value) == (120, "1")
