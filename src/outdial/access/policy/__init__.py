"""IAM's policy language: documents read and compiled, and requests decided by them.

Everything here is a pure function of its arguments: no store, no HTTP, no clock. The rules are
those of the IAM user guide [documented], whose pages the modules name; what the guide leaves open
is marked where it is decided.
"""
