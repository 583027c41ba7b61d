"""Writes schemas/label-schema.schema.json: `python docs/json_schema.py`.

It says in JSON Schema (draft-07) what the loader accepts, so that editors help with writing a schema. Scalars are read
as text, so text, numbers and bools may stand for each other. `tests/store/test_json_schema.py` holds it to the loader
and lists what JSON Schema cannot say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from annotate.core.colors import ANSI, NAMES
from annotate.core.pattern_syntax import MAX_LENGTH
from annotate.core.schema import AttributeType, Suggest
from annotate.store.schemas.names import MAX_NAME

FILE = Path(__file__).parents[1] / "schemas" / "label-schema.schema.json"
Json = dict[str, object]

# `$` also matches before a line end at the end, in Python's regular expressions but not in JavaScript's.
END = r"$(?!\n)"
UNSEEN = (
    r"\u0000-\u001f\u007f-\u00a0\u00ad\u1680\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f-\u206f\u3000\ue000-\uf8ff"
    r"\ufeff\ufff9-\ufffb"
)
NAME = rf"^(?![*]$|@)(?![\s\S]*[{UNSEEN}])(?![\u0300-\u036f])\S([\s\S]*\S)?$"
# `\w` is ASCII only in JavaScript: what is not ASCII is taken for a letter.
LETTER = r"0-9A-Za-z\u00aa-\u1fff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\ufefe\uff10-\uffdc"
WORD = LETTER + "_"
NUMBER = rf"^[+-]?[0-9]{{1,18}}(\.[0-9]{{1,18}})?{END}"
WHOLE = rf"^[+-]?[0-9]{{1,18}}{END}"
BOUND = rf"^[+-]?[0-9]{{1,18}}(\.0{{1,18}})?{END}"
FROM_TWO = rf"^\+?(?=[0-9]{{1,18}}{END})0*([2-9]|[1-9][0-9]+)$"
RANGE = rf"^(\*|[0-9]{{1,6}}(\.\.([0-9]{{1,6}}|\*))?){END}"
DATE = rf"^[0-9]{{4}}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?{END}"
ONE_LINE = r"^(?=[\s\S]*\S)[^\n\r\u000b\u000c\u001c-\u001e\u0085\u2028\u2029]+$(?!\n)"
BIG = 10**18

T = AttributeType
CHOOSING = (T.ENUM, T.SET)
BOUNDED = (T.SET, T.INT, T.NUMBER, T.STRING, T.TEXT, T.ENTITY)
PATTERNED = (T.STRING, T.TEXT, T.ENTITY)
NUMBERS_IN = (T.ENUM, T.INT, T.NUMBER, T.STRING, T.TEXT, T.DATE)
HELPS = {
    T.BOOL: "yes or no",
    T.ENUM: "one of values",
    T.SET: "any of values",
    T.INT: "a whole number",
    T.NUMBER: "a number",
    T.STRING: "one line of text",
    T.TEXT: "text of several lines",
    T.DATE: "a year, month or day",
    T.SPAN: "words of the same paragraph, pointed at",
    T.ENTITY: "a name or identifier",
}
SUGGESTS = {
    Suggest.PREVIOUS_SAME_TEXT: "the answer given before where the same text was labeled",
    Suggest.RECENT_VALUES: "answers given before to the same question",
    Suggest.NUMBER_PARSER: "what the figure that was labeled says",
}

SCALAR: Json = {"type": ["string", "number", "boolean"]}
FLAG: Json = {"anyOf": [{"type": "boolean"}, {"enum": ["true", "false"]}]}


def ref(name: str) -> Json:
    return {"$ref": f"#/definitions/{name}"}


def said(description: str, form: Json, **more: object) -> Json:
    """The form with what editors show of it. Beside a `$ref` nothing counts, so it goes into `allOf`."""
    inner: Json = {"allOf": [form]} if "$ref" in form else form
    return {"description": description, **inner, **more}


def either(*forms: Json) -> Json:
    return {"anyOf": list(forms)}


def listed(form: Json) -> Json:
    """One or a list of them."""
    return either(form, {"type": "array", "items": form})


def keys(properties: Mapping[str, Json], required: Iterable[str] = (), nothing: bool = False) -> Json:
    """A mapping with these keys only; `nothing`: it may also be left empty."""
    form: Json = {"type": ["object", "null"] if nothing else "object"}
    form |= {"additionalProperties": False, "properties": dict(properties)}
    return form | ({"required": list(required)} if required else {})


def named(form: Json, names: str = "name") -> Json:
    return {"type": ["object", "null"], "propertyNames": ref(names), "additionalProperties": form}


def choice(description: str, helps: Mapping[str, str], default: str | None = None) -> Json:
    form: Json = {"description": description, "enum": list(helps), "enumDescriptions": list(helps.values())}
    return form | ({} if default is None else {"default": default})


def texts(description: str, example: str) -> Json:
    return said(description, listed(SCALAR), examples=[[example]])


def flag(description: str, default: bool = False) -> Json:
    return said(description, ref("flag"), default=default)


def snippet(label: str, body: object) -> Json:
    return {"label": label, "body": body}


def any_case(word: str) -> str:
    """A pattern for the word in small or capital letters, gray spelled either way."""
    pattern = "".join(f"[{each}{each.upper()}]" for each in word)
    return pattern.replace("[gG][rR][aA][yY]", "[gG][rR][aAeE][yY]")


def if_type(types: Iterable[AttributeType], then: Json) -> Json:
    names = [each.value for each in types]
    return {"if": {"type": "object", "required": ["type"], "properties": {"type": {"enum": names}}}, "then": then}


def unless_type(types: Iterable[AttributeType], *refused: str) -> Json:
    others = [each for each in T if each not in types]
    return if_type(others, {"properties": dict.fromkeys(refused, False)})


def with_default(kind: AttributeType, form: Json) -> Json:
    return if_type([kind], {"properties": {"default": form}})


SPAN = keys(
    {
        "granularity": choice(
            "What a selection is widened to.",
            {
                "char": "nothing; visible characters are never split",
                "word": "whole words",
                "sentence": "whole sentences",
            },
            "char",
        ),
        "trim": said(
            "What `validate` reports at the ends of spans.",
            listed(choice("", {"space": "spaces and line ends", "punctuation": "commas, periods, quotation marks"})),
            default=["space"],
        ),
        "discontinuous": flag("Whether a span may have several parts."),
        "max_fragments": said(
            "How many parts a discontinuous span may have.",
            either({"type": "integer", "minimum": 2, "maximum": BIG - 1}, {"type": "string", "pattern": FROM_TWO}),
            examples=[3],
        ),
    },
    nothing=True,
) | {
    "if": {
        "type": "object",
        "required": ["max_fragments", "discontinuous"],
        "properties": {"discontinuous": {"enum": [False, "false"]}},
    },
    "then": False,
}

EXAMPLE = either(
    {"type": ["string", "number", "boolean", "null"]},
    keys(
        {
            "text": said("A sentence, best an invented one.", either({"type": "string", "minLength": 1}, SCALAR)),
            "mark": said("What to label in it, as it stands there.", listed(SCALAR)),
            "why": said("The reason.", SCALAR),
        },
        ["text"],
    )
    | {"not": {"properties": {"text": {"const": ""}}, "required": ["text"]}},
)

CONDITION: Json = {
    "description": "What other attributes must be; several keys must all hold.",
    "type": "object",
    "minProperties": 1,
    "properties": {
        "all": said("All of these conditions hold.", ref("conditions")),
        "any": said("At least one of these conditions holds.", ref("conditions")),
    },
    "additionalProperties": either(
        ref("values"),
        keys({"not": said("None of these values.", ref("values"))}, ["not"]),
    ),
    "examples": [{"certainty": ["probable", "possible"]}, {"certainty": {"not": "certain"}}, {"cue": "present"}],
}

ATTRIBUTE: Json = keys(
    {
        "type": choice("What an answer looks like.", {each.value: HELPS[each] for each in T}),
        "values": said(
            "The choices of an enum or set, in this order: a list, or a mapping from value to help.",
            either(
                {"type": "array", "minItems": 1, "uniqueItems": True, "items": ref("name")},
                {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": ref("name"),
                    "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
                },
            ),
            examples=[["yes", "no"]],
        ),
        "keys": said("The keys that give the answers.", named(ref("key"))),
        "required": flag("Whether it is asked at once and must be answered."),
        "default": said("What counts if nothing is answered; it is not written into the file.", listed(SCALAR)),
        "min": said("The least number; of a text the characters, of a set the values.", ref("number")),
        "max": said("The greatest number; of a text the characters, of a set the values.", ref("number")),
        "pattern": said("Must describe the whole text.", ref("pattern"), examples=["[0-9]{4}"]),
        "when": said("Asked, and required, only while this holds.", ref("condition")),
        "suggest": choice("What is offered as an answer.", {each.value: SUGGESTS[each] for each in Suggest}),
        "compare": flag("Whether annotators are compared by it.", True),
        "help": said("One line for the guideline.", SCALAR),
    },
    nothing=True,
) | {
    "allOf": [
        if_type(CHOOSING, {"required": ["values"]}),
        unless_type(CHOOSING, "values", "keys"),
        unless_type(BOUNDED, "min", "max"),
        unless_type(PATTERNED, "pattern"),
        if_type(
            [each for each in BOUNDED if each is not T.NUMBER],
            {"properties": {"min": ref("bound"), "max": ref("bound")}},
        ),
        if_type([T.SPAN], {"properties": {"suggest": False, "default": False}}),
        if_type(
            [each for each in T if each not in NUMBERS_IN],
            {"properties": {"suggest": {"not": {"const": Suggest.NUMBER_PARSER.value}}}},
        ),
        with_default(T.BOOL, FLAG),
        with_default(T.ENUM, SCALAR),
        with_default(T.SET, listed(SCALAR)),
        with_default(
            T.INT,
            either(
                {"type": "integer", "exclusiveMinimum": -BIG, "exclusiveMaximum": BIG},
                {"type": "string", "pattern": WHOLE},
            ),
        ),
        with_default(T.NUMBER, ref("number")),
        *(with_default(each, ref("line")) for each in (T.STRING, T.ENTITY)),
        with_default(T.TEXT, either({"type": "string", "pattern": r"\S"}, {"type": ["number", "boolean"]})),
        with_default(
            T.DATE,
            either({"type": "integer", "minimum": 1, "maximum": 9999}, {"type": "string", "pattern": DATE}),
        ),
    ],
    "defaultSnippets": [
        snippet("choice", {"type": "enum", "values": ["$1", "$2"], "required": True}),
        snippet("yes or no", {"type": "bool", "default": False}),
        snippet("text", {"type": "string", "help": "$1"}),
    ],
}

LABEL: Json = keys(
    {
        "scope": choice(
            "What it stands on.",
            {"span": "words of a paragraph", "paragraph": "a whole paragraph", "document": "the whole document"},
            "span",
        ),
        "key": said("The letter or digit that labels; else one is dealt out.", ref("key")),
        "color": said("`#rrggbb` in quotes, or a CSS color name.", ref("color"), examples=["#0072B2"]),
        "glyph": said("One character that stands for it where color does not.", ref("glyph"), examples=["C"]),
        "select": choice(
            "What the key takes if nothing is selected.",
            {
                "word": "the word under the cursor",
                "number": "the next number with its unit",
                "sentence": "the next sentence",
                "clause": "the next clause",
                "quote": "the next quotation",
            },
            "word",
        ),
        "span": said("How its spans may lie; what is not said is as in the schema's.", ref("span")),
        "help": said("What it is for, in a line.", SCALAR),
        "guideline": texts("The rules, one a line.", "Leave out the article."),
        "do": said("Examples of what to mark.", ref("examples")),
        "dont": said("Examples of what not to mark.", ref("examples")),
        "attributes": said("What is asked about it, in this order.", ref("attributes")),
    },
    nothing=True,
) | {
    "if": {
        "type": "object",
        "required": ["scope"],
        "properties": {"scope": {"enum": ["paragraph", "document"]}},
    },
    "then": {"properties": {"glyph": False, "select": False, "span": False}},
    "defaultSnippets": [snippet("label", {"help": "$1", "guideline": ["$2"], "do": [{"text": "$3", "mark": "$4"}]})],
}

RELATION: Json = keys(
    {
        "from": said("Labels that it leaves; `*` any, `@relation` a relation.", listed(SCALAR), default="*"),
        "to": said("Labels that it reaches; `*` any, `@relation` a relation.", listed(SCALAR), default="*"),
        "key": said("The letter, digit or sign that chooses it.", ref("sign")),
        "out": said("How many may leave one annotation.", ref("range"), default="0..*"),
        "in": said("How many may reach one annotation.", ref("range"), default="0..*"),
        "symmetric": flag("Whether it means the same both ways."),
        "transitive": flag("Whether a to b and b to c means a to c."),
        "acyclic": flag("Whether it may not lead round in a circle."),
        "reach": choice(
            "How far it may lead.", {"document": "anywhere", "paragraph": "within its paragraph"}, "document"
        ),
        "help": said("What it means, in a line.", SCALAR),
        "attributes": said("What is asked about the link.", ref("attributes")),
    },
    nothing=True,
) | {
    "if": {
        "type": "object",
        "required": ["symmetric", "acyclic"],
        "properties": {"symmetric": {"enum": [True, "true"]}, "acyclic": {"enum": [True, "true"]}},
    },
    "then": False,
    "defaultSnippets": [snippet("relation", {"from": "$1", "to": "$2", "help": "$3"})],
}

KINDS = ("relation", "any_relation", "any_label", "attribute", "paragraph_matches")
SIDES = ("out", "in", "degree")
_ONE = {"type": "array", "minItems": 1, "maxItems": 1, "items": SCALAR}


def only(*present: str) -> Json:
    """Those keys and no others."""
    return {"required": list(present), "maxProperties": len(present)}


REQUIRE: Json = keys(
    {
        "relation": said("Links of this kind are counted.", either(SCALAR, _ONE)),
        "any_relation": said("Links of any of these kinds are counted together.", ref("values")),
        "any_label": said("Annotations with any of these labels are counted together.", ref("values")),
        "attribute": said("Has an answer, given or by default.", either(SCALAR, _ONE)),
        "paragraph_matches": said("Is found in the text of the paragraph.", ref("pattern")),
        "out": said("How many leave it.", ref("range"), examples=["1..1"]),
        "in": said("How many reach it.", ref("range"), examples=["0..0"]),
        "degree": said("How many leave or reach it.", ref("range"), examples=["1..*"]),
        "count": said("How many there are.", ref("range"), examples=["1..*"]),
    }
) | {
    "anyOf": [
        *(only(kind, side) for kind in KINDS[:2] for side in SIDES),
        only("any_label", "count"),
        only("attribute"),
        only("paragraph_matches"),
    ],
    "defaultSnippets": [
        snippet("a link", {"relation": "$1", "out": "1..1"}),
        snippet("an answer", {"attribute": "$1"}),
        snippet("an annotation", {"any_label": ["$1"], "count": "1..*"}),
    ],
}


def each_is(unit: str, *refused: str) -> Json:
    return {
        "if": {"type": "object", "required": ["each"], "properties": {"each": {"enum": [unit, [unit]]}}},
        "then": {
            "properties": {
                "where": False,
                "require": {"not": {"anyOf": [{"required": [kind]} for kind in refused]}},
            }
        },
    }


CONSTRAINT: Json = keys(
    {
        "id": said("Its name in messages.", either(ref("name"), _ONE | {"items": ref("name")})),
        "each": said("A label, `paragraph` or `document`: what is looked at, one by one.", either(SCALAR, _ONE)),
        "where": said("Only annotations whose attributes are so.", ref("condition")),
        "require": said("What must be so.", ref("require")),
        "level": choice(
            "How serious it is.",
            {
                "error": "keeps a paragraph from being done",
                "warning": "is shown; counts with `--strict`",
                "info": "is shown",
            },
            "error",
        ),
        "message": said("What the annotator reads.", SCALAR),
    }
) | {
    "allOf": [each_is("paragraph", *KINDS[:2], "attribute"), each_is("document", *KINDS[:2], *KINDS[3:])],
    "defaultSnippets": [
        snippet("constraint", {"id": "$1", "each": "$2", "require": {"relation": "$3", "out": "1..1"}})
    ],
}

RENAMES: Json = {"type": ["object", "null"], "additionalProperties": SCALAR}
KEEP = choice("Whether what is dropped is kept.", {"note": "in the note"})
STEPS: dict[str, Json] = {
    "rename_label": said("Old name to new name.", RENAMES),
    "rename_relation": said("Old name to new name.", RENAMES),
    "rename_attribute": keys({"label": SCALAR, "map": RENAMES}, ["label", "map"]),
    "rename_value": keys({"label": SCALAR, "attribute": SCALAR, "map": RENAMES}, ["label", "attribute", "map"]),
    "merge_labels": keys(
        {"labels": either(SCALAR, {"type": "array", "minItems": 1, "items": SCALAR}), "into": SCALAR},
        ["labels", "into"],
    ),
    "split_label": keys(
        {
            "label": SCALAR,
            "into": {"type": ["object", "null"], "additionalProperties": ref("condition")},
            "otherwise": SCALAR,
        },
        ["label", "into"],
    ),
    "drop_label": keys({"label": SCALAR, "keep": KEEP}, ["label"]),
    "drop_attribute": keys({"label": SCALAR, "name": SCALAR, "keep": KEEP}, ["label", "name"]),
    "retype_attribute": keys(
        {"label": SCALAR, "name": SCALAR, "type": {"enum": [each.value for each in T] + [""]}},
        ["label", "name", "type"],
    ),
    "fill_attribute": keys(
        {"label": SCALAR, "name": SCALAR, "value": SCALAR, "when": ref("condition")}, ["label", "name", "value"]
    ),
}

MIGRATION = keys(
    {
        "from": said("The earlier version.", SCALAR, examples=["1.0.0"]),
        "to": said("The later version.", SCALAR, examples=["1.1.0"]),
        "steps": {
            "description": "What is done, in this order.",
            "type": ["array", "null"],
            "items": keys(STEPS) | {"minProperties": 1, "maxProperties": 1},
        },
    },
    ["from", "to", "steps"],
)

SECTIONS = ("labels", "relations", "constraints", "attributes", "values")
RENAME = keys(
    {
        section: {
            "type": ["object", "null"],
            "additionalProperties": ref("attributeName" if section == "attributes" else "name"),
        }
        for section in SECTIONS
    },
    nothing=True,
)
REMOVE = keys({section: listed(SCALAR) for section in SECTIONS}, nothing=True)

WHOLE_ATTRIBUTES: Json = {"additionalProperties": {"type": "object", "required": ["type"]}}
OWNERS: Json = {"additionalProperties": {"properties": {"attributes": WHOLE_ATTRIBUTES}}}
ALONE: Json = {
    "required": ["labels"],
    "properties": {
        "labels": OWNERS | {"type": ["array", "object"], "minItems": 1, "minProperties": 1},
        "relations": OWNERS,
        "constraints": {"items": {"required": ["id", "each", "require"]}},
        "span": {"dependencies": {"max_fragments": ["discontinuous"]}},
    },
}
"""What only a schema that builds on another may leave out."""

DEFINITIONS: dict[str, Json] = {
    "name": either(
        {"type": "string", "maxLength": MAX_NAME, "pattern": NAME},
        {"type": ["number", "boolean"]},
    ),
    "attributeName": {"allOf": [ref("name"), {"not": {"enum": ["all", "any"]}}]},
    "flag": FLAG,
    "number": either(
        {"type": "number", "exclusiveMinimum": -BIG, "exclusiveMaximum": BIG},
        {"type": "string", "pattern": NUMBER},
    ),
    "bound": either({"type": "integer"}, {"type": "string", "pattern": BOUND}),
    "line": either({"type": "string", "pattern": ONE_LINE}, {"type": ["number", "boolean"]}),
    "range": either({"type": "integer", "minimum": 0, "maximum": 999_999}, {"type": "string", "pattern": RANGE}),
    "pattern": either({"type": "string", "maxLength": MAX_LENGTH}, {"type": ["number", "boolean"]}),
    "key": either({"type": "integer", "minimum": 0, "maximum": 9}, {"type": "string", "pattern": f"^[{LETTER}]{END}"}),
    "sign": either(
        {"type": "integer", "minimum": 0, "maximum": 9},
        {"type": "string", "pattern": rf"^[^\s{UNSEEN}]{END}"},
    ),
    "glyph": either(
        {"type": "integer", "minimum": 0, "maximum": 9},
        {"type": "string", "pattern": rf"^[^\s{UNSEEN}]{END}"},
    ),
    "color": either(
        {"type": "string", "pattern": rf"^(#[0-9A-Fa-f]{{6}})?{END}"},
        {"enum": [*NAMES, *sorted(ANSI)]},
        {"type": "string", "pattern": f"^({'|'.join(map(any_case, [*NAMES, *sorted(ANSI)]))}){END}"},
    ),
    "values": either(SCALAR, {"type": "array", "minItems": 1, "items": SCALAR}),
    "condition": CONDITION,
    "conditions": {"type": "array", "minItems": 1, "items": ref("condition")},
    "span": SPAN,
    "examples": {"type": ["array", "null"], "items": EXAMPLE},
    "attribute": ATTRIBUTE,
    "attributes": named(ref("attribute"), "attributeName"),
    "label": LABEL,
    "relation": RELATION,
    "require": REQUIRE,
    "constraint": CONSTRAINT,
    "migration": MIGRATION,
}

ROOT: Json = (
    {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Label schema",
        "description": "Which labels there are, and what is asked about each. "
        "Checked as a whole by `annotate validate`.",
        "examples": [{"labels": ["claim", "source"]}],
        "defaultSnippets": [
            snippet("label schema", {"id": "$1", "version": "1.0.0", "title": "$2", "labels": {"$3": {"help": "$4"}}})
        ],
    }
    | keys(
        {
            "schema_language": said("The version of this language.", {"enum": [1, "1"]}, default=1),
            "id": said(
                "Stands in every annotation file: letters, digits, `-`, `_`, `.`; else the file's name.",
                either(
                    {"type": "string", "pattern": rf"^([{WORD}][{WORD}.-]{{0,63}})?{END}"},
                    {"type": "number", "minimum": 0},
                    {"type": "boolean"},
                ),
                examples=["statements"],
            ),
            "version": said(
                "Stands in every annotation file too.",
                either(
                    {
                        "type": "string",
                        "pattern": rf"^([0-9]{{1,9}}(\.[0-9]{{1,9}}){{0,2}}([-+][0-9A-Za-z.+-]{{1,40}})?)?{END}",
                    },
                    {"type": "number", "minimum": 0, "maximum": 999_999_999},
                ),
                examples=["1.0.0"],
            ),
            "title": said("One line for people who choose a schema.", SCALAR),
            "language": said(
                "Of the texts it is made for: a tag as `en` or `pt-BR`.",
                either(
                    {"type": "string", "pattern": rf"^([A-Za-z]{{2,8}}(-[A-Za-z0-9]{{1,8}}){{0,5}})?{END}"},
                    {"type": "boolean"},
                ),
                examples=["en"],
            ),
            "extends": said(
                "The schema that it builds on: an id, or a file in the same folder.",
                either({"type": "string", "minLength": 1}, {"type": ["number", "boolean"]}),
            ),
            "rename": said("What is called otherwise than there, old to new.", RENAME),
            "remove": said("What is left out of it.", REMOVE),
            "principles": texts("Shown below every guideline.", "Quote as printed."),
            "span": said("How spans may lie, for all labels that do not say otherwise.", ref("span")),
            "labels": said(
                "What text is labeled with, in the order of the legend: names, or a mapping from names.",
                either({"type": "array", "uniqueItems": True, "items": ref("name")}, named(ref("label"))),
                examples=[["claim", "source"]],
            ),
            "overlap": {
                "description": "How spans may lie to each other; the first rule that names a pair decides.",
                "type": ["array", "null"],
                "items": keys(
                    {
                        "pair": said(
                            "Two labels; `*` for any.",
                            {"type": "array", "minItems": 2, "maxItems": 2, "items": SCALAR},
                            examples=[["*", "*"]],
                        ),
                        "rule": choice(
                            "What they may do.",
                            {"allow": "overlap freely", "nest": "one inside the other, or apart", "forbid": "not meet"},
                        ),
                    },
                    ["pair", "rule"],
                )
                | {"defaultSnippets": [snippet("rule", {"pair": ["*", "*"], "rule": "nest"})]},
            },
            "relations": said("Kinds of links.", named(ref("relation"))),
            "constraints": {
                "description": "What finished work must have.",
                "type": ["array", "null"],
                "items": ref("constraint"),
            },
            "migrations": {
                "description": "How annotations of earlier versions become those of this one.",
                "type": ["array", "null"],
                "items": ref("migration"),
            },
        }
    )
    | {
        "dependencies": {"rename": ["extends"], "remove": ["extends"]},
        "if": {"not": {"required": ["extends"]}},
        "then": ALONE,
        "definitions": DEFINITIONS,
    }
)


def text() -> str:
    return json.dumps(ROOT, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="ascii")
