"""How a result may be printed."""

from enum import Enum


class Format(str, Enum):
    """Every command knows the first two; where problems are told, the others too."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


SHORT = (Format.TEXT, Format.JSON)
