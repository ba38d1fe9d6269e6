"""The programs the tutorial is measured against; each is started as a process of its own."""
