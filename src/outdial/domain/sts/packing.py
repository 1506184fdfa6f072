"""How much of a session token its policies and tags take up.

P1   Policies and tags are compressed together and may not be larger than a limit; how large they
     are is told in percent. [documented]
P2   The compression is zlib's and the limit 2048 bytes. [chosen; AWS says neither]
P3   The text of an inline policy has 2048 characters at most. [documented]
"""

import json
import math
import zlib
from collections.abc import Mapping, Sequence

from outdial.iam_errors import PackedPolicyTooLargeException, ValidationError

_LIMIT = 2048


def packed_size(
    policy: str | None, policy_arns: Sequence[str], tags: Mapping[str, str]
) -> int | None:
    """Tell how many percent are taken, nothing if there is nothing to pack; refuse too much."""
    if policy is not None and len(policy) > _LIMIT:
        raise ValidationError(  # P3
            "1 validation error detected: Value at 'policy' failed to satisfy constraint: Member"
            f" must have length less than or equal to {_LIMIT}"
        )
    if not (policy or policy_arns or tags):
        return None
    written = json.dumps([policy, list(policy_arns), dict(tags)]).encode()
    percent = math.ceil(100 * len(zlib.compress(written)) / _LIMIT)  # P2
    if percent > 100:  # noqa: PLR2004 percent
        raise PackedPolicyTooLargeException(  # P1
            f"Packed policy consumes {percent}% of allotted space, please use smaller policy."
        )
    return percent
