"""Kill the server, and cut its power, hundreds of times while clients write; report what was lost.

The same is done a few times by the tests of tests/durability; this is for more of it.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from durability.cuts import Cuts
from durability.disk_layer import hindrance
from durability.rounds import Rounds
from durability.writing import LostError

OFTEN = 10
"""After so many rounds something is printed."""


def kill(place: Path, count: int, clients: int, chance: Random) -> str:
    """Kill the server so often."""
    rounds = Rounds(data=place / "data", chance=chance)
    run(rounds, place, count, clients, "SIGKILL", lambda: "")
    return f"{count} kills, {told(rounds)}"


def cut_power(place: Path, count: int, clients: int, chance: Random) -> str:
    """Let the disk forget what was not synced, so often."""
    if hindrance():
        return f"left out, as {hindrance()}"
    cuts = Cuts(place, chance)

    def dropped() -> str:
        return f", {cuts.dropped:,} unsynced writes at risk"

    run(cuts.rounds, place, count, clients, "power cut", dropped)
    return f"{count} cuts, {cuts.states} states of the disk{dropped()}, {told(cuts.rounds)}"


def cut_power_without_durability(place: Path, count: int, clients: int, chance: Random) -> str:
    """See that the cuts do lose something where nothing is synced."""
    if hindrance():
        return f"left out, as {hindrance()}"
    cuts = Cuts(place, chance, "--durability", "off")
    try:
        run(cuts.rounds, place, count, clients, "power cut without durability", lambda: "")
    except LostError:
        return f"loses changes, as it has to: {cuts.rounds.answered:,} were answered"
    raise AssertionError("Without durability nothing was lost: the cuts prove nothing")


def run(
    rounds: Rounds, place: Path, count: int, clients: int, what: str, more: Callable[[], str]
) -> None:
    """Do the rounds, and tell how far they are."""
    rounds.log = place / "log"
    rounds.set_up(clients)
    for done in rounds.run(count):
        if done % OFTEN == 0:
            say(f"  {what} {done} of {count}: {told(rounds)}{more()}")
    rounds.end()


def told(rounds: Rounds) -> str:
    """Tell what was answered; LostError or AssertionError would have ended it otherwise."""
    return f"{rounds.answered:,} changes answered, 0 lost, 0 unsound"


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Do all, and give the exit status."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--cuts", type=int, default=100)
    asked.add_argument("--clients", type=int, default=16)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    say(f"{given.clients} clients write; moments are drawn with --seed {given.seed}.")
    chance = Random(given.seed)  # noqa: S311 - it chooses moments, no secrets
    report = []
    for name, act, count in (
        ("SIGKILL", kill, given.kills),
        ("power cut", cut_power, given.cuts),
        ("power cut, --durability off", cut_power_without_durability, given.cuts),
    ):
        with TemporaryDirectory(prefix="outdial-crash-") as place:
            try:
                report.append(f"{name}: {act(Path(place), count, given.clients, chance)}")
            except AssertionError as wrong:
                say(f"{name}: FAILED\n{type(wrong).__name__}: {wrong}")
                return 1
    say("\n".join(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
