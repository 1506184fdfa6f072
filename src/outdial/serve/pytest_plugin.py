"""The pytest fixtures: `outdial`, an empty Connect for each test; its services and settings.

pytest loads this module in every project that has Outdial installed, so whatever takes time to
load is loaded when the fixture is first used.
"""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outdial.app import App
    from outdial.serve.inprocess import Local
    from outdial.settings import Settings


@pytest.fixture(scope="session")
def _outdial_app() -> "Iterator[App]":
    """Keep one App for all tests: to empty its store is faster than to make another."""
    from outdial.app import open_app  # noqa: PLC0415 - see the module's docstring

    app = open_app()
    yield app
    app.close()


@pytest.fixture
def outdial_services() -> "Sequence[str]":
    """Name the services that `outdial` answers: override it to add `iam` and `sts`."""
    return ("connect",)


@pytest.fixture
def outdial_settings() -> "Settings | None":
    """Give what is set for the test: override it to enforce policies, say; None sets nothing."""
    return None


@pytest.fixture
def outdial(
    _outdial_app: "App", outdial_services: "Sequence[str]", outdial_settings: "Settings | None"
) -> "Iterator[Local]":
    """Answer boto3's calls to Connect from an empty store; ids are literal, the clock stands.

    Clients may be made anywhere, before the test too.
    """
    from outdial.serve.inprocess import Local, reach, settings_in  # noqa: PLC0415 - as above
    from outdial.world import StillWorld  # noqa: PLC0415 - as above

    _outdial_app.reset()
    _outdial_app.world = StillWorld()
    _outdial_app.settings = settings_in(_outdial_app.world, outdial_settings)
    with reach(_outdial_app, outdial_services):
        yield Local(app=_outdial_app)
