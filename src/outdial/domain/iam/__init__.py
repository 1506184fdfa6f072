"""IAM's records and rules: users, groups, roles, managed policies and access keys.

All of them live in one home, the account itself: IAM knows no Regions.
"""
