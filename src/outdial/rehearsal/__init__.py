"""Rehearsal of a failover: what each side of a replicated instance would show callers."""
