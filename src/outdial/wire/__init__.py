"""The wire protocol: knows shapes, not Connect."""
