"""Who looks at the console: what is read and done goes through the App in their name."""

from collections.abc import Mapping
from datetime import datetime
from hmac import compare_digest
from typing import Any, Self

from outdial.access.identity import DEFAULT_REGION, NOBODYS_ACCOUNT, Caller
from outdial.access.keyring import Credential, find_credential
from outdial.access.limits import Limits
from outdial.access.surroundings import Surroundings
from outdial.app import App
from outdial.domain.arns import Scope, partition_of
from outdial.domain.instance import Instance
from outdial.errors import AccessDeniedException
from outdial.registry import Around
from outdial.store.transaction import run
from outdial.trail.witness import OUR_OWN_WAY, Way

_DIGITS = 12
"""An access key of so many digits names an account, where identities are not checked."""


class Visitor:
    """Calls operations as the principal of an access key; '' is nobody's.

    `way` is how the browser's requests come, which the trail tells and policies may ask for.
    """

    def __init__(self, app: App, access_key: str, way: Way = OUR_OWN_WAY) -> None:
        self._app = app
        self._way = way
        self.access_key = access_key
        self._credentials: dict[str, Credential | None] = {}

    @property
    def is_known(self) -> bool:
        """Tell whether this visitor may look at anything: the key is there, and has not ended."""
        return self._app.settings.auth == "off" or self._credential(DEFAULT_REGION) is not None

    @property
    def name(self) -> str:
        """Name the principal by its ARN."""
        return self._caller(DEFAULT_REGION, "connect").arn

    @property
    def now(self) -> datetime:
        """The server's time."""
        return self._app.world.now()

    def new_id(self) -> str:
        """Make an id that nothing else has."""
        return self._app.world.new_id()

    def anew(self) -> Self:
        """Give the same visitor, to be looked up again: a key may be switched off at any time."""
        return type(self)(self._app, self.access_key, self._way)

    def going_on(self) -> Self:
        """Give the same visitor as one who goes on to look at what was looked at before."""
        return type(self)(self._app, self.access_key, self._way._replace(goes_on=True))

    def regions(self) -> list[str]:
        """Name the Regions in which the account has instances, those too that may not be seen."""
        account = self._caller(DEFAULT_REGION, "connect").scope.account
        homes = run(self._app.store, lambda tx: tx.homes(Instance, account), writes=False)
        return [home.partition("/")[2] for home in homes]

    def ask(self, region: str, operation: str, /, **members: Any) -> Mapping[str, Any]:
        """Perform an operation of Connect; ServiceError if it is refused. None is absent."""
        return self.ask_of("connect", region, operation, **members)

    def ask_of(
        self, service: str, region: str, operation: str, /, **members: Any
    ) -> Mapping[str, Any]:
        """Perform an operation of any service, as `ask` does."""
        given = {name: value for name, value in members.items() if value is not None}
        caller = self._caller(region, service)
        answer = self._app.perform(caller, operation, given, way=self._way) or {}
        return {name: value for name, value in answer.items() if value is not None}

    def change(
        self, region: str, operation: str, members: Mapping[str, Any], around: Around
    ) -> None:
        """Perform an operation of Connect inside of what is done around it, in its transaction."""
        self._app.perform(
            self._caller(region, "connect"), operation, {**members}, around, self._way
        )

    @property
    def is_operator(self) -> bool:
        """Tell whether this visitor may do what is for operators only."""
        caller = self._caller(DEFAULT_REGION, "connect")
        return self._app.settings.auth == "off" or caller.principal.kind == "root"

    def operated(self) -> App:
        """Give the server to an operator; where identities are checked, that is a root alone."""
        if not self.is_operator:
            raise AccessDeniedException(f"User: {self.name} is not the root of an account")
        return self._app

    def scope(self, region: str) -> Scope:
        """Name the visitor's account and a Region."""
        return self._caller(region, "connect").scope

    @property
    def surroundings(self) -> Surroundings:
        """Tell what policies may ask of how the browser's request came."""
        way = self._way
        return Surroundings(
            now=self.now,
            source_ip=way.address,
            user_agent=way.user_agent,
            is_secure=way.is_secure,
        )

    @property
    def limits(self) -> Limits | None:
        """The limits in force; None refuses nothing."""
        return self._app.settings.limits

    def proves(self, secret: str, token: str) -> bool:
        """Tell whether a secret belongs to the key; where nothing is checked, any does."""
        if self._app.settings.auth == "off":
            return True
        credential = self._credential(DEFAULT_REGION)
        if credential is None:
            return False
        key = credential.key
        is_secret = compare_digest(key.secret.encode(), secret.encode())
        return is_secret and compare_digest((key.token or "").encode(), token.encode())

    def _caller(self, region: str, service: str) -> Caller:
        credential = self._credential(region)
        if credential is None:
            is_account = len(self.access_key) == _DIGITS and self.access_key.isdecimal()
            account = self.access_key if is_account else NOBODYS_ACCOUNT
            return Caller(Scope(account, region), service, self.access_key)
        principal = credential.principal
        scope = Scope(principal.account, region)
        return Caller(scope, service, self.access_key, principal, credential.session)

    def _credential(self, region: str) -> Credential | None:
        """Find whose the key is now; one that was switched off or has ended is nobody's."""
        partition = partition_of(region)
        if partition not in self._credentials:
            self._credentials[partition] = run(
                self._app.store,
                lambda tx: find_credential(self.access_key, region, tx, self._app.settings),
                writes=False,
            )
        credential = self._credentials[partition]
        expires = credential and credential.key.expires
        return None if expires and expires <= self._app.world.now() else credential
