"""Changing the outbound callers of many queues: chosen, planned, applied step by step, undone."""
