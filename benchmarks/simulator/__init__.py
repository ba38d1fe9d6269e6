"""What the simulator is measured by: fleets of any size, and other engines for the same number of events."""
