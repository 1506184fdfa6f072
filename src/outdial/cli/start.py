"""What a server does before it listens: opens its data, and brings about what was asked for."""

from typing import TYPE_CHECKING

from outdial.access.identity import DEFAULT_REGION, NOBODYS_ACCOUNT
from outdial.app import App, open_app
from outdial.domain.arns import Scope

if TYPE_CHECKING:
    from outdial.cli.serve_options import Options
    from outdial.seed.state import State


def prepared(options: "Options") -> App:
    """Open the App, with its start state in it before anyone can call."""
    state = _start_state(options)
    app = open_app(options.place, settings=options.settings, durability=options.durability)
    try:
        if options.wants_key:
            _have_key(app, options)
        if options.demo:
            _set_up_demo(app)
        if state is not None:
            from outdial.seed.applying import apply_to_app  # noqa: PLC0415 not needed otherwise

            apply_to_app(state, app)
    except BaseException:
        app.close()
        raise
    return app


def _have_key(app: App, options: "Options") -> None:
    from outdial.cli.first_key import first_key, show  # noqa: PLC0415 not needed otherwise

    key = first_key(app)
    if key is not None:
        show(key, options.log_format)


def _start_state(options: "Options") -> "State | None":
    if options.seed is None:
        return None
    from outdial.seed.reading import read_state  # noqa: PLC0415 loads a YAML parser

    return read_state(options.seed)


def _set_up_demo(app: App) -> None:
    """Set the demo up once; what somebody changed in it since is theirs."""
    from outdial.demo import demo, demo_instance  # noqa: PLC0415 not needed otherwise
    from outdial.seed.api import in_process  # noqa: PLC0415
    from outdial.seed.applying import apply_to_app  # noqa: PLC0415
    from outdial.seed.state import State  # noqa: PLC0415

    if demo_instance(in_process(app, Scope(NOBODYS_ACCOUNT, DEFAULT_REGION))) is None:
        apply_to_app(State(instances=(demo(),)), app)
