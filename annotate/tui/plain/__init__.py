"""Labeling line by line: commands in, words out, nothing redrawn."""

from annotate.tui.plain.program import Plain as Plain
