from collections.abc import Mapping

from annotate.core.requirements import Constraint
from annotate.core.schema import Label, Relation
from annotate.store.yaml_fields import Fields


def read_constraints(
    fields: Fields, labels: Mapping[str, Label], relations: Mapping[str, Relation]
) -> tuple[Constraint, ...]:
    fields.items("constraints")
    return ()
