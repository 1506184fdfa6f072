"""The protocol `json`: an operation that a header names, JSON in, JSON out; CloudTrail's."""
