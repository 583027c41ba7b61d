"""Label schemas: where they lie, and how they are read."""

from annotate.store.schemas.files import JSON_SCHEMA as JSON_SCHEMA
from annotate.store.schemas.files import find_schema as find_schema
from annotate.store.schemas.files import is_path as is_path
from annotate.store.schemas.files import json_schema as json_schema
from annotate.store.schemas.files import outdated_json_schema as outdated_json_schema
from annotate.store.schemas.files import project_schemas as project_schemas
from annotate.store.schemas.files import read_bytes as read_bytes
from annotate.store.schemas.files import shipped_schemas as shipped_schemas
from annotate.store.schemas.loading import SchemaErrors as SchemaErrors
from annotate.store.schemas.loading import load_schema as load_schema
from annotate.store.schemas.loading import parse_schema as parse_schema
from annotate.store.schemas.loading import read_schema as read_schema
