import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outdial.domain.flow_content import (
    problems_when_published,
    problems_when_saved,
    spoken_text,
)

FLOW_TYPES = [
    "AGENT_HOLD",
    "AGENT_TRANSFER",
    "AGENT_WHISPER",
    "CAMPAIGN",
    "CONTACT_FLOW",
    "CUSTOMER_HOLD",
    "CUSTOMER_QUEUE",
    "CUSTOMER_WHISPER",
    "OUTBOUND_WHISPER",
    "QUEUE_TRANSFER",
]
LEFT_OUT = object()

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4)
    ),
    max_leaves=15,
)
names = st.sampled_from(["a", "b", "", "a:b", "constructor"]) | json_values
transitions = st.fixed_dictionaries(
    {},
    optional={
        "NextAction": names,
        "Errors": st.lists(st.fixed_dictionaries({}, optional={"NextAction": names})) | names,
        "Conditions": st.lists(
            st.fixed_dictionaries({}, optional={"NextAction": names, "Condition": json_values})
            | json_values
        ),
    },
)
actions = st.fixed_dictionaries(
    {},
    optional={
        "Identifier": names,
        "Type": st.sampled_from(["MessageParticipant", "EndFlowExecution", "Compare"]) | names,
        "Parameters": st.fixed_dictionaries({}, optional={"Text": names, "SSML": names}) | names,
        "Transitions": transitions | names,
    },
)
almost_flows = st.fixed_dictionaries(
    {},
    optional={
        "Version": st.just("2019-10-30") | names,
        "StartAction": names,
        "Actions": st.lists(actions | names, max_size=4) | names,
    },
)


def action(
    kind: str,
    name: str = "first",
    *,
    parameters: object = LEFT_OUT,
    transitions: object = LEFT_OUT,
) -> dict[str, object]:
    members = {
        "Identifier": name,
        "Type": kind,
        "Parameters": parameters,
        "Transitions": transitions,
    }
    return {member: value for member, value in members.items() if value is not LEFT_OUT}


def flow(*actions: object, start: object = "first", version: object = "2019-10-30") -> str:
    return json.dumps({"Version": version, "StartAction": start, "Actions": actions})


def leading_to(target: object) -> dict[str, object]:
    return {"NextAction": target, "Errors": [], "Conditions": []}


def whisper(**parameters: str) -> str:
    say = action("MessageParticipant", parameters=parameters, transitions=leading_to("end"))
    return flow(say, action("EndFlowExecution", "end", parameters={}, transitions={}))


EXPORTED = {
    "Version": "2019-10-30",
    "StartAction": "0c5a7a5e-0f10-4b56-9d0a-7bb4a3a9d0e1",
    "Metadata": {
        "entryPointPosition": {"x": 40, "y": 40},
        "ActionMetadata": {
            "0c5a7a5e-0f10-4b56-9d0a-7bb4a3a9d0e1": {"position": {"x": 160, "y": 40}},
            "Ask for the wish": {"position": {"x": 400, "y": 40}, "isFriendlyName": True},
        },
        "Annotations": [],
        "name": "",
        "description": "",
        "type": "contactFlow",
        "status": "published",
        "hash": {},
    },
    "Actions": [
        {
            "Parameters": {"FlowLoggingBehavior": "Enabled"},
            "Identifier": "0c5a7a5e-0f10-4b56-9d0a-7bb4a3a9d0e1",
            "Type": "UpdateFlowLoggingBehavior",
            "Transitions": {"NextAction": "Ask for the wish"},
        },
        {
            "Parameters": {
                "StoreInput": "False",
                "InputTimeLimitSeconds": "5",
                "SSML": "<speak>Press 1</speak>",
            },
            "Identifier": "Ask for the wish",
            "Type": "GetParticipantInput",
            "Transitions": {
                "NextAction": "hang-up",
                "Conditions": [
                    {
                        "NextAction": "set-queue",
                        "Condition": {"Operator": "Equals", "Operands": ["1"]},
                    }
                ],
                "Errors": [
                    {"NextAction": "hang-up", "ErrorType": "InputTimeLimitExceeded"},
                    {"NextAction": "hang-up", "ErrorType": "NoMatchingCondition"},
                    {"NextAction": "hang-up", "ErrorType": "NoMatchingError"},
                ],
            },
        },
        {
            "Parameters": {"QueueId": "arn:aws:connect:us-east-1:111122223333:instance/i/queue/q"},
            "Identifier": "set-queue",
            "Type": "UpdateContactTargetQueue",
            "Transitions": {
                "NextAction": "to-queue",
                "Errors": [{"NextAction": "hang-up", "ErrorType": "NoMatchingError"}],
            },
        },
        {
            "Parameters": {},
            "Identifier": "to-queue",
            "Type": "TransferContactToQueue",
            "Transitions": {
                "NextAction": "hang-up",
                "Errors": [
                    {"NextAction": "hang-up", "ErrorType": "QueueAtCapacity"},
                    {"NextAction": "hang-up", "ErrorType": "NoMatchingError"},
                ],
            },
        },
        {
            "Parameters": {},
            "Identifier": "hang-up",
            "Type": "DisconnectParticipant",
            "Transitions": {},
        },
    ],
}


