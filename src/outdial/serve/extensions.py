"""What our connections offer the ASGI application beyond the standard, under which names."""

BREAK_OFF = "outdial.break-off"
"""The connection can be closed `now`, whatever is on its way, and tells whether it `is_gone`."""

SPARE = "outdial.spare"
"""It marks connections that are beyond the bound."""
