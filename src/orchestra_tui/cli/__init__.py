"""The headless face: one module per subcommand."""
