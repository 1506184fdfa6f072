"""Reads an instance over the public API, to import a true copy of it."""
