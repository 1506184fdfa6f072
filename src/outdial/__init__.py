"""Outdial: Amazon Connect's outbound caller configuration, self-hosted."""
