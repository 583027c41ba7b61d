from annotate.core.migrations import Migration
from annotate.store.yaml_fields import Fields


def read_migrations(fields: Fields) -> tuple[Migration, ...]:
    fields.items("migrations")
    return ()
