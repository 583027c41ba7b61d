"""Things as the keys of what is worked out from them, for `lru_cache`: the same only if they are the very
same objects, so that comparing costs nothing however much there is in them."""

from __future__ import annotations

from typing import Generic, TypeVar

from annotate.core.session import Session

T = TypeVar("T")


class Held:
    """What is annotated in a session, of which paragraph `n` is asked about."""

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


class Same(Generic[T]):
    """One object."""

    def __init__(self, of: T) -> None:
        self.of = of

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.of is self.of

    def __hash__(self) -> int:
        return id(self.of)


class Each(Generic[T]):
    """Each of several objects, in their order."""

    def __init__(self, of: tuple[T, ...]) -> None:
        self.of = of
        self._ids = tuple(map(id, of))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Each) and other._ids == self._ids

    def __hash__(self) -> int:
        return hash(self._ids)


class Basis(Generic[T]):
    """What something is worked out from: the same as long as these objects of it are."""

    __slots__ = ("_hash", "_ids", "_objects", "of")

    def __init__(self, of: T, *objects: object) -> None:
        self.of = of
        self._objects = objects  # Kept, so that their ids are nobody else's.
        self._ids = tuple(map(id, objects))
        self._hash = hash(self._ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Basis) and other._ids == self._ids

    def __hash__(self) -> int:
        return self._hash
