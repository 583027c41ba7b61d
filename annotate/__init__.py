"""Label text in a terminal, and keep every label."""

__version__ = "0.1.0"
