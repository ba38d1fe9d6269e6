"""The place where questions are asked: its first page, a sitting question by question, and what came of it."""
