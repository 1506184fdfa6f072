import re
import subprocess
import sys
from itertools import islice

import phonenumbers
import pytest
from botocore.loaders import Loader
from hypothesis import given, settings
from hypothesis import strategies as st

from outdial.domain.fictional_ranges import FICTIONAL
from outdial.domain.number_plan import NOT_OFFERED, available_numbers, display, identify

MODEL = Loader().load_service_model("connect", "service-2")
COUNTRIES: list[str] = MODEL["shapes"]["PhoneNumberCountryCode"]["enum"]
TYPES: list[str] = MODEL["shapes"]["PhoneNumberType"]["enum"]
NOT_TOLD_BY_DIGITS = {"THIRD_PARTY_TF", "THIRD_PARTY_DID", "SHORT_CODE"}

countries = st.sampled_from(COUNTRIES)
number_types = st.sampled_from(TYPES)


def numbers(
    country: str, number_type: str, prefix: str | None = None, start: int = 0, count: int = 5
) -> list[tuple[int, str]]:
    return list(islice(available_numbers(country, number_type, prefix, start), count))


@pytest.mark.parametrize(
    ("country", "number_type", "prefix", "first"),
    [
        ("US", "DID", None, "+12065550100"),
        ("US", "DID", "+1415", "+14155550100"),
        ("US", "DID", "1415", "+14155550100"),
        ("US", "DID", "+12125550150", "+12125550150"),
        ("US", "TOLL_FREE", None, "+18005550100"),
        ("US", "TOLL_FREE", "+1877", "+18775550100"),
        ("CA", "DID", "+1604", "+16045550100"),
        ("CA", "TOLL_FREE", None, "+18335550100"),
        ("GB", "DID", None, "+442079460000"),
        ("GB", "DID", "+44131", "+441314960000"),
        ("GB", "TOLL_FREE", None, "+448081570000"),
        ("AU", "DID", "+613", "+61355500000"),
        ("FR", "DID", "+334", "+33465710000"),
        ("DE", "DID", "+4930", "+493023125000"),
        ("IE", "DID", None, "+353209100000"),
        ("SE", "DID", "+468", "+46846500400"),
        ("IT", "DID", "+3902", "+390212340000"),
        ("JP", "DID", None, "+81312340000"),
        ("US", "UIFN", None, "+80063800000"),
    ],
)
def test_offers_numbers_that_ring_nobody_where_there_are_some(
    country: str, number_type: str, prefix: str | None, first: str
) -> None:
    assert numbers(country, number_type, prefix, count=1) == [(0, first)]


@pytest.mark.parametrize(
    ("country", "number_type", "prefix"),
    [
        ("US", "DID", "+44"),
        ("US", "DID", "+1206867"),
        ("US", "DID", "+120655501001"),
        ("US", "DID", "+1206 555"),
        ("US", "DID", "+1²"),
        ("US", "SHARED", None),
        ("US", "SHORT_CODE", None),
        ("GB", "THIRD_PARTY_DID", None),
        ("IT", "DID", "+44"),
        ("AQ", "DID", None),
        ("AN", "UIFN", None),
        ("us", "UIFN", None),
        ("GP", "UIFN", None),
        ("US", "NO_TYPE", None),
        ("", "DID", None),
    ],
)
def test_offers_nothing_where_there_is_nothing(
    country: str, number_type: str, prefix: str | None
) -> None:
    assert numbers(country, number_type, prefix) == []


@pytest.mark.parametrize(
    ("number", "whose"),
    [
        ("+18005550100", ("US", "TOLL_FREE")),
        ("+12065550100", ("US", "DID")),
        ("+15551234567", ("US", "DID")),
        ("+14165550123", ("CA", "DID")),
        ("+441632960001", ("GB", "DID")),
        ("+447700900123", ("GB", "DID")),
        ("+448081570192", ("GB", "TOLL_FREE")),
        ("+611300975707", ("AU", "SHARED")),
        ("+33639980001", ("FR", "DID")),
        ("+353209112345", ("IE", "DID")),
        ("+80012345678", ("US", "UIFN")),
        ("+97022123456", None),
        ("+883510000000", None),
        ("+15551234", None),
        ("+999123456789", None),
        ("12065550100", None),
        ("+1 206 555 0100", None),
        ("+1206555010\u0660", None),
        ("+12065550100\n", None),
        ("", None),
    ],
)
def test_tells_whose_a_number_is(number: str, whose: tuple[str, str] | None) -> None:
    assert identify(number) == whose


