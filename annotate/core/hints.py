"""How hints begin wherever they are shown."""

import re

_WORD = re.compile("[a-z]+(?:[ ,]|: )")


def capital(hint: str) -> str:
    """With a capital letter, for hints are sentences; a name, a path or a command at their beginning
    stays as it is."""
    return hint[0].upper() + hint[1:] if _WORD.match(hint) else hint
