"""How much is tried: little with every change, much when asked for through the environment."""

from __future__ import annotations

import os

KILLS = int(os.environ.get("ANNOTATE_KILLS", "20"))
"""Instants at which the program is killed."""

SIZES = int(os.environ.get("ANNOTATE_SIZES", "60"))
"""Window sizes."""

FUZZ = int(os.environ.get("ANNOTATE_FUZZ", "200"))
"""Mutants of each kind of file."""

EVERY = os.environ.get("ANNOTATE_EVERY", "") != ""
"""All faults at every call, not each call with one of them in turn."""
