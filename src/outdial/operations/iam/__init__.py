"""IAM: users, groups, roles, access keys and policies, one module a subject."""

from outdial.operations.iam import (
    absent_credentials,
    access_keys,
    account,
    boundaries,
    context_keys,
    groups,
    inline_policies,
    memberships,
    policies,
    policy_attachments,
    policy_entities,
    policy_versions,
    roles,
    simulation,
    tags,
    users,
)
