"""The place that shows what is known, what is weak and what is due."""
