"""What can go wrong with a store itself, apart from what a request did."""


class StoreError(Exception):
    """The store cannot be used; the text says why and what to do."""
