"""Documents edited at random, every character with a name, so that it is known where each went."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import count

from annotate.core.document import Document, ParagraphMode
from annotate.core.paragraphs import paragraphs
from annotate.core.records import DocumentRecord, Origin, ParagraphRecord, Record, SpanRecord, Status

_NEAR = 60

Character = tuple[str, int]
"""A character and its name; those that were there at the start are called by their offset."""


class Edited:
    """A text under the hands of its author."""

    def __init__(
        self,
        text: str,
        chance: random.Random,
        strangers: Sequence[str] = (),
        edits: Mapping[Callable[[Edited], None], int] | None = None,
    ) -> None:
        """`strangers` are sentences from elsewhere, to insert; `edits` those that are made, with
        their weights."""
        self.edits = edits or PLAIN
        self.first = text
        self.chance = chance
        self.strangers = strangers
        self.names = count(len(text))
        self.deleted: set[str] = set()
        self.copies: dict[int, int] = {}
        self._places: dict[int, list[int]] = {}
        self._order: list[tuple[int, int]] = []
        starts, ends = paragraphs(text, ParagraphMode.AUTO)
        self.gap = "\n\n" if any(b - a > 1 for a, b in zip(ends, starts[1:], strict=False)) else "\n"
        whole = [(character, offset) for offset, character in enumerate(text)]
        self.paragraphs = [whole[a:b] for a, b in zip(starts, ends, strict=True)]
        words = re.findall(r"\w+", text)
        self.words = words or ["word"]

    @property
    def text(self) -> str:
        return self.gap.join(self._string(each) for each in self.paragraphs) + "\n"

    def survivors(self, start: int, end: int) -> set[tuple[int, int]]:
        """Where the stretch of the first text is now, if all of it is there and together, white
        space apart.

        More than one place if only copies of it are left: which is meant cannot be told.
        """
        if not self._order:
            self._place()
        wanted = [name for name in range(start, end) if not self.first[name].isspace()]
        found = set()
        for at in self._places.get(wanted[0], ()):
            there = self._order[at : at + len(wanted)]
            if not there or [self.copies.get(name, name) for name, _ in there] != wanted:
                continue
            place = there[0][1], there[-1][1] + 1
            if [name for name, _ in there] == wanted:
                return {place}
            found.add(place)
        return found

    def is_own(self, start: int, end: int, place: tuple[int, int]) -> bool:
        """Whether the place has the text of the stretch, and most of it are its own characters: the
        others were deleted and then written again as they had been."""
        if not self._order:
            self._place()
        names = [name for name, offset in self._order if place[0] <= offset < place[1]]
        wanted = [name for name in range(start, end) if not self.first[name].isspace()]
        same = sum(one == other for one, other in zip(names, wanted, strict=False))
        text = "".join(self.text[slice(*place)].split())
        return text == "".join(self.first[start:end].split()) and 2 * same > len(wanted)

    def _place(self) -> None:
        """The order of all characters that are to be seen, with their offsets."""
        offset = 0
        for paragraph in self.paragraphs:
            for character, name in paragraph:
                if not character.isspace():
                    origin = self.copies.get(name, name)
                    self._places.setdefault(origin, []).append(len(self._order))
                    self._order.append((name, offset))
                offset += 1
            offset += len(self.gap)

    def edit(self) -> str:
        """One edit; what it was."""
        self._places, self._order = {}, []
        change = self.chance.choices(list(self.edits), list(self.edits.values()))[0]
        change(self)
        self.paragraphs = [each for each in self.paragraphs if self._string(each).strip()] or [
            self._new("Nothing is left.")
        ]
        return change.__name__

    def delete_words(self) -> None:
        paragraph = self._paragraph()
        first, last = self._some_words(paragraph)
        while last < len(paragraph) and paragraph[last][0] == " ":
            last += 1
        self._forget(paragraph[first:last])
        del paragraph[first:last]

    def insert_words(self) -> None:
        paragraph = self._paragraph()
        first, _ = self._some_words(paragraph)
        paragraph[first:first] = self._new(self._phrase(paragraph, first) + " ")

    def replace_words(self) -> None:
        paragraph = self._paragraph()
        first, last = self._some_words(paragraph)
        phrase = self._phrase(paragraph, first)
        self._forget(paragraph[first:last])
        # Otherwise what is new could not be told from what was there.
        while phrase[0] == paragraph[first][0] or phrase[-1] == paragraph[last - 1][0]:
            phrase = self.chance.choice("QXZ") + phrase + self.chance.choice("qxz")
        paragraph[first:last] = self._new(phrase)

    def fix_typing_error(self) -> None:
        """A letter more, less, another, or two of them exchanged."""
        paragraph = self._paragraph()
        letters = [k for k, (character, _) in enumerate(paragraph) if character.isalpha()]
        if len(letters) < 2:
            return
        at = self.chance.choice(letters[:-1])
        match self.chance.randrange(4):
            case 0:
                del paragraph[at]
            case 1:
                paragraph[at:at] = self._new(self._letter(paragraph[at][0]))
            case 2:
                paragraph[at : at + 1] = self._new(self._letter(paragraph[at][0]))
            case _ if paragraph[at + 1][0].isalpha() and paragraph[at][0] != paragraph[at + 1][0]:
                paragraph[at], paragraph[at + 1] = paragraph[at + 1], paragraph[at]

    def delete_sentence(self) -> None:
        paragraph = self._paragraph()
        first, last = self._sentence(paragraph)
        del paragraph[first:last]

    def insert_sentence(self) -> None:
        paragraph = self._paragraph()
        first, _ = self._sentence(paragraph)
        paragraph[first:first] = self._new(self._strange() + " ")

    def replace_sentence(self) -> None:
        paragraph = self._paragraph()
        first, last = self._sentence(paragraph)
        paragraph[first:last] = self._new(self._strange() + " ")

    def move_sentence(self) -> None:
        paragraph = self._paragraph()
        first, last = self._sentence(paragraph)
        taken = paragraph[first:last]
        del paragraph[first:last]
        other = self._paragraph()
        at, _ = self._sentence(other)
        other[at:at] = [*taken, *self._new(" ")] if taken and not taken[-1][0].isspace() else taken

    def move_paragraph(self) -> None:
        moved = self.paragraphs.pop(self.chance.randrange(len(self.paragraphs)))
        self.paragraphs.insert(self.chance.randrange(len(self.paragraphs) + 1), moved)

    def delete_paragraph(self) -> None:
        if len(self.paragraphs) > 2:
            self.paragraphs.pop(self.chance.randrange(len(self.paragraphs)))

    def insert_paragraph(self) -> None:
        text = " ".join(self._strange() for _ in range(self.chance.choice((1, 2, 4))))
        self.paragraphs.insert(self.chance.randrange(len(self.paragraphs) + 1), self._new(text))

    def replace_paragraph(self) -> None:
        """By a stranger."""
        text = " ".join(self._strange() for _ in range(self.chance.choice((1, 2, 4))))
        self.paragraphs[self.chance.randrange(len(self.paragraphs))] = self._new(text)

    def copy_paragraph(self) -> None:
        """The same text a second time."""
        paragraph = self._paragraph()
        copy = self._new(self._string(paragraph))
        for (_, name), (_, other) in zip(paragraph, copy, strict=True):
            self.copies[other] = self.copies.get(name, name)
        self.paragraphs.insert(self.chance.randrange(len(self.paragraphs) + 1), copy)

    def split_paragraph(self) -> None:
        index = self.chance.randrange(len(self.paragraphs))
        paragraph = self.paragraphs[index]
        _, at = self._sentence(paragraph)
        if 0 < at < len(paragraph):
            self.paragraphs[index : index + 1] = [paragraph[:at], paragraph[at:]]

    def merge_paragraphs(self) -> None:
        if len(self.paragraphs) > 2:
            index = self.chance.randrange(len(self.paragraphs) - 1)
            one, two = self.paragraphs[index : index + 2]
            self.paragraphs[index : index + 2] = [[*one, *self._new(" "), *two]]

    def _paragraph(self) -> list[Character]:
        """One of them, the longer the likelier."""
        return self.chance.choices(self.paragraphs, [len(each) + 1 for each in self.paragraphs])[0]

    def _some_words(self, paragraph: Sequence[Character]) -> tuple[int, int]:
        found = [match.span() for match in re.finditer(r"\w+", self._string(paragraph))]
        if not found:
            return 0, len(paragraph)
        first = self.chance.randrange(len(found))
        last = min(len(found) - 1, first + self.chance.choice((0, 0, 0, 1, 2)))
        return found[first][0], found[last][1]

    def _sentence(self, paragraph: Sequence[Character]) -> tuple[int, int]:
        pattern = r"(?:[^.!?]|[.!?](?!\s))+[.!?]*\s*"
        found = [match.span() for match in re.finditer(pattern, self._string(paragraph))]
        return self.chance.choice(found) if found else (0, len(paragraph))

    def _phrase(self, paragraph: Sequence[Character], at: int) -> str:
        """Words of the text itself, the likeliest to be taken for others; but none that stands near
        or was deleted: to write again what was there is no change that could be seen."""
        near = self._string(paragraph[max(0, at - _NEAR) : at + _NEAR])
        words = [each for each in self.words if each not in near and each not in self.deleted]
        number = self.chance.choice((1, 1, 2, 3))
        return " ".join(self.chance.choice(words or ["else"]) for _ in range(number))

    def _forget(self, deleted: Sequence[Character]) -> None:
        self.deleted.update(re.findall(r"\w+", self._string(deleted)))

    def _letter(self, other: str) -> str:
        return self.chance.choice([each for each in "aeinrst" if each != other])

    def _strange(self) -> str:
        return self.chance.choice(self.strangers)

    def _new(self, text: str) -> list[Character]:
        return [(character, next(self.names)) for character in text]

    @staticmethod
    def _string(paragraph: Sequence[Character]) -> str:
        return "".join(character for character, _ in paragraph)


Edit = Callable[[Edited], None]

PLAIN: Mapping[Edit, int] = {
    Edited.delete_words: 10,
    Edited.insert_words: 10,
    Edited.replace_words: 10,
    Edited.fix_typing_error: 10,
    Edited.move_paragraph: 5,
}
"""What authors do, with weights."""

ROUGH: Mapping[Edit, int] = {
    **PLAIN,
    Edited.delete_sentence: 3,
    Edited.insert_sentence: 3,
    Edited.replace_sentence: 2,
    Edited.move_sentence: 3,
    Edited.delete_paragraph: 1,
    Edited.insert_paragraph: 2,
    Edited.replace_paragraph: 1,
    Edited.copy_paragraph: 1,
    Edited.split_paragraph: 2,
    Edited.merge_paragraphs: 2,
}
"""And what leads astray."""

WHOLE: frozenset[Edit] = frozenset({Edited.copy_paragraph, Edited.replace_paragraph})
"""Those of them that leave nothing to tell of a document that is one paragraph."""


def document(text: str, sha256: str = "1" * 64) -> Document:
    starts, ends = paragraphs(text, ParagraphMode.AUTO)
    return Document("d", "d.txt", text, sha256, "utf-8", False, ParagraphMode.AUTO, starts, ends)


def records(text: str, spans: Sequence[tuple[int, int]]) -> list[Record]:
    """The annotation file of the text, with those of the spans that lie in a paragraph; all done."""
    about = document(text)
    head = DocumentRecord(1, "d", "d.txt", "0" * 64, "utf-8", "s", "1.0.0", "ana")
    made: list[Record] = [head]
    waiting = sorted(set(spans), reverse=True)
    for n in range(1, len(about) + 1):
        paragraph = about.paragraph(n)
        made.append(ParagraphRecord(n, paragraph.start, about.text_of(paragraph), Status.DONE))
        while waiting and waiting[-1][0] < paragraph.end:
            start, end = waiting.pop()
            if paragraph.start <= start < end <= paragraph.end and text[start:end].strip():
                made.append(
                    SpanRecord(
                        id=f"{len(made):08}", label="x", start=start, end=end,
                        quote=text[start:end], origin=Origin.HUMAN,
                    )
                )  # fmt: skip
    return made
