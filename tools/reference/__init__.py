"""The parts of the reference that are generated: pages, tables and examples."""
