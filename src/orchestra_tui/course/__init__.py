"""Markdown in, a course out: where courses are found, how they are read, searched and laid out."""
