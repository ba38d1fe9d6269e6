"""Runs of the fleet as recordings: any moment of one, its lanes and marks, and what a change makes of it."""