def test_a_flow_as_the_designer_exports_it_has_no_problems() -> None:
    assert problems_when_published(json.dumps(EXPORTED), "CONTACT_FLOW") == []


def test_members_that_a_writer_left_out_are_no_problem() -> None:
    content = flow(action("EndFlowExecution"))

    assert problems_when_published(content, "OUTBOUND_WHISPER") == []


def test_a_campaign_flow_may_end_and_dial() -> None:
    dial = action("PutDialRequest", transitions=leading_to("end"))

    assert problems_when_published(flow(dial, action("EndFlowExecution", "end")), "CAMPAIGN") == []


def test_a_hold_flow_may_be_a_loop_that_leads_nowhere() -> None:
    loop = action(
        "MessageParticipantIteratively",
        parameters={"Messages": [{"Text": "Please hold."}]},
        transitions={"Errors": [], "Conditions": []},
    )

    assert problems_when_published(flow(loop), "CUSTOMER_HOLD") == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "Content is not valid JSON"),
        ("{", "Content is not valid JSON"),
        ("[" * 100_000, "Content is not valid JSON"),
        ("1" * 5_000, "Content is not valid JSON"),
        ("[]", "Content is not a JSON object"),
        ("null", "Content is not a JSON object"),
        (json.dumps({"a": "x" * 256_000}), "Content exceeds 256000 characters"),
    ],
)
def test_f1_content_is_one_json_object_of_limited_size(content: str, problem: str) -> None:
    assert problems_when_saved(content) == [problem]
    assert problems_when_published(content, "CONTACT_FLOW") == [problem]


def test_f1_the_longest_content_can_be_saved() -> None:
    content = '{"a":"%s"}' % ("x" * (256_000 - 8))

    assert (len(content), problems_when_saved(content)) == (256_000, [])


def test_a_flow_that_is_only_saved_may_be_unfinished() -> None:
    assert problems_when_saved("{}") == []


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (
            flow(action("EndFlowExecution"), version="2012-01-01"),
            ["Invalid flow version. Path: Version"],
        ),
        (
            '{"StartAction":"first","Actions":[]}',
            ["Invalid flow version. Path: Version", "Invalid Actions. Path: Actions"],
        ),
        (
            flow(action("EndFlowExecution"), start="second"),
            ["Invalid start action. Path: StartAction"],
        ),
        (
            flow(action("EndFlowExecution"), start=["first"]),
            ["Invalid start action. Path: StartAction"],
        ),
        (
            flow(action("EndFlowExecution"), "no action"),
            ["Invalid Action. Path: 1"],
        ),
        (
            flow(action("EndFlowExecution"), action("EndFlowExecution")),
            ["Duplicate Action identifier. Path: 1.Identifier"],
        ),
        (
            flow({"Identifier": "first"}),
            ["Invalid Action type. Path: 0.Type"],
        ),
        (
            flow(action("PlayPrompt")),
            ["Invalid Action type. Path: 0.Type"],
        ),
    ],
)
def test_f2_to_f6_names_what_is_wrong_and_where(content: str, problems: list[str]) -> None:
    assert problems_when_published(content, "OUTBOUND_WHISPER") == problems


