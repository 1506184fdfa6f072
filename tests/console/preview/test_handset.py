"""What a handset shows of an incoming call."""

import pytest

from outdial.console.preview.handset import NO_CALL, Screen, screen

SEATTLE = "+12065550100"
LOST = "Networks without SIP on the way drop the name: the number is then shown alone."


def test_a_call_within_the_united_states_is_written_as_there() -> None:
    assert screen("Acme", SEATTLE) == Screen(
        name="Acme", number="(206) 555-0100", country="US", size="large", notes=(LOST,)
    )


@pytest.mark.parametrize(
    ("number", "callee", "shown"),
    [
        (SEATTLE, "US", "(206) 555-0100"),
        (SEATTLE, "DE", "+1 206-555-0100"),
        ("+442079460123", "GB", "020 7946 0123"),
        ("+442079460123", "FR", "+44 20 7946 0123"),
        ("+493012345678", None, "030 12345678"),
        ("+493012345678", "XX", "+49 30 12345678"),
        ("no number", None, "no number"),
    ],
)
def test_the_handset_s_country_decides_how_a_number_is_written(
    number: str, callee: str | None, shown: str
) -> None:
    assert screen("Acme", number, callee).number == shown


def test_a_name_is_cut_to_what_cnam_carries() -> None:
    seen = screen("Acme Insurance International", SEATTLE)

    assert (seen.name, seen.size) == ("Acme Insurance", "medium")
    assert seen.notes == (
        (
            "The name is cut to “Acme Insurance”: CNAM, which carries it there, has room for 15"
            " characters."
        ),
        LOST,
    )


def test_fifteen_characters_are_not_cut() -> None:
    assert screen("A" * 15, SEATTLE).name == "A" * 15
    assert screen("A" * 16, SEATTLE).name == "A" * 15


def test_elsewhere_a_name_is_cut_at_the_edge_of_the_screen() -> None:
    seen = screen("Müller & Söhne Versicherungs-AG München", SEATTLE, "DE")

    assert (seen.name, seen.size) == ("Müller & Söhne Versiche…", "small")
    assert seen.notes[0] == (
        "The name is cut to “Müller & Söhne Versiche…”: a handset's screen has room for about 24"
        " characters."
    )


def test_wide_letters_take_two_columns() -> None:
    assert screen("東" * 12, "+81312345678").name == "東" * 12
    assert screen("東" * 13, "+81312345678").name == "東" * 11 + "…"


@pytest.mark.parametrize("name", [None, "", "   "])
def test_without_a_name_the_number_stands_alone(name: str | None) -> None:
    seen = screen(name, SEATTLE)

    assert (seen.name, seen.notes) == (
        None,
        ("The queue has no name to show: the handset shows the number alone.",),
    )


def test_without_a_number_no_call_arrives() -> None:
    assert screen("Acme", None, "US") is NO_CALL


def test_calls_that_show_a_freephone_number_of_all_countries_are_blocked() -> None:
    assert screen("Acme", "+80012345678").notes[-1] == (
        "A UIFN number is for calls that come in; calls that show it are blocked."
    )


@pytest.mark.parametrize(("callee", "is_warned"), [("US", False), ("GB", True)])
def test_toll_free_numbers_are_not_for_calls_abroad(callee: str, *, is_warned: bool) -> None:
    notes = screen("Acme", "+18005550100", callee).notes

    assert ("Amazon Connect does not support toll-free numbers for calls abroad." in notes) == (
        is_warned
    )


def test_what_would_steer_the_reader_becomes_question_marks() -> None:
    assert screen("A\u202ecme\x1b", SEATTLE).name == "A?cme?"
