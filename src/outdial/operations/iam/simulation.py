"""Simulations: what policies would say of calls that nobody makes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from outdial.access.resources import ANYTHING
from outdial.call import Call
from outdial.iam_errors import InvalidInputException
from outdial.operations.iam.changes import homes_of_account
from outdial.operations.iam.pages import cut_page
from outdial.operations.iam.simulated_policies import (
    BOUNDARY,
    SCP,
    Exclusions,
    read_policies,
    sent_boundary,
    sent_policies,
)
from outdial.operations.iam.simulated_principal import get_source, keys_of_caller
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.access.policy.context import Value
    from outdial.access.policy.document import Policy
    from outdial.access.policy.evaluate import Layers
    from outdial.wire import iam_shapes as shapes


@operation(
    "SimulatePrincipalPolicy",
    service="iam",
    homes=homes_of_account,
    on=("{PolicySourceArn}",),
    keys=(),
)
def simulate_principal_policy(
    call: Call, request: "shapes.SimulatePrincipalPolicyRequest"
) -> "shapes.SimulatePolicyResponse":
    """Say what the policies of a user, group or role say of actions, without doing anything.

    1. All policies of the entity count, those of a user's groups too, with those that are sent;
       a boundary that is sent stands instead of the entity's own [documented].
    2. Policies of `PolicyExclusionList` do not count [documented].
    3. The keys of the caller and the time are known unless they are given [chosen]; of `CallerArn`
       if there is one, else of the entity [documented].
    4. A policy is called by its name, an inline one `<user, group or role>_<entity>_<policy>`, one
       that is sent `PolicyInputList.<number>`; all are of the type `IAM Policy` [observed].
    5. A statement's position is that of its braces [chosen].
    6. `MissingContextValues` are keys of the statements about the action [chosen].
    7. `EvalResourceName` is the form of the ARN of what an action of Amazon Connect is about first,
       else `*` [documented; of several types the first chosen].
    8. `ResourcePolicy` is InvalidInput, as nothing that is served has such a policy [chosen].
    """
    from outdial.access.layers import boundary_of, policies_of, scps_of  # noqa: PLC0415 - rare
    from outdial.access.policy.evaluate import Layers  # noqa: PLC0415 - as above

    source = get_source(call, request["PolicySourceArn"])
    excluded = Exclusions(request)
    own = [policy for policy in policies_of(source, call.tx) if not excluded.have(policy)]
    boundary = None if BOUNDARY in excluded.types else boundary_of(source, call.tx)
    scps = None if SCP in excluded.types else scps_of(source.account, call.settings)
    layers = Layers(
        identity=[*own, *sent_policies(request, "PolicyInputList")],
        boundary=sent_boundary(request) or boundary,
        scps=scps,
    )
    caller = request.get("CallerArn") or request["PolicySourceArn"]
    return _simulated(call, request, layers, keys_of_caller(call, caller))


@operation(
    "SimulateCustomPolicy",
    service="iam",
    homes=homes_of_account,
    on=(ANYTHING,),
    keys=(),
)
def simulate_custom_policy(
    call: Call, request: "shapes.SimulateCustomPolicyRequest"
) -> "shapes.SimulatePolicyResponse":
    """Say what the policies that are sent say of actions, without doing anything.

    1. It answers as SimulatePrincipalPolicy does; the keys of a caller are known only with
       `CallerArn`, who need not exist [chosen].
    """
    from outdial.access.policy.evaluate import Layers  # noqa: PLC0415 - rare

    levels = request.get("OrderedOrganizationPolicyInputList")
    layers = Layers(
        identity=sent_policies(request, "PolicyInputList"),
        boundary=sent_boundary(request),
        scps=[_level(level, at) for at, level in enumerate(levels, 1)] if levels else None,
    )
    caller = request.get("CallerArn")
    return _simulated(call, request, layers, keys_of_caller(call, caller) if caller else {})


def _level(level: "shapes.OrderedOrganizationPolicyType", number: int) -> "list[Policy]":
    documents = level.get("ServiceControlPolicyInputList") or ()
    return read_policies(documents, f"OrderedOrganizationPolicyInputList.{number}", "scp")


def _simulated(
    call: Call, request: Mapping[str, Any], layers: "Layers", caller: "Mapping[str, Value]"
) -> "shapes.SimulatePolicyResponse":
    from outdial.operations.iam.simulated_call import Simulation  # noqa: PLC0415 - rare

    if request.get("ResourcePolicy") is not None:
        raise InvalidInputException(
            "ResourcePolicy cannot be simulated: Outdial serves nothing that has such a policy"
        )
    simulation = Simulation(
        layers=layers,
        keys=_keys(call, request, caller),
        arns=request.get("ResourceArns") or (ANYTHING,),
    )
    actions = [_checked(action) for action in request["ActionNames"]]
    page = cut_page(call, request, enumerate(actions), lambda numbered: f"{numbered[0]:09}")
    results = [simulation.result(action) for _, action in page.items]
    return {"EvaluationResults": results, **page.ending}


def _checked(action: str) -> str:
    service, colon, name = action.partition(":")
    if not (service and colon and name.isalnum()):
        raise InvalidInputException(
            f"Invalid Action Name: {action} must be a service and an operation, such as"
            " connect:UpdateQueueOutboundCallerConfig"
        )
    return action


def _keys(
    call: Call, request: Mapping[str, Any], caller: "Mapping[str, Value]"
) -> "dict[str, Value]":
    """Gather the condition keys: those that are given stand before those that are known."""
    from outdial.access.surroundings import Surroundings  # noqa: PLC0415 - rare

    time = Surroundings(now=call.now).keys(call.scope.region)
    known = {
        **{name: time[name] for name in ("aws:CurrentTime", "aws:EpochTime")},
        **caller,
    }
    given = dict(_given(entry) for entry in request.get("ContextEntries") or ())
    names = {name.lower() for name in given}
    return {name: value for name, value in known.items() if name.lower() not in names} | given


def _given(entry: Mapping[str, Any]) -> "tuple[str, Value]":
    values = tuple(entry.get("ContextKeyValues") or ())
    name = str(entry.get("ContextKeyName"))
    many = str(entry.get("ContextKeyType") or "").endswith("List")
    if not many and len(values) != 1:
        raise InvalidInputException(
            f"ContextKeyValues of {name} must be one value, or ContextKeyType a type of lists"
        )
    return name, values if many else values[0]