@pytest.mark.parametrize("name", ["", "x" * 51, "a:b", "$first", "{first}", "toString"])
def test_f4_refuses_identifiers_that_the_language_excludes(name: str) -> None:
    content = flow(action("EndFlowExecution", name), start=name)

    assert problems_when_published(content, "OUTBOUND_WHISPER") == [
        "Invalid Action identifier. Path: 0.Identifier"
    ]


@pytest.mark.parametrize("name", ["x" * 50, "Say hello", "ひと言", "a-b_c.d"])
def test_f4_takes_any_other_identifier(name: str) -> None:
    content = flow(action("EndFlowExecution", name), start=name)

    assert problems_when_published(content, "OUTBOUND_WHISPER") == []


@pytest.mark.parametrize(
    ("kind", "flow_types"),
    [
        ("CompleteOutboundCall", {"OUTBOUND_WHISPER"}),
        ("DequeueContactAndTransferToQueue", {"CUSTOMER_QUEUE"}),
        (
            "DisconnectParticipant",
            {"CONTACT_FLOW", "AGENT_TRANSFER", "QUEUE_TRANSFER", "CUSTOMER_QUEUE"},
        ),
        ("EndFlowExecution", set(FLOW_TYPES)),
        ("EndFlowModuleExecution", set()),
        ("InvokeLambdaFunction", set(FLOW_TYPES)),
        ("MessageParticipant", set(FLOW_TYPES) - {"AGENT_HOLD", "CUSTOMER_HOLD"}),
        ("MessageParticipantIteratively", {"CUSTOMER_QUEUE", "AGENT_HOLD", "CUSTOMER_HOLD"}),
        ("TransferContactToAgent", {"AGENT_TRANSFER", "QUEUE_TRANSFER"}),
        ("TransferContactToQueue", {"CONTACT_FLOW", "AGENT_TRANSFER", "QUEUE_TRANSFER"}),
        ("TransferToFlow", {"CONTACT_FLOW", "AGENT_TRANSFER", "QUEUE_TRANSFER"}),
    ],
)
def test_f7_an_action_stands_only_in_the_flows_that_it_is_for(
    kind: str, flow_types: set[str]
) -> None:
    ends = kind in {"DisconnectParticipant", "EndFlowExecution", "EndFlowModuleExecution"}
    content = flow(action(kind, transitions={} if ends else leading_to("first")))

    problems = {name: problems_when_published(content, name) for name in FLOW_TYPES}

    free_in_campaigns = {"CAMPAIGN"} if flow_types else set()
    assert problems == {
        name: []
        if name in flow_types | free_in_campaigns
        else [f"{kind} is not supported in {name} flows. Path: 0.Type"]
        for name in FLOW_TYPES
    }


@pytest.mark.parametrize(
    ("kind", "parameters", "problem"),
    [
        (
            "ShowView",
            {"ViewData": {"a": ["", 1]}},
            "Invalid Action property value. Path: 0.Parameter",
        ),
        ("MessageParticipant", {"Text": ""}, "Invalid Action property value. Path: 0.Parameter"),
        ("MessageParticipant", "Text", "Invalid Action property value. Path: 0.Parameter"),
        (
            "UpdateContactAttributes",
            {"Attributes": {"wish": ""}, "TargetContact": "Current"},
            "Empty value in Parameters.Attributes",
        ),
        (
            "UpdateContactAttributes",
            {"Attributes": {}, "TargetContact": ""},
            "Invalid Action property value. Path: 0.Parameter",
        ),
    ],
)
def test_f8_no_parameter_is_empty(kind: str, parameters: object, problem: str) -> None:
    content = flow(action(kind, parameters=parameters, transitions=leading_to("first")))

    assert problems_when_published(content, "OUTBOUND_WHISPER") == [problem]


def test_f8_a_blank_is_a_value() -> None:
    assert problems_when_published(whisper(Text=" "), "OUTBOUND_WHISPER") == []


