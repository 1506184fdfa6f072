"""Records and rules: pure, without HTTP, SQL or JSON."""
