"""Every error of the wire, one line each; the class's name is the wire's code.

Errors that Connect's model declares put their text into `Message`. Those that the edge in front
of the service makes (routing, signatures, the authoriser) put it into `message`, as the gateway
of other AWS services does.
"""

from collections.abc import Mapping
from typing import ClassVar


class ServiceError(Exception):
    """An answer of the service that is no success."""

    status: ClassVar[int] = 400
    text_member: ClassVar[str] = "Message"

    def __init__(self, text: str = "", **details: object) -> None:
        super().__init__(text)
        self.text = text
        self.details = details

    @property
    def code(self) -> str:
        """The error's name on the wire."""
        return type(self).__name__

    def members(self) -> Mapping[str, object]:
        """Give the members of the error's body: its text and what else the model has for it."""
        return {self.text_member: self.text, **self.details}


class EdgeError(ServiceError):
    """An error made in front of the service, in the gateway's form."""

    status = 403
    text_member = "message"


class ProblemsError(ServiceError):
    """An error without a text: only a list of problems, as flow content's errors are."""

    problems_member: ClassVar[str] = "Problems"

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems

    def members(self) -> Mapping[str, object]:
        """Give the problems, each with its message."""
        return {self.problems_member: [{"message": problem} for problem in self.problems]}


# fmt: off
class ConditionalOperationFailedException(ServiceError): status = 409
class ConflictException(ServiceError): status = 409
class ContactFlowNotPublishedException(ServiceError): status = 404
class ContactNotFoundException(ServiceError): status = 410
class ContactNotTerminatedException(ServiceError): status = 409
class DestinationNotAllowedException(ServiceError): status = 403
class DuplicateResourceException(ServiceError): status = 409
class IdempotencyException(ServiceError): status = 409
class InternalServiceException(ServiceError): status = 500
class InvalidActiveRegionException(ServiceError): status = 400
class InvalidContactFlowException(ProblemsError): problems_member = "problems"
class InvalidContactFlowModuleException(ProblemsError): status = 400
class InvalidParameterException(ServiceError): status = 400
class InvalidRequestException(ServiceError): status = 400
class InvalidTestCaseException(ProblemsError): status = 400
class LimitExceededException(ServiceError): status = 429
class MaximumResultReturnedException(ServiceError): status = 400
class OutboundContactNotPermittedException(ServiceError): status = 403
class OutputTypeNotFoundException(ServiceError): status = 404
class PropertyValidationException(ServiceError): status = 400
class ResourceConflictException(ServiceError): status = 409
class ResourceInUseException(ServiceError): status = 409
class ResourceNotFoundException(ServiceError): status = 404
class ResourceNotReadyException(ServiceError): status = 409
class ServiceQuotaExceededException(ServiceError): status = 402
class ThrottlingException(ServiceError): status = 429
class TooManyRequestsException(ServiceError): status = 429
class UserNotFoundException(ServiceError): status = 404

class AccessDeniedException(EdgeError): status = 403
class ExpiredTokenException(EdgeError): status = 403
class IncompleteSignatureException(EdgeError): status = 403
class InvalidSignatureException(EdgeError): status = 403
class MissingAuthenticationTokenException(EdgeError): status = 403
class RequestEntityTooLargeException(EdgeError): status = 413
class ServiceUnavailableException(EdgeError): status = 503
class UnrecognizedClientException(EdgeError): status = 403
class OperationNotServedException(EdgeError): status = 501
class MalformedHttpRequestException(EdgeError): status = 400
