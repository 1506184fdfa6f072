"""How long sessions last.

D1   A session of a role lasts one hour unless the request says otherwise, and at most as long as
     the role allows. [documented; the text observed]
D2   A session of a role that is begun with temporary credentials lasts one hour at most.
     [documented of sessions of roles, observed of those of users; the text observed]
D3   A session of a user, or of whom a user vouches for, lasts twelve hours unless the request
     says otherwise. [documented]
D4   For the root of an account it lasts one hour at most; a longer one is cut. [documented]
"""

from datetime import timedelta

from outdial.domain.iam.role import Role
from outdial.iam_errors import ValidationError

_HOUR = 3600
_HALF_A_DAY = 43200


def of_role(asked: int | None, role: Role, *, is_chained: bool) -> timedelta:
    """Tell how long a session of a role lasts, or refuse what is asked."""
    seconds = asked or _HOUR  # D1
    if is_chained and seconds > _HOUR:
        raise ValidationError(  # D2
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by"
            " role chaining."
        )
    if seconds > role.max_session_duration:
        raise ValidationError(  # D1
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        )
    return timedelta(seconds=seconds)


def of_user(asked: int | None, *, is_root: bool) -> timedelta:
    """Tell how long a session of a user or an account's root lasts."""
    seconds = asked or _HALF_A_DAY  # D3
    return timedelta(seconds=min(seconds, _HOUR) if is_root else seconds)  # D4
