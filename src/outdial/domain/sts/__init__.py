"""STS's records and rules: sessions, how long they last, and their tags."""
