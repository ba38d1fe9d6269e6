"""The simulated world: it carries out the orchestrator's commands under a seed, in virtual time."""
