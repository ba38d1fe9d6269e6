"""The orchestra: a pure orchestrator of coding agents. No clock, no randomness, no files; facts in, decisions out."""
