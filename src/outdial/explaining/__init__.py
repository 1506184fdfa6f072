"""Explanations: why a call may or may not be made, without making it."""
