"""The patches that lead botocore's calls into an App, and how they are undone.

A patch holds for the whole process, so this module has the one piece of state that must: which
Apps are open, innermost last, and which of them answers for each service.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import RLock
from typing import Any

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSPreparedRequest
from botocore.credentials import ReadOnlyCredentials
from botocore.endpoint import Endpoint
from botocore.signers import RequestSigner

from outdial.app import App
from outdial.serve.arrival import arrival
from outdial.serve.claimed_scope import ClaimedScope

# For clients that were made before there were any credentials.
CREDENTIALS = ReadOnlyCredentials("outdial", "outdial", None)

Function = Callable[..., Any]


@dataclass(frozen=True, slots=True, eq=False)
class _Open:
    """An App, and the services that it answers for."""

    app: App
    services: Sequence[str]


_opened: list[_Open] = []
_leads: dict[str, App] = {}
_patches: list[tuple[type, str, Function]] = []
_patched_late: set[str] = set()
_lock = RLock()


@contextmanager
def lead_to(app: App, services: Sequence[str]) -> Iterator[None]:
    """Lead every call to the services in this process to the app, until the block is left.

    Blocks of several threads may interleave: each removes its own entry.
    """
    opened = _Open(app, services)
    with _lock:
        _opened.append(opened)
        _set_leads()
        if len(_opened) == 1:
            _open_doors()
    try:
        yield
    finally:
        with _lock:
            _opened.remove(opened)
            _set_leads()
            if not _opened:
                _close_doors()


def _set_leads() -> None:
    """Tell for each service which App answers: the innermost that does; calls go on meanwhile."""
    leads = {service: opened.app for opened in _opened for service in opened.services}
    _leads.update(leads)
    for service in _leads.keys() - leads.keys():
        del _leads[service]


def _open_doors() -> None:
    _patch(Endpoint, "_send", _sending)
    _patch(Endpoint, "_update_retries_context", _beginning)
    _patch(RequestSigner, "get_auth_instance", _signing)
    _open_late_doors()


def _close_doors() -> None:
    while _patches:
        owner, name, original = _patches.pop()
        setattr(owner, name, original)
    _patched_late.clear()


def _patch(owner: type, name: str, wrap: Callable[[Function], Function]) -> None:
    original = owner.__dict__[name]
    _patches.append((owner, name, original))
    setattr(owner, name, wrap(original))


def _sending(original: Function) -> Function:
    """Answer instead of sending."""

    def send(endpoint: Endpoint, request: AWSPreparedRequest) -> Any:
        app = _app_behind(endpoint)
        if app is None:
            return original(endpoint, request)
        arrived = arrival(app, request, endpoint)
        if arrived.seconds:
            app.world.pause(arrived.seconds)
        return arrived.result(request.url)

    return send


def _app_behind(endpoint: Any) -> App | None:
    """Tell which App answers for an endpoint's service, if one does."""
    return _leads.get(endpoint._endpoint_prefix)


def _beginning(original: Function) -> Function:
    """Open the late doors before a call gets there; a call begins here in both libraries."""

    def update_retries_context(*args: Any, **kwargs: Any) -> Any:
        _open_late_doors()
        return original(*args, **kwargs)

    return update_retries_context


def _signing(original: Function) -> Function:
    """Sign for our services even where there is nothing to sign with."""

    def get_auth_instance(
        signer: RequestSigner, signing_name: str, *args: Any, **kwargs: Any
    ) -> Any:
        auth = original(signer, signing_name, *args, **kwargs)
        return _light(auth, signing_name)

    return get_auth_instance


def _light(auth: Any, signing_name: str) -> Any:
    """Sign with some credentials at least, and only as far as the App will look."""
    app = _leads.get(signing_name)
    if app is None:
        return auth
    if getattr(auth, "credentials", auth) is None:
        auth.credentials = CREDENTIALS
    if app.settings.auth == "off" and type(auth) is SigV4Auth:
        signer: Any = auth  # its Region and service have no public names
        return ClaimedScope(auth.credentials, signer._region_name, signer._service_name)
    return auth


def _open_late_doors() -> None:
    """Patch what is loaded by now of the libraries that this module does not import itself."""
    for name, open_door in _LATE.items():
        if name in sys.modules and name not in _patched_late:
            with _lock:
                if _opened and name not in _patched_late:
                    open_door(sys.modules[name])
                    _patched_late.add(name)


def _open_moto(module: Any) -> None:
    """Keep moto out of our services; its handler would answer before anything is sent."""

    def standing_back(original: Function) -> Function:
        def call(stubber: Any, event_name: str, *args: Any, **kwargs: Any) -> Any:
            event, service, *_ = event_name.split(".")
            if event == "before-send" and service in _leads:
                return None
            return original(stubber, event_name, *args, **kwargs)

        return call

    _patch(module.BotocoreStubber, "__call__", standing_back)


def _open_aiobotocore_endpoint(module: Any) -> None:
    import asyncio  # noqa: PLC0415 - loaded already

    from aiobotocore.awsrequest import AioAWSResponse  # noqa: PLC0415

    def sending(original: Function) -> Function:
        async def send(endpoint: Endpoint, request: AWSPreparedRequest) -> Any:
            app = _app_behind(endpoint)
            if app is None:
                return await original(endpoint, request)
            arrived = arrival(app, request, endpoint)
            if arrived.seconds:
                await asyncio.to_thread(app.world.pause, arrived.seconds)
            return arrived.result(request.url, AioAWSResponse)

        return send

    _patch(module.AioEndpoint, "_send", sending)


def _open_aiobotocore_signers(module: Any) -> None:
    def signing(original: Function) -> Function:
        async def get_auth_instance(
            signer: Any, signing_name: str, *args: Any, **kwargs: Any
        ) -> Any:
            auth = await original(signer, signing_name, *args, **kwargs)
            return _light(auth, signing_name)

        return get_auth_instance

    _patch(module.AioRequestSigner, "get_auth_instance", signing)


_LATE: dict[str, Callable[[Any], None]] = {
    "moto.core.botocore_stubber": _open_moto,
    "aiobotocore.endpoint": _open_aiobotocore_endpoint,
    "aiobotocore.signers": _open_aiobotocore_signers,
}
