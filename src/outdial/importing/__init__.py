"""Puts an instance that was read elsewhere into the store, with the ids that it had there."""
