"""YAML as a tree with places, within limits, and what a reader of such a tree needs."""