@pytest.mark.parametrize(
    ("transitions", "problems"),
    [
        ({"NextAction": "nowhere"}, ["Invalid branch. Path: 0.NextAction"]),
        ({"NextAction": None}, ["Invalid branch. Path: 0.NextAction"]),
        (
            {"NextAction": "first", "Errors": [{"ErrorType": "NoMatchingError"}]},
            ["Invalid branch. Path: 0.Errors"],
        ),
        (
            {"NextAction": "first", "Errors": {"NextAction": "first"}},
            ["Invalid branch. Path: 0.Errors"],
        ),
        (
            {"NextAction": "first", "Conditions": [{"NextAction": "nowhere", "Condition": {}}]},
            ["Invalid branch. Path: 0.Conditions"],
        ),
        ([], ["Invalid branch. Path: 0.Transitions"]),
    ],
)
def test_f9_each_transition_leads_to_an_action(transitions: object, problems: list[str]) -> None:
    content = flow(action("Compare", transitions=transitions))

    assert problems_when_published(content, "CONTACT_FLOW") == problems


def test_f10_no_condition_compares_with_nothing() -> None:
    condition = {"Operator": "Equals", "Operands": [""]}
    compare = action(
        "Compare",
        transitions={"Conditions": [{"NextAction": "first", "Condition": condition}]},
    )

    assert problems_when_published(flow(compare), "CONTACT_FLOW") == [
        "Invalid branch. Path: 0.Evaluate"
    ]


def test_f11_an_action_that_ends_the_flow_leads_nowhere() -> None:
    content = flow(action("EndFlowExecution", transitions=leading_to("first")))

    assert problems_when_published(content, "OUTBOUND_WHISPER") == [
        "Action does not support transitions. Path: 0.Transitions"
    ]


def test_f12_any_other_action_leads_somewhere() -> None:
    content = flow(action("MessageParticipant", transitions={"Errors": [], "Conditions": []}))

    assert problems_when_published(content, "OUTBOUND_WHISPER") == [
        "Missing transition. Path: 0.Transitions"
    ]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (whisper(Text="This call is not being recorded."), "This call is not being recorded."),
        (whisper(SSML='<speak>Fish <break time="1s"/>&amp; chips</speak>'), "Fish & chips"),
        (whisper(PromptId="arn:aws:connect:us-east-1:1:instance/i/prompt/p"), None),
        (flow(action("EndFlowExecution")), None),
        ("no flow", None),
        ("{}", None),
    ],
)
def test_what_a_flow_says_is_its_first_message(content: str, text: str | None) -> None:
    assert spoken_text(content) == text


def test_what_is_said_first_is_where_the_flow_starts_and_not_where_the_list_does() -> None:
    last = action("MessageParticipant", "last", parameters={"Text": "Bye."})
    first = action(
        "MessageParticipant", parameters={"Text": "Hello."}, transitions=leading_to("last")
    )

    assert spoken_text(flow(last, first)) == "Hello."


def test_a_flow_that_goes_round_in_silence_says_nothing() -> None:
    assert spoken_text(flow(action("Wait", transitions=leading_to("first")))) is None


@given(st.text())
def test_any_text_gets_an_answer(content: str) -> None:
    assert isinstance(problems_when_saved(content), list)
    assert isinstance(problems_when_published(content, "CONTACT_FLOW"), list)
    assert spoken_text(content) is None or content


@given(json_values | almost_flows, st.sampled_from(FLOW_TYPES))
def test_any_json_gets_an_answer(value: object, flow_type: str) -> None:
    content = json.dumps(value)

    problems = problems_when_published(content, flow_type)

    assert all(isinstance(problem, str) for problem in problems)
    assert set(problems_when_saved(content)) <= set(problems)
    assert isinstance(spoken_text(content), str | None)


@given(st.lists(st.uuids().map(str), min_size=2, max_size=20, unique=True), st.data())
def test_one_broken_branch_is_one_problem_at_its_place(
    names: list[str], data: st.DataObject
) -> None:
    broken = data.draw(st.integers(0, len(names) - 2))
    chain = [
        action("Compare", name, transitions=leading_to(following))
        for name, following in pairwise(names)
    ]
    end = action("DisconnectParticipant", names[-1])
    astray = action("Compare", names[broken], transitions=leading_to("nowhere"))
    broken_chain = [*chain[:broken], astray, *chain[broken + 1 :]]

    whole = problems_when_published(flow(*chain, end, start=names[0]), "CONTACT_FLOW")
    problems = problems_when_published(flow(*broken_chain, end, start=names[0]), "CONTACT_FLOW")

    assert whole == []
    assert problems == [f"Invalid branch. Path: {broken}.NextAction"]
