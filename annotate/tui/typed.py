"""The line being typed, shown so that it can do no harm: what is pasted may hold anything."""

from __future__ import annotations

from prompt_toolkit.formatted_text.utils import fragment_list_to_text
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput

from annotate.core.display import cells


class Harmless(Processor):
    """Shows substitutes in place of what must not be seen as it is, and keeps the cursor right."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        text = fragment_list_to_text(transformation_input.fragments)
        shown = ""
        places: list[int] = []
        back: list[int] = []
        for cell in cells(text, 0, len(text)):
            places += [len(shown)] * (cell.end - cell.start)
            back += [cell.start] * len(cell.shown)
            shown += cell.shown
        if shown == text:
            return Transformation(transformation_input.fragments)
        return Transformation(
            [("", shown)],
            source_to_display=lambda at: places[at] if at < len(places) else len(shown) + at - len(text),
            display_to_source=lambda at: back[at] if at < len(back) else len(text) + at - len(shown),
        )
