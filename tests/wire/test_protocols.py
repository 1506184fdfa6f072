import subprocess
import sys

import pytest

from outdial.wire.model import MODELS, load
from outdial.wire.protocols import protocol_of


@pytest.mark.parametrize("service", MODELS)
def test_a_service_has_one_protocol_and_its_own_model(service: str) -> None:
    protocol = protocol_of(service)

    assert protocol
    assert protocol is protocol_of(service)
    assert protocol.model is load(service)


@pytest.mark.parametrize("service", ["lambda", "", "IAM", "../connect"])
def test_a_service_that_is_not_known_has_no_protocol(service: str) -> None:
    assert protocol_of(service) is None


def test_connect_alone_loads_nothing_of_the_query_protocol() -> None:
    program = (
        "import sys, outdial.app;"
        "from outdial.wire import model;"
        "outdial.app.open_app().close();"
        "print([name for name in sys.modules if name.startswith('outdial.wire.query')],"
        " model._load.cache_info().currsize)"
    )

    answer = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)

    assert answer.stdout == b"[] 1\n"
