"""The fronts: adapters that decide nothing."""
