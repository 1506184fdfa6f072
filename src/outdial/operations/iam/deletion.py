"""What stands in the way of deleting users, groups and roles."""

from outdial.domain.iam.entity import Identity
from outdial.iam_errors import DeleteConflictException


def refuse_with_policies(identity: Identity) -> None:
    """Refuse an identity that has policies."""
    if identity.inline_policies:
        raise DeleteConflictException("Cannot delete entity, must delete policies first.")
    if identity.attached:
        raise DeleteConflictException("Cannot delete entity, must detach all policies first.")
