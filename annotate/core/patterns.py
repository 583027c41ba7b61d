"""Patterns that come from strangers: matched in time linear in the text, whatever they say.

The language is the part of regular expressions that needs no going back:

    a  \\.  \\n \\t         a character; `\\` takes the meaning from a sign
    .                     any character but a line feed
    \\d \\w \\s \\D \\W \\S     digit, word character, space; and all others
    [a-z_]  [^"]          one of, none of
    ^  $                  the start and the very end of the text
    (ab)  (?:ab)  a|b     group, choice
    *  +  ?  {3}  {2,}  {2,5}   how often; a `?` behind it changes nothing here

No references back, no looking around, no flags. A pattern has at most 1,000 characters and, with
its counts written out, at most 500 steps.
"""

from __future__ import annotations

from functools import lru_cache

from annotate.core.pattern_machine import Machine
from annotate.core.pattern_steps import assemble
from annotate.core.pattern_syntax import PatternError as PatternError
from annotate.core.pattern_syntax import parse


class Pattern:
    """A compiled pattern; what it learns from one text makes the next one quicker."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._machine = Machine(assemble(parse(source)))

    def matches(self, text: str) -> bool:
        """Whether the pattern describes the text as a whole."""
        return self._machine.whole(text)

    def found_in(self, text: str) -> bool:
        """Whether the pattern describes some stretch of the text."""
        return self._machine.somewhere(text)


@lru_cache(maxsize=256)
def compile_pattern(source: str) -> Pattern:
    """Raises PatternError for what is not in the language, with the position in the pattern."""
    return Pattern(source)
