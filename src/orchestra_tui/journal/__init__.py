"""The learner's log: rows appended to one SQLite file; what was read, noted and marked is derived from them."""
