"""Disks that fail, processes that die, and the work they are tried on."""
