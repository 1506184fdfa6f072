"""Which phone numbers can be claimed, how many an account may have, and what a release leaves."""

from datetime import timedelta

from outdial.call import Call
from outdial.domain.instance import Instance
from outdial.domain.phone_number import PhoneNumber, claim_of
from outdial.domain.quotas import NUMBER_WINDOW, is_reached
from outdial.domain.resource import Resource
from outdial.domain.resting_number import RestingNumber
from outdial.domain.tally import Tally, times_within
from outdial.domain.traffic_distribution_group import TrafficDistributionGroup
from outdial.operations.quotas import add_to_tally
from outdial.operations.traffic_distribution_groups import groups_of
from outdial.store.transaction import EVERY


def is_available(call: Call, text: str) -> bool:
    """Tell whether a number can be claimed by the account of the call."""
    held = call.tx.find_entry(claim_of(text))
    return held is None or _leftover(call, text) is not None


def clear_the_way(call: Call, text: str) -> None:
    """Delete what is left of a number that is to be claimed."""
    leftover = _leftover(call, text)
    if leftover:
        call.tx.delete(leftover)


def _leftover(call: Call, text: str) -> Resource | None:
    """Find the record that holds a number without a right to it."""
    held = call.tx.find_entry(claim_of(text))
    if held is None:
        return None
    resting = call.tx.find(RestingNumber, held.home, held.id)
    if held.kind == RestingNumber.kind and resting:
        is_rested = call.quotas.phone_number_rest is None or resting.until <= call.now
        return resting if is_rested else None  # Q7
    number = call.tx.find(PhoneNumber, held.home, held.id)
    is_failed = number and number.home == call.scope.home and number.status(call.now) == "FAILED"
    return number if is_failed else None  # N8


def failure_of_claim(call: Call, target: Instance | TrafficDistributionGroup) -> str | None:
    """Tell why one more number cannot be claimed to a target, if it cannot."""
    return _failure_of_turnover(call, _instance_id(target)) or failure_of_move(call, target)


def failure_of_move(call: Call, target: Instance | TrafficDistributionGroup) -> str | None:
    """Tell why one more number cannot be moved to a target, if it cannot."""
    most = call.quotas.phone_numbers
    instance = most is not None and call.tx.find(Instance, call.scope.home, _instance_id(target))
    if instance and is_reached(most, _count(call, instance)):
        return "You've reached the limit of Phone Numbers"  # Q5
    return None


def _failure_of_turnover(call: Call, instance_id: str) -> str | None:
    most = call.quotas.most_turns
    tally = call.tx.find(Tally, call.scope.home, instance_id) if most is not None else None
    if is_reached(most, len(times_within(tally, NUMBER_WINDOW, call.now))):
        return (  # Q6
            f"Numbers of the instance were claimed and released {most} times in"
            f" {NUMBER_WINDOW.days} days, as often as its quota allows"
        )
    return None


def _count(call: Call, instance: Instance) -> int:
    """Count the numbers of an instance and of its groups, but for claims that failed."""
    return sum(
        number.failure is None
        for target in (instance, *groups_of(call, instance))
        for number in call.tx.page_naming(
            PhoneNumber, target.home, target.address, after="", limit=EVERY
        )
    )


def _instance_id(target: Instance | TrafficDistributionGroup) -> str:
    return target.id if isinstance(target, Instance) else target.instance_id


def note_claim(call: Call, target: Instance | TrafficDistributionGroup) -> None:
    """Count a claim of a number."""
    _note_turn(call, _instance_id(target))


def release(call: Call, number: PhoneNumber, instance_id: str | None) -> None:
    """Delete a number, and let it rest; its release counts for an instance."""
    call.tx.delete(number)
    if number.failure is not None:
        return  # it was never claimed
    if instance_id:
        _note_turn(call, instance_id)
    days = call.quotas.phone_number_rest
    if days:
        call.tx.put(
            RestingNumber(
                id=number.id,
                account=number.account,
                region=number.region,
                number=number.number,
                until=call.now + timedelta(days=days),  # Q7
                **call.stamp,
            )
        )


def _note_turn(call: Call, instance_id: str) -> None:
    if call.quotas.most_turns is not None:
        add_to_tally(call, call.scope.home, instance_id, NUMBER_WINDOW)  # Q6


def forget_turns(call: Call, instance: Instance) -> None:
    """Forget how often numbers of a deleted instance were claimed and released."""
    tally = call.tx.find(Tally, instance.home, instance.id)
    if tally:
        call.tx.delete(tally)
