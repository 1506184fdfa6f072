"""How a request came: what is known of it besides who asks for what."""

from dataclasses import dataclass
from datetime import datetime

from outdial.access.policy.context import Value


@dataclass(slots=True, kw_only=True)
class Surroundings:
    """When and from where a request came; without HTTP there is no address and no agent."""

    now: datetime
    source_ip: str | None = None
    user_agent: str | None = None
    is_secure: bool = False

    def keys(self, region: str) -> dict[str, Value]:
        """Give the condition keys of a request to a Region, as far as they are known."""
        keys: dict[str, Value] = {
            "aws:CurrentTime": f"{self.now:%Y-%m-%dT%H:%M:%SZ}",
            "aws:EpochTime": str(int(self.now.timestamp())),
            "aws:RequestedRegion": region,
            "aws:SecureTransport": "true" if self.is_secure else "false",
            "aws:ViaAWSService": "false",
            "aws:PrincipalIsAWSService": "false",
        }
        if self.source_ip is not None:
            keys["aws:SourceIp"] = self.source_ip
        if self.user_agent is not None:
            keys["aws:UserAgent"] = self.user_agent
        return keys
