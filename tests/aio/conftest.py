"""Leave this folder out where aiobotocore is not installed: it needs a botocore of its own."""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("aiobotocore") else ["test_*.py"]
