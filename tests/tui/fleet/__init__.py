"""The place where a fleet is watched and conducted."""
