"""The refusal of a policy document, in IAM's words and with the place that it is about.

IAM says what is wrong and not where. Its sentence comes first, to the letter where it is known
[observed: in moto's tests of policy documents and in reports of users], and then the place.
"""

SYNTAX = "Syntax errors in policy."
VERSION = "Policy document must be version 2012-10-17 or greater."
LEGACY = "The policy failed legacy parsing"
UNIQUE_SIDS = "Statement IDs (SID) in a single policy must be unique."
PLAIN_SIDS = (
    "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular "
    "expression [0-9A-Za-z]*"
)
NO_ACTIONS = "Policy statement must contain actions."
NO_RESOURCES = "Policy statement must contain resources."
NO_VENDOR = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
ONE_COLON = "Actions/Condition can contain only one colon."
VAGUE_VENDOR = "Resource vendor must be fully qualified and cannot contain regexes."
NO_PRINCIPAL_ALLOWED = "Policy document should not specify a principal."
MISSING_PRINCIPAL = "Missing required field Principal"
NO_RESOURCE_ALLOWED = "Has prohibited field Resource"
NO_NOT_PRINCIPAL_IN_TRUST = "AssumeRole policy must not contain NotPrincipal field."
NO_NOT_PRINCIPAL_WITH_ALLOW = "Allow with NotPrincipal is not allowed."
ONLY_ASSUME_ROLE = "AssumeRole policy may only specify STS AssumeRole actions."


class MalformedPolicy(Exception):  # noqa: N818 named for what the document is
    """A document that is no policy: what is wrong with it, and where."""

    def __init__(self, sentence: str, place: str = "", detail: str = "") -> None:
        where = ": ".join(part for part in (place, detail) if part)
        super().__init__(f"{sentence} {where}" if where else sentence)
        self.sentence = sentence
        self.place = place

    @property
    def text(self) -> str:
        """IAM's sentence, the place and what is wrong there."""
        return str(self)
