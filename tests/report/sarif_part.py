"""What code scanning needs of a SARIF log, and nothing that we have no use for.

Stricter than the standard, whose own schema stands beside this file.
"""

from typing import Any

Schema = dict[str, Any]


def closed(required: list[str], **members: Schema) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": members,
    }


def every(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


TEXT: Schema = {"type": "string", "minLength": 1}
COUNTED: Schema = {"type": "integer", "minimum": 1}
LEVEL: Schema = {"enum": ["none", "note", "warning", "error"]}
MESSAGE = closed(["text"], text=TEXT)
MULTIFORMAT = closed(["text"], text=TEXT, markdown=TEXT)
ARTIFACT = closed(
    ["uri"],
    # RFC 3986: no other character may stand in a URI reference.
    uri={"type": "string", "pattern": r"^([A-Za-z0-9._~/!$&'()*+,;=@:-]|%[0-9A-F]{2})+$"},
    uriBaseId={"const": "%SRCROOT%"},
)
REGION = closed(
    ["startLine", "startColumn", "endLine", "endColumn"],
    startLine=COUNTED,
    startColumn=COUNTED,
    endLine=COUNTED,
    endColumn=COUNTED,
)
RESULT = closed(
    ["ruleId", "ruleIndex", "level", "message", "locations"],
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level=LEVEL,
    message=MESSAGE,
    locations=every(
        closed(
            ["physicalLocation"],
            physicalLocation=closed(["artifactLocation", "region"], artifactLocation=ARTIFACT, region=REGION),
        ),
        minItems=1,
        maxItems=1,
    ),
    partialFingerprints=closed(
        ["primaryLocationLineHash"],
        primaryLocationLineHash={"type": "string", "pattern": "^[0-9a-f]{1,16}:[1-9][0-9]*$"},
    ),
)
RULE = closed(
    ["id", "shortDescription", "fullDescription", "help", "defaultConfiguration", "properties"],
    id=TEXT,
    shortDescription={**closed(["text"], text={**TEXT, "maxLength": 1024})},
    fullDescription={**closed(["text"], text={**TEXT, "maxLength": 1024})},
    help={**MULTIFORMAT, "required": ["text", "markdown"]},
    defaultConfiguration=closed(["level"], level=LEVEL),
    properties={
        "type": "object",
        "properties": {
            "tags": every(TEXT, uniqueItems=True, maxItems=10),
            "precision": {"enum": ["very-high", "high", "medium", "low"]},
            "problem.severity": {"enum": ["error", "warning", "recommendation"]},
        },
    },
)
NOTIFICATION = closed(
    ["message", "level"],
    message=MESSAGE,
    level=LEVEL,
    locations=every(
        closed(
            ["physicalLocation"],
            physicalLocation=closed(["artifactLocation"], artifactLocation=ARTIFACT),
        ),
        uniqueItems=True,
    ),
)
RUN = closed(
    ["tool", "results", "columnKind", "invocations"],
    tool=closed(
        ["driver"],
        driver=closed(
            ["name", "version", "semanticVersion", "rules"],
            name=TEXT,
            version=TEXT,
            semanticVersion={"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
            rules=every(RULE, uniqueItems=True, maxItems=25_000),
        ),
    ),
    results=every(RESULT, maxItems=25_000),
    columnKind={"const": "unicodeCodePoints"},
    invocations=every(
        closed(
            ["executionSuccessful"],
            executionSuccessful={"type": "boolean"},
            toolExecutionNotifications=every(NOTIFICATION),
        ),
        minItems=1,
        maxItems=1,
    ),
    originalUriBaseIds={
        "type": "object",
        "additionalProperties": closed(["description"], description=MESSAGE),
    },
)
LOG: Schema = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    **closed(
        ["$schema", "version", "runs"],
        **{"$schema": {"type": "string", "pattern": "sarif-schema-2.1.0.json$"}},
        version={"const": "2.1.0"},
        runs=every(RUN, minItems=1, maxItems=1),
    ),
}
