"""The version of the language that a schema is written in."""

from annotate.core.fitting import quoted
from annotate.store.yaml.fields import Fields, text_of

LANGUAGE = "1"


def check_language(fields: Fields) -> None:
    """Report a schema, or one that it builds on, that is of another version than we read."""
    node = fields.node_of("schema_language")
    version = LANGUAGE if node is None else text_of(node, fields.report, "schema_language")
    if node is not None and version is not None and version != LANGUAGE:
        message = f"schema language {quoted(version)} is not known"
        hint = f"this program reads schema_language: {LANGUAGE}"
        fields.report.error(node, "unknown-language", message, hint)
