"""Leave this folder out where aiobotocore is not installed: it needs a botocore of its own.

aioboto3 is behind it, and so there are two environments: see the Makefile.
"""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("aiobotocore") else ["test_*.py"]
