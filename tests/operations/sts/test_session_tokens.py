from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from callers_desk import CHECKED, holder, new_user, refusal, root
from iam_desk import plain
from outdial.domain.sts.session import Session
from outdial.serve.inprocess import Local
from outdial.store.transaction import Transaction, run

START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def enforced(outdial: Local, choose: Callable[..., None]) -> Local:
    choose(auth="enforced", **CHECKED)
    return outdial


def test_gives_temporary_credentials_which_nobody_has_to_be_allowed() -> None:
    ann = new_user("ann")

    answer = ann.sts.get_session_token()

    assert plain(answer) == {
        "Credentials": {
            "AccessKeyId": "ASIAIAAIAAAAAAAAAAAD",
            "SecretAccessKey": "secret0000000000000000000000000000000004",
            "SessionToken": "IQoJb3JpZ2luX2Vj"
            "secret0000000000000000000000000000000002"
            "secret0000000000000000000000000000000003",
            "Expiration": START + timedelta(hours=12),
        }
    }


@pytest.mark.parametrize(
    ("who", "asked", "seconds"),
    [
        ("ann", 900, 900),
        ("ann", 129600, 129600),
        ("root", None, 3600),
        ("root", 900, 900),
        ("root", 129600, 3600),
    ],
)
def test_lasts_as_long_as_is_asked_but_the_root_s_an_hour_at_most(
    who: str, asked: int | None, seconds: int
) -> None:
    caller = root() if who == "root" else new_user("ann")
    asking: dict[str, Any] = {"DurationSeconds": asked} if asked else {}

    answer = caller.sts.get_session_token(**asking)

    assert answer["Credentials"]["Expiration"] - START == timedelta(seconds=seconds)


def test_a_token_is_as_long_as_is_asked() -> None:
    session = holder(root().sts.get_session_token(MinimumSessionTokenSize=4096)["Credentials"])

    assert len(session.token or "") == 4096
    assert session.arn.endswith(":root")


def test_temporary_credentials_get_no_others() -> None:
    session = holder(root().sts.get_session_token()["Credentials"])

    assert refusal(session.sts.get_session_token) == (
        403,
        "AccessDenied",
        "Cannot call GetSessionToken with session credentials",
    )


def test_there_are_no_devices() -> None:
    device = {"SerialNumber": "arn:aws:iam::123456789012:mfa/ann", "TokenCode": "123456"}

    assert refusal(root().sts.get_session_token, **device)[:2] == (403, "AccessDenied")


def test_a_duration_out_of_bounds_is_refused() -> None:
    status, code, text = refusal(root().sts.get_session_token, DurationSeconds=129601)

    assert (status, code) == (400, "ValidationError")
    assert "Value '129601' at 'durationSeconds' failed to satisfy constraint" in text


def test_sessions_that_are_over_leave_the_store(enforced: Local) -> None:
    def kept(tx: Transaction) -> int:
        return tx.count(Session, "123456789012")

    for _ in range(9):
        root().sts.get_session_token(DurationSeconds=900)
    lasting = holder(root().sts.get_session_token(DurationSeconds=3600)["Credentials"])
    assert run(enforced.app.store, kept, writes=False) == 10

    enforced.clock.advance(seconds=1800)
    root().sts.get_session_token()

    assert run(enforced.app.store, kept, writes=False) == 2
    assert lasting.arn.endswith(":root")
