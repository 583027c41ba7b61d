"""Reading what spans may look like and how they may overlap."""

from __future__ import annotations

from collections.abc import Mapping

from annotate.core.schema import Label, Overlap, OverlapRule, SpanRules, Trim
from annotate.store.schemas.names import span_labels_in
from annotate.store.yaml.fields import Fields, choice_of, scalars_of
from annotate.store.yaml.nodes import Node, Sequence
from annotate.store.yaml.report import Report


def read_span_rules(node: Node, rules: SpanRules, report: Report) -> SpanRules:
    """The rules in `node`; what it does not say is as in `rules`."""
    fields = Fields(node, report, "span")
    trim = fields.node_of("trim")
    most = fields.whole("max_fragments", least=2)
    read = SpanRules(
        granularity=fields.choice("granularity", rules.granularity),
        trim=rules.trim if trim is None else _trim(trim, report),
        discontinuous=fields.flag("discontinuous", rules.discontinuous),
        max_fragments=rules.max_fragments if most is None else most,
    )
    if most is not None and not read.discontinuous:
        message = "max_fragments is given but spans are not discontinuous"
        hint = "add `discontinuous: true`"
        report.error(fields.key("max_fragments"), "not-discontinuous", message, hint)
    fields.close()
    return read


def _trim(node: Node, report: Report) -> frozenset[Trim]:
    read = (choice_of(each, report, "trim", Trim) for each in scalars_of(node, report, "trim"))
    return frozenset(each for each in read if each is not None)


def read_overlap(fields: Fields, labels: Mapping[str, Label]) -> tuple[OverlapRule, ...]:
    """The rules under `overlap`, in order."""
    rules = (_overlap_rule(each, labels, fields.report) for each in fields.items("overlap"))
    return tuple(rule for rule in rules if rule is not None)


def _overlap_rule(node: Node, labels: Mapping[str, Label], report: Report) -> OverlapRule | None:
    fields = Fields(node, report, "an overlap rule")
    rule = fields.node_of("rule")
    pair = fields.node_of("pair")
    fields.close()
    if rule is None or pair is None:
        missing = "rule" if rule is None else "pair"
        message = f"an overlap rule has no {missing}"
        report.error(node, "missing-key", message, "as `{pair: [a, b], rule: nest}`")
        return None
    if not isinstance(pair, Sequence) or len(pair.items) != 2:
        report.error(pair, "bad-pair", "pair must be a list of two labels", "`*` is any label")
        return None
    scalars = list(scalars_of(pair, report, "pair"))
    names = [name for each in scalars for name in span_labels_in([each], labels, "*", report)]
    choice = choice_of(rule, report, "rule", Overlap)
    if choice is None or len(names) != 2:
        return None
    return OverlapRule((names[0], names[1]), choice)
