"""Every kind of problem there is: cause, cure and an example. docs/problems.md is made of this."""

from __future__ import annotations

from annotate.report.rules.building import BUILDING
from annotate.report.rules.by_document import BY_DOCUMENT
from annotate.report.rules.by_schema import BY_SCHEMA
from annotate.report.rules.calling import CALLING
from annotate.report.rules.documents import DOCUMENTS
from annotate.report.rules.evolution import EVOLUTION
from annotate.report.rules.lines import LINES
from annotate.report.rules.lints import LINTS
from annotate.report.rules.merging import MERGING
from annotate.report.rules.reviewing import REVIEWING
from annotate.report.rules.rule import Rule as Rule
from annotate.report.rules.rule import Section as Section
from annotate.report.rules.schemas import SCHEMAS
from annotate.report.rules.yaml import YAML

SECTIONS = (
    CALLING,
    DOCUMENTS,
    YAML,
    SCHEMAS,
    BUILDING,
    LINTS,
    LINES,
    BY_SCHEMA,
    BY_DOCUMENT,
    EVOLUTION,
    MERGING,
    REVIEWING,
)

RULES = {rule.slug: rule for section in SECTIONS for rule in section.rules}
"""By slug, in the order of the page."""
