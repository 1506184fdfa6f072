"""The services that the reference is about, and what of each is served."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType

from outdial import app as app  # noqa: PLC0414 importing it fills the table of operations
from outdial import cloudtrail_errors, errors, iam_errors
from outdial.errors import ServiceError
from outdial.registry import HANDLERS, Handler
from outdial.wire.model import ServiceModel, load

Handlers = Mapping[str, Handler]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service: botocore's name of it, how it is called, and the folder of its pages."""

    name: str
    title: str
    folder: str
    error_modules: Sequence[ModuleType]

    @property
    def model(self) -> ServiceModel:
        """Give all that is known of its interface."""
        return load(self.name)

    @property
    def served(self) -> Handlers:
        """Give the operations that are served, by their names."""
        return {
            name: handler for (service, name), handler in HANDLERS.items() if service == self.name
        }

    @property
    def errors(self) -> Mapping[str, type[ServiceError]]:
        """Give the errors that there are, by their names in the model."""
        return {name: error for module in self.error_modules for name, error in _errors(module)}

    def code(self, name: str) -> str:
        """Give the name on the wire of an error of the model."""
        return name if self.name == "connect" else self.errors[name]().code


def _errors(module: ModuleType) -> Iterator[tuple[str, type[ServiceError]]]:
    for name, value in vars(module).items():
        if isinstance(value, type) and issubclass(value, ServiceError):
            yield name, value


CONNECT = Service(
    name="connect", title="Amazon Connect", folder="operations", error_modules=(errors,)
)
IAM = Service(name="iam", title="IAM", folder="iam", error_modules=(errors, iam_errors))
STS = Service(name="sts", title="STS", folder="sts", error_modules=(errors, iam_errors))
CLOUDTRAIL = Service(
    name="cloudtrail",
    title="CloudTrail",
    folder="cloudtrail",
    error_modules=(errors, cloudtrail_errors),
)

SERVICES = (CONNECT, IAM, STS, CLOUDTRAIL)
