"""Who calls, from where, and which service: what a request says of itself, before any proof."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from outdial.access.principal import Principal, root_of
from outdial.domain.arns import Scope, partition_of
from outdial.domain.sts.session import Session
from outdial.errors import InvalidSignatureException
from outdial.http import Request

NOBODYS_ACCOUNT = "000000000000"
DEFAULT_REGION = "us-east-1"

_SCOPE = re.compile(r"Credential=([^/,\s]+)/(\d{8})/([^/,\s]+)/([^/,\s]+)/aws4_request")
_QUERY_SCOPE = re.compile(r"(?:^|&)X-Amz-(Credential=[^&]+)")
_REGION = re.compile(r"[a-z]{2}(-[a-z]+){1,3}-\d{1,2}")
_ACCOUNT = re.compile(r"\d{12}")
_HOST_REGION = re.compile(r"connect(?:-fips)?\.([a-z]{2}(?:-[a-z]+){1,3}-\d{1,2})\.")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who makes a call, in which account and Region, to which service.

    Whoever has no `known` principal counts as the root of the account: Outdial itself, and any
    caller whose key is not known while identities are not checked.
    """

    scope: Scope
    service: str = "connect"
    access_key: str = ""
    known: Principal | None = None
    session: Session | None = None

    @property
    def principal(self) -> Principal:
        """The principal."""
        return self.known or root_of(self.scope.account, partition_of(self.scope.region))

    @property
    def arn(self) -> str:
        """The ARN of the principal."""
        return self.principal.arn


def identify(request: Request) -> Caller:
    """Tell who calls; nothing is verified.

    The access key of a signed request names the account if it is twelve digits. Without a
    signature the Region is that of the host name (`connect.<region>.…`), else us-east-1.
    """
    return _caller(_credential(request.headers, request.query), request.headers.get("host", ""))


def _credential(headers: Mapping[str, str], query: str) -> str:
    authorization = headers.get("authorization")
    if authorization is not None:
        first = authorization.partition(",")[0]  # the scope, nearly always; the signature varies
        return first if "Credential=" in first else authorization
    presigned = _QUERY_SCOPE.search(query)
    return unquote(presigned[1]) if presigned else ""


@lru_cache(maxsize=1024)
def _caller(credential: str, host: str) -> Caller:
    found = _SCOPE.search(credential)
    if found is None:
        named = _HOST_REGION.match(host)
        return Caller(Scope(NOBODYS_ACCOUNT, named[1] if named else DEFAULT_REGION))
    key, _, region, service = found.groups()
    if not _REGION.fullmatch(region):
        raise InvalidSignatureException(
            f"Credential should be scoped to a valid Region, not '{region}'. "
        )
    account = key if _ACCOUNT.fullmatch(key) else NOBODYS_ACCOUNT
    return Caller(Scope(account, region), service, key)
