"""A session as the key of what is worked out from it: the same only as long as nothing is changed."""

from __future__ import annotations

from annotate.core.session import Session


class Held:
    """Compares what is annotated by identity, so that it costs nothing; for `lru_cache`."""

    def __init__(self, session: Session, n: int = 0) -> None:
        self.session, self.n = session, n

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Held)
            and self.n == other.n
            and self.session.marks is other.session.marks
            and self.session.schema is other.session.schema
            and self.session.document is other.session.document
        )

    def __hash__(self) -> int:
        return hash((id(self.session.marks), self.n))
