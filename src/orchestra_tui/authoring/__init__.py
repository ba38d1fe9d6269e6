"""The linter over everything a course is made of."""
