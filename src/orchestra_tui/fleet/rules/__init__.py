"""The rules the orchestrator decides by, one module per concern."""
