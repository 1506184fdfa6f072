"""The store: records, references and pages, in transactions."""
