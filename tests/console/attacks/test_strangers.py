"""Who is not signed in, no longer, or in another account: they see and do nothing of others."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from console.attacks.table import FORMS, PAGES, Attacked, token_of
from console.attacks.test_attacks import ESCAPED, FOREIGN, FORM, place_of
from console.attacks.texts import wrong_of
from console.bulk.conftest import until_done
from console.bulk.pressing import send
from console.centre import SECRET
from console.test_pages import words
from console.visiting import HOME, Visitor
from outdial.app import open_app
from outdial.console.mount import Console
from outdial.console.routes import ACTIONS, OVERVIEWS, ROUTES
from outdial.console.sessions import IDLE, LONGEST
from outdial.http import Request, Response
from outdial.settings import RootKey, Settings
from outdial.world import StillWorld

HOST = "127.0.0.1:4577"


@pytest.mark.parametrize("form", PAGES)
def test_another_accounts_root_sees_nothing(attacked: Attacked, form: str) -> None:
    other = attacked.other()
    path = place_of(attacked, form)
    if form == "event":
        path += f"?id={attacked.event()}"

    seen = other.get(path)

    assert wrong_of(seen) == []
    for secret in (attacked.centre.number, "Sales", "attacked", "123456789012"):
        assert secret not in words(seen)
    if "{}" in form:
        assert seen.status == 404


def test_every_root_of_a_server_sees_its_faults(attacked: Attacked) -> None:
    root, other = attacked.root(), attacked.other()
    fields = {"do": "add", "drop": "on", "operation": "SearchQueues", "instance": "x"}
    root.post(HOME + "limits", {"token": token_of(root), **fields})

    assert "the connection breaks" in words(other.get(HOME + "limits"))


@pytest.mark.parametrize("form", FORMS)
def test_another_accounts_root_does_nothing(attacked: Attacked, form: str) -> None:
    if form == "limits":
        pytest.skip("faults are for every root of the server")
    root, other = attacked.root(), attacked.other()
    attack = FORMS[form](attacked, root)
    before = attacked.state(root)

    seen = send(other, attack.path, [*attack.fields, ("token", token_of(other))])
    if seen.status == 303:
        seen = until_done(other, seen.headers["location"])

    assert re.search("not found|no such plan|There is no", words(seen), re.IGNORECASE)
    assert wrong_of(seen) == []
    assert attacked.state(root) == before


@pytest.mark.parametrize("form", [form for form in PAGES if form != "sign-in"])
def test_nobody_sees_a_page(attacked: Attacked, form: str) -> None:
    path = place_of(attacked, form)

    for method in ("GET", "HEAD", "POST", "PUT"):
        seen = Visitor(url=attacked.url).send(method, path, "", {"Origin": attacked.url, **FORM})

        assert (seen.status, seen.text) == (303, "")
        assert seen.headers["location"].startswith(HOME + "sign-in")


def test_the_way_in_takes_whatever_is_sent(attacked: Attacked) -> None:
    wrong = {}
    for name in ("key", "secret", "session-token", "to", "token"):
        others = urlencode({"key": "root", "secret": "x", "to": HOME, name: ""})
        for what, value in ESCAPED.items():
            visitor = Visitor(url=attacked.url)
            head = {"Origin": attacked.url, **FORM}
            body = f"{others}&{name}={value}"
            found = wrong_of(visitor.send("POST", HOME + "sign-in", body, head))
            if found or visitor.cookie:
                wrong[name, what] = [visitor.cookie, *found]

    assert wrong == {}


@pytest.mark.parametrize(
    "to",
    [
        *ESCAPED.values(),
        "%2F%2Fevil.example",
        "https:%2F%2Fevil.example",
        "%2F_outdial%2Fconsole%2F..%2F..%2F%2Fevil.example",
        "%2F_outdial%2Fconsole%2F%0d%0aX-Taken:%20yes",
        "%5c%5cevil.example",
    ],
)
def test_who_signs_in_is_led_to_the_console_alone(attacked: Attacked, to: str) -> None:
    visitor = Visitor(url=attacked.url)

    body = f"key=root&secret={SECRET}&to={to}"
    seen = visitor.send("POST", HOME + "sign-in", body, {"Origin": attacked.url, **FORM})

    assert seen.status == 303
    assert seen.headers["location"].startswith(HOME)
    assert wrong_of(seen) == []


@pytest.mark.parametrize("page", ["sign-in", "sign-out"])
@pytest.mark.parametrize("origin", FOREIGN)
def test_no_other_site_signs_anybody_in_or_out(attacked: Attacked, page: str, origin: str) -> None:
    root = attacked.root()
    fields = {"key": "root", "secret": SECRET, "token": token_of(root)}
    cookie = root.cookie

    seen = root.post(HOME + page, fields, Origin=origin)

    assert seen.status == 403
    assert root.cookie == cookie
    assert root.get(HOME).status == 200


def test_no_other_token_signs_anybody_out(attacked: Attacked) -> None:
    root, other = attacked.root(), attacked.root()

    for token in ("", "x", token_of(other), token_of(root) + "\x00"):
        assert root.post(HOME + "sign-out", {"token": token}).status == 403

    assert root.get(HOME).status == 200


class Timed:
    """A console of this process whose clock is moved by hand."""

    def __init__(self) -> None:
        self.world = StillWorld()
        key = RootKey(id="root", secret=SECRET, account="123456789012")
        settings = Settings(auth="enforced", root_keys=(key,))
        self._console = Console(open_app(world=self.world, settings=settings))
        self._cookie = ""

    def ask(self, method: str, path: str, **fields: str) -> Response:
        headers = {"host": HOST, "origin": f"http://{HOST}", "cookie": self._cookie}
        body = urlencode(fields).encode()
        path, _, query = path.partition("?")
        answer = self._console.answer(
            Request(method=method, path=path, query=query, headers=headers, body=body)
        )
        self._cookie = answer.headers.get("set-cookie", self._cookie).partition(";")[0]
        return answer

    def sign_in(self) -> str:
        """Begin a session, and give the token of its forms."""
        assert self.ask("POST", HOME + "sign-in", key="root", secret=SECRET).status == 303
        page = self.ask("GET", HOME + "limits").body.decode()
        return page.partition('name="token" value="')[2].partition('"')[0]

    def pass_by(self, time: timedelta) -> None:
        self.world.move_to(self.world.now() + time)


@pytest.fixture
def timed() -> Timed:
    return Timed()


@pytest.mark.parametrize("form", [*ROUTES, *OVERVIEWS])
def test_a_session_that_nobody_used_has_ended(timed: Timed, form: str) -> None:
    token = timed.sign_in()
    path = HOME + form.format("us-east-1", "x", "y").replace(" ", "/")

    timed.pass_by(IDLE)
    answers = [timed.ask("GET", path), timed.ask("POST", path, token=token, do="clear")]

    assert form in ACTIONS or form in {*ROUTES, *OVERVIEWS}
    for answer in answers:
        assert (answer.status, answer.body) == (303, b"")
        assert answer.headers["location"].startswith(HOME + "sign-in")


def test_a_session_ends_however_much_it_is_used(timed: Timed) -> None:
    token = timed.sign_in()
    statuses = []
    for _ in range(int(LONGEST / IDLE) * 2):
        timed.pass_by(IDLE / 2)
        statuses.append(timed.ask("POST", HOME + "limits", token=token, do="clear").status)
        statuses.append(timed.ask("GET", HOME).status)

    assert statuses[:-2] == [303, 200] * (len(statuses) // 2 - 1)
    assert statuses[-2:] == [303, 303]
    assert timed.ask("GET", HOME).headers["location"].startswith(HOME + "sign-in")
