"""How far annotators agree: for people, as JSON, as CSV and as a page."""
