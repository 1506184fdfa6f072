"""The rule of the replica's Region: a policy has to list a number twice."""

from typing import TYPE_CHECKING

import pytest

from explaining.asked import CHANGE, NOT_ENFORCED, TWICE, ask, give, make_ann, outcomes, statement

if TYPE_CHECKING:
    from outdial.serve.inprocess import Local
    from pair_desk import PairDesk

QUEUES = statement("Allow", "arn:aws:connect:*:*:instance/*/queue/*")
QUESTION = {
    "principal": "ann",
    "instance": "acme",
    "queue": "Sales",
    "number": "+12065550100",
    "region": "us-west-2",
}
V2, V1 = "number +12065550100 (V2)", "number +12065550100 (V1)"


def older(pair: "PairDesk") -> str:
    return pair.arn(f"phone-number/{pair.number}", "us-west-2")


@pytest.mark.parametrize(
    ("forms", "missing"),
    [([], [V2, V1]), (["V2"], [V1]), (["V1"], [V2]), (["V2", "V1"], [])],
)
def test_both_arns_of_a_number_must_be_listed(
    outdial: "Local", pair: "PairDesk", forms: list[str], missing: list[str]
) -> None:
    arns = {"V2": pair.number_arn, "V1": older(pair)}
    make_ann(QUEUES, *(statement("Allow", arns[form]) for form in forms))

    answer = ask(outdial, **QUESTION)

    assert outcomes(answer) == [
        ("queue Sales", "allowed"),
        *((title, "implicit_deny" if title in missing else "allowed") for title in (V2, V1)),
    ]
    assert answer["notes"] == [TWICE, NOT_ENFORCED]
    assert answer["region"] == "us-west-2"


def test_what_it_says_to_add_lists_both(outdial: "Local", pair: "PairDesk") -> None:
    make_ann(QUEUES)

    [remedy] = ask(outdial, **QUESTION)["remedies"]
    give(QUEUES, remedy["statement"])

    assert remedy["statement"] == {
        "Effect": "Allow",
        "Action": CHANGE,
        "Resource": [pair.number_arn, older(pair)],
    }
    assert ask(outdial, **QUESTION)["outcome"] == "allowed"


@pytest.mark.usefixtures("pair")
def test_in_its_own_region_a_number_counts_once(outdial: "Local") -> None:
    make_ann(QUEUES)

    answer = ask(outdial, **QUESTION | {"region": "us-east-1"})

    assert outcomes(answer) == [("queue Sales", "allowed"), (V2, "implicit_deny")]
    assert answer["notes"] == [NOT_ENFORCED]


def test_an_older_arn_from_the_replica_may_be_denied_as_another_number(
    outdial: "Local", pair: "PairDesk"
) -> None:
    own = f"arn:aws:connect:us-west-2:123456789012:phone-number/{pair.number}"
    make_ann(QUEUES, statement("Allow", pair.number_arn, older(pair)))
    question = QUESTION | {"number": older(pair)}

    allowed = ask(outdial, **question)
    give(QUEUES, statement("Allow", "*"), statement("Deny", own))
    denied = ask(outdial, **question)

    assert [(one["arn"], one["outcome"], one["only_denies"]) for one in allowed["resources"]] == [
        (pair.arn(f"queue/{pair.queue}", "us-west-2"), "allowed", False),
        (older(pair), "allowed", False),
        (pair.number_arn, "allowed", False),
        (own, "allowed", True),
    ]
    assert allowed["notes"][1].startswith("The older ARN may as well name a number that lives in")
    assert denied["outcome"] == "explicit_deny"


@pytest.mark.parametrize("instance", ["acme", "acme-west"])
@pytest.mark.usefixtures("pair")
def test_an_instance_is_known_by_the_aliases_of_both_regions(
    outdial: "Local", instance: str
) -> None:
    make_ann(QUEUES)

    for region in ("us-east-1", "us-west-2"):
        answer = ask(outdial, **QUESTION | {"instance": instance, "region": region})

        assert outcomes(answer)[0] == ("queue Sales", "allowed")
