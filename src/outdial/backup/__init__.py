"""Copies of everything in a file or in memory, and whether a store is sound."""
