"""Questions: their types, how answers are graded, sittings. Pure; YAML files are read by the bank alone."""
