"""What else is to be known of an answer."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from outdial.access.policy.evaluate import Layers
from outdial.domain.arns import Scope
from outdial.explaining.explanation import Checked
from outdial.explaining.principals import Named
from outdial.explaining.titles import number_form

if TYPE_CHECKING:
    from outdial.settings import Settings

_WAYS = {key.lower(): key for key in ("aws:SecureTransport", "aws:SourceIp", "aws:UserAgent")}
"""The keys that tell how a request came."""


def notes_on(
    named: Named,
    resources: Sequence[Checked],
    layers: Layers,
    scope: Scope,
    settings: "Settings",
) -> Iterator[str]:
    """Tell what holds beyond the statements."""
    if not resources:
        yield "Anyone may call this operation: it needs no permission."
    if layers.is_root:
        yield "The root of an account needs no policy to be allowed."
    if named.is_made_up:
        yield (
            "A session of the role may have session policies, which limit it further; name one by"
            " its ARN to have them counted."
        )
    forms = {number_form(checked.arn) for checked in resources if not checked.only_denies}
    if {"V1", "V2"} <= forms:
        yield (
            f"In {scope.region} the number counts twice: by its own ARN (V2), in which the Region"
            " stands that it lives in, and by the older ARN (V1), with the Region and the instance"
            " of the call. Policies have to list both."
        )
    if any(checked.only_denies for checked in resources):
        yield (
            "The older ARN may as well name a number that lives in the Region of the call: what"
            " denies that one denies the call, but nothing has to allow it."
        )
    if looked_at := _WAYS.keys() & layers.keys:
        keys = ", ".join(sorted(_WAYS[key] for key in looked_at))
        yield f"The policies look at {keys}, which are those of this question, not of the call."
    if settings.auth != "enforced":
        yield (
            "This server does not enforce policies: it lets the call through, whatever they say."
            " With --auth enforced they hold."
        )
