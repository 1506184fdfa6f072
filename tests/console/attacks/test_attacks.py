"""Attacks on every page and every form of the console, on both databases."""

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest

from console.attacks.table import FORMS, PAGES, Attacked, token_of
from console.attacks.texts import RAW, TEXTS, wrong_of
from console.bulk.conftest import until_done
from console.bulk.pressing import send
from console.centre import SECRET
from console.test_pages import words
from console.visiting import HOME, Visitor
from docs.blocks import ROOT
from outdial.console.routes import ACTIONS, OVERVIEWS, ROUTES

if TYPE_CHECKING:
    from console.visiting import Seen

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ESCAPED = {name: quote(text, safe="") for name, text in TEXTS.items()} | RAW
FOREIGN = (
    "http://evil.example",
    "null",
    "",
    "http://localhost:1",
    "https://127.0.0.1.evil.example",
)


def place_of(attacked: Attacked, form: str) -> str:
    """Give the address of a page, with something that is there in each part that varies."""
    return attacked.address(form, attacked.centre.flow if "flows" in form else "")


def test_every_page_and_every_form_is_attacked() -> None:
    assert set(PAGES) == {*ROUTES, *OVERVIEWS, "sign-in"}
    assert set(FORMS) == set(ACTIONS)


def test_everything_that_pages_read_of_queries_is_attacked() -> None:
    source = "\n".join(
        path.read_text() for path in sorted((ROOT / "src/outdial/console").rglob("*.py"))
    )
    read = {*re.findall(r'query(?:\.get\(|\[)"([a-z-]+)"', source)}
    read |= {*re.findall(r'"([a-z-]+)" (?:not )?in (?:visit\.)?query', source)}

    assert read - {name for names in PAGES.values() for name in names} == set()


@pytest.mark.parametrize("form", PAGES)
def test_no_query_makes_a_page_fail_or_run_anything(attacked: Attacked, form: str) -> None:
    root, path = attacked.root(), place_of(attacked, form)
    wrong = {}
    for name in PAGES[form]:
        for what, value in ESCAPED.items():
            for query in (f"{name}={value}", f"{value}={name}"):
                found = wrong_of(root.get(f"{path}?{query}"))
                if found:
                    wrong[name, what] = found

    assert wrong == {}
    assert root.get(HOME).status == 200


@pytest.mark.parametrize("form", [form for form in PAGES if "{}" in form])
def test_no_address_makes_a_page_fail_or_leads_elsewhere(attacked: Attacked, form: str) -> None:
    root, path = attacked.root(), place_of(attacked, form)
    segments = path.removeprefix(HOME).split("/")
    wrong = {}
    for place in range(len(segments)):
        for what, value in ESCAPED.items():
            parts = [*segments[:place], value, *segments[place + 1 :]]
            seen = root.get(HOME + "/".join(parts))
            found = wrong_of(seen)
            if found or seen.status < 400:
                wrong[place, what] = [f"status {seen.status}", *found]

    assert wrong == {}


@pytest.mark.parametrize(
    "path",
    [
        "../health",
        "..%2fhealth",
        "%2e%2e/health",
        "%2e%2e%2fhealth",
        "static/../../health",
        "static/..%5c..%5csite.py",
        "static/%2e%2e%2fsite.py",
        "//evil.example/",
        "./limits",
        "limits/.",
        "limits;x",
        "limits%00",
        "LIMITS",
        "us-east-1/..;/health",
        "\\..\\health",
    ],
)
def test_no_path_leads_out_of_the_console(attacked: Attacked, path: str) -> None:
    seen = attacked.root().get(HOME + path)

    assert seen.status == 404
    assert wrong_of(seen) == []
    assert '"status"' not in seen.text


@pytest.mark.parametrize("form", PAGES)
def test_a_foreign_host_sees_nothing_and_does_nothing(attacked: Attacked, form: str) -> None:
    root, path = attacked.root(), place_of(attacked, form)

    for host in ("evil.example", "127.0.0.1.evil.example", "evil.example:80", "", "[::2]"):
        for method in ("GET", "POST"):
            head = {"Host": host, "Origin": f"http://{host}", **FORM}
            seen = root.send(method, path, "do=clear", head)
            assert seen.status in {400, 403}, (host, method)
            assert "<main" not in seen.text


@pytest.mark.parametrize("form", PAGES)
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "TAKE", "POST"])
def test_pages_take_no_other_methods(attacked: Attacked, form: str, method: str) -> None:
    if method == "POST" and (form in FORMS or form == "sign-in"):
        pytest.skip("it has a form")
    root, path = attacked.root(), place_of(attacked, form)

    seen = root.send(method, path, "do=clear", {"Origin": root.url, **FORM})

    assert seen.status in {400, 405, 501}
    assert "Set-Cookie" not in seen.headers


@pytest.mark.parametrize("form", FORMS)
def test_a_form_that_is_sent_as_it_should_be_does_something(attacked: Attacked, form: str) -> None:
    root = attacked.root()
    attack = FORMS[form](attacked, root)
    before = attacked.state(root)

    seen = send(root, attack.path, [*attack.fields, ("token", token_of(root))])
    until_done(root, seen.headers["location"])

    assert seen.status == 303
    assert attacked.state(root) != before


