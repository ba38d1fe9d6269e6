"""Use cases that both faces share."""
