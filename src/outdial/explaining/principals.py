"""Who a question is about: found by name or ARN, to be put in the place of a caller.

X1   A user or a role is named by its ARN or its name, or with its kind (`user/ann`) where both
     have the name; `root`, or its ARN, is the account's root.
X2   A session of a role or of a federated user is named by its ARN. The newest one of the name
     counts that has not expired, with its tags and session policies.
X3   A role, or a session of it that there is none of, counts without session policies and tags.
     A federated user of whom there is no session can do nothing.

All of it is chosen: the service has no such thing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from outdial.access.identity import Caller
from outdial.access.keyring import owner_of, principal_of
from outdial.access.principal import Principal, root_of
from outdial.domain.arns import Scope, is_arn, partition_of
from outdial.domain.iam.arns import parse_iam_arn
from outdial.domain.iam.entity import Identity, name_key
from outdial.domain.iam.role import Role
from outdial.domain.iam.user import User
from outdial.domain.sts.session import Session
from outdial.explaining.question import QuestionError
from outdial.store.transaction import Transaction

_CHUNK = 500
_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A principal, as a caller and as people call it; `is_made_up` is a session that is not."""

    caller: Caller
    title: str
    is_made_up: bool = False


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds principals of the account in whose name a question is asked."""

    tx: Transaction
    scope: Scope
    service: str
    now: datetime

    def find(self, text: str) -> Named:
        """Find whom a name or an ARN names."""
        if text == "root":
            return self._root()
        if not is_arn(text):
            return self._by_name(text)
        if text.split(":")[4:5] != [self.scope.account]:
            raise QuestionError(f"{text} is not of account {self.scope.account}", about="principal")
        arn = parse_iam_arn(text)
        if arn and arn.path == "root":
            return self._root()
        for kind in (User, Role):
            if arn and arn.path.startswith(f"{kind.segment}/"):
                found = self.tx.find_named(kind, self.scope.account, name_key(arn.name))
                if found and found.arn(self._partition) == text:
                    return self._identity(found)
        match text.split(":")[2:] and text.split(":", 5)[-1].split("/"):
            case ["assumed-role", role, session]:
                return self._role_session(role, session)
            case ["federated-user", name]:
                return self._federated(name)
        raise QuestionError(f"There is no user or role of the ARN {text}", about="principal")

    @property
    def _partition(self) -> str:
        return partition_of(self.scope.region)

    def _named(self, principal: Principal, title: str, session: Session | None = None) -> Named:
        caller = Caller(self.scope, self.service, known=principal, session=session)
        return Named(caller=caller, title=title)

    def _root(self) -> Named:
        account = self.scope.account
        return self._named(root_of(account, self._partition), f"the root of account {account}")

    def _by_name(self, text: str) -> Named:
        of, slash, name = text.rpartition("/")
        kinds = [kind for kind in (User, Role) if not slash or kind.segment == of]
        account, key = self.scope.account, name_key(name)
        found = [self.tx.find_named(kind, account, key) for kind in kinds]
        identities = [one for one in found if one]
        if len(identities) > 1:
            text = f"There are a user and a role {name}: give user/{name} or role/{name}"
            raise QuestionError(text, about="principal")
        if not identities:
            text = f"There is no user or role {text}. There are: {self._listed()}"
            raise QuestionError(text, about="principal")
        return self._identity(identities[0])

    def _identity(self, found: Identity) -> Named:
        if isinstance(found, Role):
            return self._made_up(found, "any-session")
        principal = owner_of(self.scope.account, found.id, self._partition, self.tx)
        if principal is None:
            raise QuestionError(f"There is no user {found.name}", about="principal")
        return self._named(principal, f"user {found.name}")

    def _role_session(self, role_name: str, name: str) -> Named:
        account = self.scope.account
        role = self.tx.find_named(Role, account, name_key(role_name))
        if role is None or role.name != role_name:
            raise QuestionError(f"There is no role {role_name}", about="principal")
        session = self._newest("assumed-role", name, role.id)
        return self._session(session, f"role {role.name}") or self._made_up(role, name)

    def _federated(self, name: str) -> Named:
        named = self._session(self._newest("federated-user", name), f"federated user {name}")
        if named is None:
            raise QuestionError(
                f"There is no session of the federated user {name}", about="principal"
            )  # X3
        return named

    def _made_up(self, role: Role, name: str) -> Named:
        session = Session(
            id="",
            account=role.account,
            secret="",
            token="",
            issued=self.now,
            expires=self.now,
            of="assumed-role",
            owner_id=role.id,
            name=name,
            role_arn=role.arn(self._partition),
            last_modified_time=self.now,
            last_modified_region=self.scope.region,
        )
        named = self._session(session, f"role {role.name}")
        if named is None:
            raise QuestionError(f"There is no role {role.name}", about="principal")
        return Named(caller=named.caller, title=named.title, is_made_up=True)  # X3

    def _session(self, session: Session | None, title: str) -> Named | None:
        principal = session and principal_of(session, self._partition, self.tx)
        return self._named(principal, title, session) if principal else None

    def _newest(self, of: str, name: str, owner_id: str | None = None) -> Session | None:
        alike = [
            session
            for session in self._sessions()
            if (session.of, session.name) == (of, name)
            and session.expires > self.now
            and owner_id in {None, session.owner_id}
        ]
        return max(alike, key=lambda session: session.issued, default=None)  # X2

    def _sessions(self) -> Iterator[Session]:
        after = ""
        while found := self.tx.page(Session, self.scope.account, after=after, limit=_CHUNK):
            yield from found
            after = found[-1].id

    def _listed(self) -> str:
        identities: list[Identity] = []
        for kind in (User, Role):
            identities += self.tx.page(kind, self.scope.account, after="", limit=_SHOWN)
        return ", ".join(f"{one.segment} {one.name}" for one in identities[:_SHOWN]) or "none"
