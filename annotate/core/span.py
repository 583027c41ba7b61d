"""Where an annotation lies in its document."""

import msgspec


class Span(msgspec.Struct, frozen=True, order=True):
    """A stretch of one document: `document.text[span.start:span.end]`.

    Offsets count Unicode code points from the start of the document, half-open;
    never bytes or screen columns, so a record outlives re-encoding and re-wrapping.
    Raises ValueError if the stretch is empty, backwards or before the start.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"need 0 <= start < end, got {self.start}:{self.end}")

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end
