"""Start states: a file says what a contact centre contains, and it is brought about."""
