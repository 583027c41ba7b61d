"""A schema as a page for the people who label: first what it says, then how it looks."""
