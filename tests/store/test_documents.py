import hashlib
import os
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.core.display import display
from annotate.core.document import Document, ParagraphMode
from annotate.errors import AnnotateError, Findings, Unreadable, Usage
from annotate.store import documents
from annotate.store.documents import document_id, find_documents, read_document


def written(folder: Path, content: bytes, name: str = "d.txt") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def refused(path: Path, **options: str) -> AnnotateError:
    with pytest.raises(AnnotateError) as caught:
        read_document(path, **options)  # type: ignore[arg-type]
    assert caught.value.slug
    assert caught.value.hint
    assert "\n" not in display(str(caught.value))
    assert str(path) in str(caught.value)
    return caught.value


def test_a_document_is_its_bytes_decoded_and_nothing_else(tmp_path: Path) -> None:
    content = "Zoe\u0308 said:\r\n“so”\rand\n\nleft.\n".encode()
    document = read_document(written(tmp_path, content))
    assert document.text.encode() == content
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert (document.id, document.encoding, document.bom) == ("d", "utf-8", False)
    assert document.source == (tmp_path / "d.txt").as_posix()


def test_a_byte_order_mark_is_dropped_and_remembered(tmp_path: Path) -> None:
    document = read_document(written(tmp_path, b"\xef\xbb\xbfone"))
    assert (document.text, document.bom) == ("one", True)
    assert document.sha256 == hashlib.sha256(b"\xef\xbb\xbfone").hexdigest()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_marked_encodings_are_read_when_named(tmp_path: Path, encoding: str) -> None:
    document = read_document(written(tmp_path, "größer\n".encode(encoding)), encoding=encoding)
    assert (document.text, document.bom) == ("größer\n", True)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16-le", "cp1252", "utf-16-be"])
def test_unmarked_encodings_are_read_when_named(tmp_path: Path, encoding: str) -> None:
    document = read_document(written(tmp_path, "größer\n".encode(encoding)), encoding=encoding)
    assert (document.text, document.bom) == ("größer\n", False)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"one\ntwo \xff three", ":2: byte 8 0xFF"),
        (b"caf\xe9", ":1: byte 3 0xE9"),
        (b"\xc0\xaf", ":1: byte 0 0xC0"),
        (b"a\xed\xa0\x80", ":1: byte 1 0xED"),
        (b"a\n\n\xf0\x9f\x98", ":3: byte 3 0xF0"),
    ],
)
def test_what_is_not_utf_8_is_named_by_line_and_byte(tmp_path: Path, content: bytes, place: str) -> None:
    error = refused(written(tmp_path, content))
    assert isinstance(error, Findings)
    assert error.slug == "bad-encoding"
    assert place in error.message
    assert "--encoding" in error.hint


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_text_marked_as_another_encoding_is_recognized(tmp_path: Path, encoding: str) -> None:
    error = refused(written(tmp_path, "some text".encode(encoding)))
    assert f"--encoding {encoding}" in error.hint


def test_unmarked_utf_16_is_not_mistaken_for_text(tmp_path: Path) -> None:
    error = refused(written(tmp_path, "some text".encode("utf-16-le")))
    assert error.slug == "binary"
    assert "utf-16" in error.hint


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"\x00\xd8", "utf-16-le"),
        (b"\xff\xfea", "utf-16"),
        (b"a\x00\x00", "utf-32"),
        (b"+2AA-", "utf-7"),
    ],
)
def test_half_characters_are_refused_in_every_encoding(tmp_path: Path, content: bytes, encoding: str) -> None:
    assert refused(written(tmp_path, content), encoding=encoding).slug == "bad-encoding"


@pytest.mark.parametrize(
    "encoding",
    ["nonsense", "rot13", "hex", "zlib", "undefined", "idna", "unicode_escape", "", "a\0b"],
)
def test_what_is_no_text_encoding_is_wrong_usage(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(Usage, match="not a text encoding"):
        read_document(written(tmp_path, b"text"), encoding=encoding)


def test_a_nul_in_a_text_is_text(tmp_path: Path) -> None:
    document = read_document(written(tmp_path, b"one\x00two and more words"))
    assert display(document.text) == "one^@two and more words"


def test_colored_terminal_output_is_text(tmp_path: Path) -> None:
    text = "\x1b[31mred\x1b[0m " * 20
    assert read_document(written(tmp_path, text.encode())).text == text


@pytest.mark.parametrize("content", [b"\x7fELF\x02\x01\x01" + bytes(60), bytes(range(128)), b"\x00" * 500])
def test_binary_data_is_refused_with_the_reason(tmp_path: Path, content: bytes) -> None:
    assert refused(written(tmp_path, content)).slug == "binary"


@pytest.mark.parametrize("content", [b"", b"\n", b" \t\r\n\xc2\xa0", b"\xef\xbb\xbf"])
def test_a_file_without_text_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refused(written(tmp_path, content)).slug == "empty-document"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "a folder" in refused(tmp_path).message


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "d.txt")
    assert "a named pipe" in refused(tmp_path / "d.txt").message


