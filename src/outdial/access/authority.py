"""What a caller may do, where policies are enforced."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outdial.access.policy.evaluate import Layers
    from outdial.access.surroundings import Surroundings


@dataclass(slots=True, kw_only=True)
class Authority:
    """The policies that apply to the caller, and how the request came."""

    layers: "Layers"
    surroundings: "Surroundings"
