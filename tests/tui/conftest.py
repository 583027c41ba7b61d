from pathlib import Path

import pytest

from annotate.core.schema import Schema
from tests.tui.typist import news_claims, schema_of


@pytest.fixture(scope="session")
def claims() -> Schema:
    return news_claims()


@pytest.fixture
def schema(tmp_path: Path):  # type: ignore[no-untyped-def]
    """A schema from YAML: `schema("labels: [a, b]")`."""
    return lambda yaml: schema_of(yaml, tmp_path)