@pytest.mark.parametrize(
    ("number", "country", "shown"),
    [
        ("+12065550100", "US", "(206) 555-0100"),
        ("+12065550100", "GB", "+1 206-555-0100"),
        ("+12065550100", None, "+1 206-555-0100"),
        ("+442079460000", "GB", "020 7946 0000"),
        ("+80063800000", "US", "+800 6380 0000"),
        ("no number", "US", "no number"),
    ],
)
def test_shows_a_number_as_a_handset_does(number: str, country: str | None, shown: str) -> None:
    assert display(number, country) == shown


def test_knows_the_countries_that_have_numbers_but_no_country_code() -> None:
    assert phonenumbers.SUPPORTED_REGIONS - set(COUNTRIES) == NOT_OFFERED


@pytest.mark.parametrize("country", sorted(set(COUNTRIES) & phonenumbers.SUPPORTED_REGIONS))
def test_every_country_that_has_lines_of_its_own_has_numbers_to_claim(country: str) -> None:
    counted = len(numbers(country, "DID", count=10))

    shares_its_neighbours_lines = country in {"MF", "EH"}
    assert counted == (0 if shares_its_neighbours_lines else 10)


@pytest.mark.parametrize("kind", FICTIONAL, ids="-".join)
def test_every_number_kept_for_fiction_can_be_claimed(kind: tuple[str, str]) -> None:
    for digits in FICTIONAL[kind]:
        head, _, endings = digits.partition("-")
        first, _, last = endings.partition("..")

        assert numbers(*kind, f"+{head}{first}") == [(0, f"+{head}{first}")]
        assert numbers(*kind, f"+{head}{last}") == [(0, f"+{head}{last}")]


@settings(deadline=None)
@given(countries, number_types, st.integers(0, 20_000))
def test_a_number_offered_is_in_e164_and_tells_its_country_and_type(
    country: str, number_type: str, start: int
) -> None:
    for position, number in numbers(country, number_type, start=start):
        assert position >= start
        assert re.fullmatch(r"\+[1-9]\d{1,14}", number)
        assert identify(number) == (country, number_type)
        assert number_type not in NOT_TOLD_BY_DIGITS


@settings(deadline=None)
@given(countries, number_types, st.data())
def test_a_prefix_is_honoured_and_never_hides_a_number(
    country: str, number_type: str, data: st.DataObject
) -> None:
    offered = numbers(country, number_type)
    if not offered:
        return
    _, number = data.draw(st.sampled_from(offered))
    prefix = number[: data.draw(st.integers(2, len(number)))]

    narrowed = numbers(country, number_type, prefix)

    assert narrowed
    assert all(found.startswith(prefix) for _, found in narrowed)
    assert numbers(country, number_type, number) == [(0, number)]


@settings(deadline=None)
@given(
    st.sampled_from([("US", None), ("US", "+1212"), ("SE", None), ("IT", "+39"), ("LI", None)]),
    st.integers(1, 300),
)
def test_a_list_goes_on_exactly_where_it_was_left(
    where: tuple[str, str | None], taken: int
) -> None:
    country, prefix = where
    whole = numbers(country, "DID", prefix, count=taken + 5)

    last, _ = whole[:taken][-1]
    rest = numbers(country, "DID", prefix, start=last + 1, count=len(whole[taken:]))

    assert rest == whole[taken:]
    assert len({number for _, number in whole}) == len(whole)


@given(st.text() | st.from_regex(r"\+\d{0,16}", fullmatch=True))
def test_any_text_can_be_asked_about(number: str) -> None:
    whose = identify(number)

    assert whose is None or (whose[0] in COUNTRIES and whose[1] in TYPES)
    assert isinstance(display(number, "US"), str)


@settings(deadline=None)
@given(st.text(max_size=3), st.text(max_size=5) | number_types, st.text(max_size=8))
def test_any_text_can_be_searched_by(country: str, number_type: str, prefix: str) -> None:
    assert isinstance(numbers(country, number_type, prefix), list)


def test_the_number_plan_is_not_loaded_with_the_package() -> None:
    program = "import outdial, sys; sys.exit('phonenumbers' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
