"""What every page for a browser has: a head that forbids the page all but its own style sheet, and text
made safe to stand in it."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from html import escape as escape_html

from annotate.report.guideline.visible import visible

CLOSING = "</main>\n</body>\n</html>\n"


def opening(title: str, style: str) -> str:
    """Up to where the text begins. The style sheet is known by its hash, so none can be slipped in."""
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
    )


def escape(text: str) -> str:
    """Safe between tags and in quoted attributes."""
    return escape_html(visible(text))
