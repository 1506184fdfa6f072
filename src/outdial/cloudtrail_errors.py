"""Every error of CloudTrail that is answered, one line each; the class's name is the wire's code.

The last three are those of every service of its protocol, for what cannot be read as an input.
"""

from outdial.errors import ServiceError


# fmt: off
class InvalidEventCategoryException(ServiceError): status = 400
class InvalidLookupAttributesException(ServiceError): status = 400
class InvalidMaxResultsException(ServiceError): status = 400
class InvalidNextTokenException(ServiceError): status = 400
class InvalidTimeRangeException(ServiceError): status = 400
class OperationNotPermittedException(ServiceError): status = 400
class UnsupportedOperationException(ServiceError): status = 400

class SerializationException(ServiceError): status = 400
class UnknownOperationException(ServiceError): status = 400
class ValidationException(ServiceError): status = 400
