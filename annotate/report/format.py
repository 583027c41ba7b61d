"""How a result may be printed."""

from enum import Enum


class Format(str, Enum):
    TEXT = "text"
    JSON = "json"
