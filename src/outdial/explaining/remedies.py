"""What would allow a call: statements to add, and statements that stand in the way."""

from collections.abc import Iterator, Sequence

from outdial.access.explanation import statement_title
from outdial.access.policy.decision import Layer, Match
from outdial.access.policy.evaluate import Layers
from outdial.domain.iam.arns import parse_iam_arn
from outdial.domain.iam.aws_managed import AWS
from outdial.explaining.explanation import Checked, Remedy


def remedies_for(
    resources: Sequence[Checked], action: str, title: str, layers: Layers
) -> Iterator[Remedy]:
    """Tell what has to be changed, each place once."""
    yield from _denials(resources)
    missing: dict[Layer, list[str]] = {}
    for checked in resources:
        for lack in checked.lacks:
            missing.setdefault(lack.layer, []).append(checked.arn)
    for layer, arns in missing.items():
        yield Remedy(
            layer=layer,
            text=_place(layer, title, layers),
            statement={
                "Effect": "Allow",
                "Action": action,
                "Resource": arns[0] if len(arns) == 1 else arns,
            },
        )


def _denials(resources: Sequence[Checked]) -> Iterator[Remedy]:
    """Name the statements that deny, each with all that it denies."""
    denied: dict[tuple[str, str, int], tuple[Match, list[str]]] = {}
    for checked in resources:
        if checked.outcome == "explicit_deny":
            for match in checked.matches:
                key = (match.layer, match.policy, match.statement.index)
                denied.setdefault(key, (match, []))[1].append(checked.title)
    for match, titles in denied.values():
        yield Remedy(
            layer=match.layer,
            text=f"Change {statement_title(match)}: it denies {' and '.join(titles)}",
        )


def _place(layer: Layer, title: str, layers: Layers) -> str:
    match layer:
        case "scp":
            return "Add to a service control policy at each level that does not allow it"
        case "boundary":
            name = layers.boundary.name if layers.boundary else ""
            return f"Add to the permissions boundary {name}"
        case "session":
            return "Add to the session policies, with which the session is begun"
    own = [policy.name for policy in layers.identity if not _is_aws(policy.name)]
    return f"Add to a policy of {title}" + (f", such as {own[0]}" if own else "")


def _is_aws(name: str) -> bool:
    arn = parse_iam_arn(name)
    return arn is not None and arn.account == AWS
