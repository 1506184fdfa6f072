"""Who calls: identities read from requests."""
