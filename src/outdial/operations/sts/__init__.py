"""STS: who calls, and sessions with temporary credentials."""

from outdial.operations.sts import assume_role, caller_identity, federation, session_tokens
