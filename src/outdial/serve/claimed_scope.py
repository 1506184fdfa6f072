"""A signature's scope without the signature, for an App that verifies none.

To sign is a third of all that boto3 does for a call. With the dial on `off` an App in process
reads who calls, from where and which service, and nothing else of the signature.
"""

from typing import Any

from botocore.awsrequest import AWSRequest


class ClaimedScope:
    """What botocore asks to sign a request with."""

    def __init__(self, credentials: Any, region: str, service: str) -> None:
        self._credentials = credentials
        self._scope = f"{credentials.access_key}/19700101/{region}/{service}/aws4_request"

    def add_auth(self, request: AWSRequest) -> None:
        """Name the scope in the request; a retry names it anew."""
        headers = request.headers
        del headers["Authorization"]
        headers["Authorization"] = f"AWS4-HMAC-SHA256 Credential={self._scope}, Signature=none"
