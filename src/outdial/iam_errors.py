"""Every error of IAM and STS on the wire, one line each; the class is named as the model's shape.

On the wire most names go without their end: NoSuchEntityException is `NoSuchEntity`. What the
edge in front of the services refuses (signatures, throttling) are the classes of `errors`; the
query protocol has names of its own for them.
"""

from outdial.errors import ServiceError


class QueryError(ServiceError):
    """An error whose name on the wire goes without its end."""

    @property
    def code(self) -> str:
        """The error's name on the wire."""
        return type(self).__name__.removesuffix("Exception")


# fmt: off
class ConcurrentModificationException(QueryError): status = 409
class CredentialReportExpiredException(QueryError): status, code = 410, "ReportExpired"
class CredentialReportNotPresentException(QueryError): status, code = 410, "ReportNotPresent"
class CredentialReportNotReadyException(QueryError): status, code = 404, "ReportInProgress"
class DeleteConflictException(QueryError): status = 409
class DuplicateCertificateException(QueryError): status = 409
class DuplicateSSHPublicKeyException(QueryError): status = 400
class EntityAlreadyExistsException(QueryError): status = 409
class EntityTemporarilyUnmodifiableException(QueryError): status = 409
class FeatureDisabledException(QueryError): status = 404
class FeatureEnabledException(QueryError): status = 409
class InvalidAuthenticationCodeException(QueryError): status = 403
class InvalidCertificateException(QueryError): status = 400
class InvalidInputException(QueryError): status = 400
class InvalidPublicKeyException(QueryError): status = 400
class InvalidUserTypeException(QueryError): status = 400
class KeyPairMismatchException(QueryError): status = 400
class LimitExceededException(QueryError): status = 409
class MalformedCertificateException(QueryError): status = 400
class MalformedPolicyDocumentException(QueryError): status = 400
class NameConflictException(QueryError): status = 409
class NoSuchEntityException(QueryError): status = 404
class OpenIdIdpCommunicationErrorException(QueryError): status = 400
class PasswordPolicyViolationException(QueryError): status = 400
class PolicyEvaluationException(QueryError): status = 500
class PolicyNotAttachableException(QueryError): status = 400
class ReportGenerationLimitExceededException(QueryError): status = 409
class RoleModifiedException(QueryError): status = 409
class RoleTemplateDisabledException(QueryError): status = 400
class ServiceFailureException(QueryError): status = 500
class ServiceNotSupportedException(QueryError): status, code = 404, "NotSupportedService"
class UnmodifiableEntityException(QueryError): status = 400
class UnrecognizedPublicKeyEncodingException(QueryError): status = 400

class ExpiredTokenException(ServiceError): status = 400
class ExpiredTradeInTokenException(ServiceError): status = 400
class IDPCommunicationErrorException(QueryError): status = 400
class IDPRejectedClaimException(QueryError): status = 403
class InsufficientSessionLifetimeException(QueryError): status = 400
class InvalidAuthorizationMessageException(ServiceError): status = 400
class InvalidContextAssertionException(QueryError): status = 400
class InvalidIdentityTokenException(QueryError): status = 400
class InvalidSubjectCredentialsException(QueryError): status = 400
class JWTPayloadSizeExceededException(ServiceError): status = 400
class OutboundWebIdentityFederationDisabledException(ServiceError): status = 403
class PackedPolicyTooLargeException(QueryError): status = 400
class RegionDisabledException(ServiceError): status = 403
class SessionDurationEscalationException(ServiceError): status = 403

class InvalidAction(QueryError): status = 400
class MalformedInput(QueryError): status = 400
class MissingAction(QueryError): status = 400
class ValidationError(QueryError): status = 400
