"""Typography for the terminal: the blocks of a section as lines of styled runs. Pure: no colours, no widgets."""

from orchestra_tui.course.layout.code import Highlight, shown
from orchestra_tui.course.layout.compose import layout
from orchestra_tui.course.layout.lines import Line, Role, Run, Runs
from orchestra_tui.course.layout.places import Link, at_source, codes, follow, headings, links, locate, place_of, walk
from orchestra_tui.course.layout.wrap import Measure, cells

__all__ = [
    "Highlight",
    "Line",
    "Link",
    "Measure",
    "Role",
    "Run",
    "Runs",
    "at_source",
    "cells",
    "codes",
    "follow",
    "headings",
    "layout",
    "links",
    "locate",
    "place_of",
    "shown",
    "walk",
]
