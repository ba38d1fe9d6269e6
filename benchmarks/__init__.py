"""What the program costs, measured from outside against named peers in one run: `python -m benchmarks.run`."""
