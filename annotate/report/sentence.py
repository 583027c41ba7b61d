"""What a problem says, for pages that other programs show to people."""

from annotate.core.display import display
from annotate.core.hints import capital
from annotate.core.problems import Problem

LONG = 1000
"""Characters; the pages that show messages cut longer ones, where they like."""


def sentence(text: str) -> str:
    """With a capital letter and a full stop, as pages want it; paths and names stay as they are."""
    text = capital(text)
    return text if text.endswith((".", "?", "!", "…")) or not text else text + "."


def clipped(text: str) -> str:
    """In one line that can do no harm, and no longer than pages show."""
    shown = display(text[: LONG + 1])
    return shown if len(text) <= LONG and len(shown) <= LONG else shown[: LONG - 1] + "…"


def statement(problem: Problem) -> str:
    """What is wrong."""
    return sentence(clipped(problem.message or problem.slug))


def advice(problem: Problem) -> str:
    """What to do about it; empty if there is nothing to say."""
    return sentence(clipped(problem.hint))
