"""Faults on demand, to test clients with."""