def attacks_on(root: Visitor, path: str, fields: list[tuple[str, str]]) -> "dict[str, Seen]":
    """Send a form in every way in which nobody may send it."""
    token, good = token_of(root), {"Origin": root.url, **FORM}
    other = Visitor(url=root.url)
    other.sign_in("root", SECRET)
    ended = Visitor(url=root.url)
    ended.sign_in("root", SECRET)
    ended_cookie, ended_token = ended.cookie, token_of(ended)
    ended.post(HOME + "sign-out", {"token": ended_token})
    whole = [*fields, ("token", token)]
    bodies = {
        "no token": fields,
        "empty token": [*fields, ("token", "")],
        "wrong token": [*fields, ("token", "x" * len(token))],
        "token of another session": [*fields, ("token", token_of(other))],
        "token of a session that has ended": [*fields, ("token", ended_token)],
        "token that is no text": [*fields, ("token", "\u0661\x00")],
        "two tokens": [*whole, ("token", "x")],
        "token in its name only": [*fields, (token, "token")],
    }
    seen = {what: send(root, path, body) for what, body in bodies.items()}
    for origin in FOREIGN:
        seen[f"origin {origin!r}"] = send(root, path, whole, Origin=origin)
    sep = "&" if "?" in path else "?"
    in_query = f"{path}{sep}{urlencode(whole)}"
    seen["token in the query"] = root.send("POST", in_query, urlencode(fields), good)
    giant = urlencode([*whole, ("queue", "x" * 256 * 1024)])
    seen["giant"] = root.send("POST", path, giant, good)
    many = urlencode([*(("queue", "x") for _ in range(3_000)), *whole])
    seen["many fields"] = root.send("POST", path, many, good)
    seen["no form"] = root.send("POST", path, '{"token": "' + token + '"}', good)
    for what, cookie in (
        ("nobody", ""),
        ("nobody known", "outdial-console=x"),
        ("ended", ended_cookie),
        ("no cookie", 'outdial-console="; a="b'),
        ("many cookies", "; ".join(f"c{at}=x" for at in range(200))),
    ):
        stranger = Visitor(url=root.url, cookie=cookie)
        seen[what] = send(stranger, path, whole)
    return seen


@pytest.mark.parametrize("form", FORMS)
def test_a_form_that_no_page_of_ours_sent_does_nothing(attacked: Attacked, form: str) -> None:
    root = attacked.root()
    attack = FORMS[form](attacked, root)
    before = attacked.state(root)

    seen = attacks_on(root, attack.path, attack.fields)

    strangers = {"nobody", "nobody known", "ended", "no cookie", "many cookies"}
    assert {what: each.status for what, each in seen.items()} == {
        what: 303 if what in strangers else 403 for what in seen
    }
    for what in strangers:
        assert seen[what].headers["location"].startswith(HOME + "sign-in")
    assert attacked.state(root) == before


@pytest.mark.parametrize("form", FORMS)
def test_who_may_do_nothing_does_nothing_and_is_told_so(attacked: Attacked, form: str) -> None:
    root, bare = attacked.root(), attacked.nobody_special()
    attack = FORMS[form](attacked, root)
    before = attacked.state(root)

    seen = send(bare, attack.path, [*attack.fields, ("token", token_of(bare))])

    if form == "{} {} bulk":  # a plan is made, which says that it cannot be
        assert seen.status == 303
        seen = until_done(bare, seen.headers["location"])
    else:
        assert seen.status == (404 if form == "{} {} bulk {}" else 403)
    assert re.search(r"is not authorized to perform|is not the root|no such plan", words(seen))
    assert wrong_of(seen) == []
    assert attacked.state(root) == before


@pytest.mark.parametrize("form", PAGES)
def test_who_may_see_nothing_is_told_so_in_words(attacked: Attacked, form: str) -> None:
    if form == "sign-in":
        pytest.skip("it is there for everyone")
    bare, path = attacked.nobody_special(), place_of(attacked, form)
    query = {"event": "?id=x", "newer-events": "?after=1&count=0"}.get(form, "")

    seen = bare.get(path + query)

    assert wrong_of(seen) == []
    assert attacked.centre.number not in seen.text
    assert "Sales" not in seen.text
    told = r"is not authorized to perform|is not the root of an account|[Yy]ou may not|no such plan"
    assert re.search(told, words(seen)), words(seen)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_in_a_field_makes_a_form_fail_or_run_anything(
    attacked: Attacked, form: str
) -> None:
    root = attacked.root()
    attack = FORMS[form](attacked, root)
    token, good = token_of(root), {"Origin": root.url, **FORM}
    wrong = {}
    for name in dict(attack.fields):
        others = urlencode([pair for pair in attack.fields if pair[0] != name])
        for what, value in ESCAPED.items():
            seen = root.send("POST", attack.path, f"{others}&token={token}&{name}={value}", good)
            found = wrong_of(seen)
            if seen.status == 303:
                found += wrong_of(until_done(root, seen.headers["location"]))
            if found:
                wrong[name, what] = found

    assert wrong == {}
    assert root.get(attack.path).status in {200, 400, 404}
