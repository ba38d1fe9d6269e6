"""What the fleet looks like: panels that draw one moment of a run, and the strip above them."""
