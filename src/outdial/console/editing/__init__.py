"""Changing a queue's outbound caller configuration: seen before it is saved, and undone."""