def test_a_device_is_refused() -> None:
    assert "a device" in refused(Path("/dev/zero")).message


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("d.txt")
        assert refused(Path("d.txt")).exit_code == 3


def test_a_broken_link_says_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "d.txt").symlink_to("gone.txt")
    error = refused(tmp_path / "d.txt")
    assert "leads nowhere" in error.message
    assert "gone.txt" in error.hint


def test_a_link_to_itself_and_a_missing_file_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    assert "symbolic links" in refused(tmp_path / "loop.txt").message
    assert "No such file" in refused(tmp_path / "none.txt").message


def test_an_impossible_name_is_answered() -> None:
    for name in ("a\0b", "x" * 300, "d.txt/e"):
        with pytest.raises(Unreadable):
            read_document(name)


def test_a_file_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "d.txt"
    with path.open("wb") as file:
        file.truncate(documents.LIMIT + 1)  # sparse
    error = refused(path)
    assert (error.slug, "64 MiB" in error.message) == ("too-large", True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300))
def test_every_byte_string_is_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path, content)
    try:
        document = read_document(path)
    except AnnotateError as error:
        assert error.slug and error.hint
    else:
        assert document.text.encode() == content.removeprefix(b"\xef\xbb\xbf")
        assert len(document) >= 1


def test_the_paragraph_mode_is_passed_on(tmp_path: Path) -> None:
    path = written(tmp_path, b"one\nmore\n\ntwo")
    assert len(read_document(path)) == 2
    assert len(read_document(path, mode=ParagraphMode.LINE)) == 3


def test_an_id_is_the_path_below_the_root_without_suffix() -> None:
    assert document_id("corpus/2024/may.first.txt", "corpus") == "2024/may.first"
    assert document_id("elsewhere/may.txt", "corpus") == "may"
    assert document_id("corpus/2024/may.txt") == "may"


def test_documents_below_a_folder_come_in_a_stable_order(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.md",
        "a/b/c.txt",
        "A.TXT",
        "c.ann.jsonl",
        ".hidden.txt",
        ".git/x.txt",
        "i.png",
    ):
        written(tmp_path, b"text", name)
    found = [path.relative_to(tmp_path).as_posix() for path in find_documents(tmp_path)]
    assert found == ["A.TXT", "a/b/c.txt", "a/z.md", "b.txt"]


def test_links_that_leave_the_folder_are_not_followed(tmp_path: Path) -> None:
    written(tmp_path, b"secret", "outside/s.txt")
    inside = written(tmp_path, b"text", "corpus/a.txt")
    (tmp_path / "corpus/s.txt").symlink_to(tmp_path / "outside/s.txt")
    (tmp_path / "corpus/more").symlink_to(tmp_path / "outside")
    (tmp_path / "corpus/same.txt").symlink_to("a.txt")
    (tmp_path / "corpus/broken.txt").symlink_to("gone.txt")
    os.mkfifo(tmp_path / "corpus/pipe.txt")
    assert find_documents(tmp_path / "corpus") == [inside, tmp_path / "corpus/same.txt"]


def test_a_single_file_is_found_whatever_its_suffix(tmp_path: Path) -> None:
    path = written(tmp_path, b"text", "notes.log")
    assert find_documents(path) == [path]


def test_a_folder_without_documents_and_a_missing_one_are_told(tmp_path: Path) -> None:
    with pytest.raises(Findings, match="holds no document"):
        find_documents(tmp_path)
    with pytest.raises(Unreadable, match="No such file"):
        find_documents(tmp_path / "none")


CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(params=["article", "hebrew", "scripts"])
def sample(request: pytest.FixtureRequest) -> Document:
    return read_document(CORPUS / f"{request.param}.txt", root=CORPUS)


def test_samples_are_found_and_keep_their_offsets(sample: Document) -> None:
    assert CORPUS / f"{sample.id}.txt" in find_documents(CORPUS)
    assert len(sample) >= 8
    for n in range(1, len(sample) + 1):
        paragraph = sample.paragraph(n)
        assert sample.text_of(paragraph) == sample.text[paragraph.start : paragraph.end]
        assert sample.at(paragraph.end - 1) == paragraph


def test_the_sample_article_has_what_is_hard_about_articles() -> None:
    article = read_document(CORPUS / "article.txt")
    assert len(article) >= 40
    assert 12_000 <= len(article.text) <= 14_500
    assert not article.text.endswith("\n")
    for trait in (". .", ".” “", " – ", "’", " of all the parties."):
        assert trait in article.text


def test_the_script_sample_keeps_its_line_ends() -> None:
    scripts = read_document(CORPUS / "scripts.txt")
    assert "\r\n\r\n" in scripts.text
    assert "\n" not in scripts.text.replace("\r\n", "")
