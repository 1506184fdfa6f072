"""IAM: users, groups, roles, access keys and policies, one module a subject."""
