"""Faults on demand: seen, added and removed in the console, by whoever operates the server."""
