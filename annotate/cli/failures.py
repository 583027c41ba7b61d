"""What stops a command, in words and as an exit status. Anything that escapes is a bug."""

import errno
from collections.abc import Callable

from annotate.cli import output
from annotate.errors import AnnotateError, Unreadable
from annotate.report.words import hint_line

INTERRUPTED = 130
_WRITING = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)


def guarded(command: Callable[[], int]) -> int:
    """The exit status of the command, after saying what stopped it if something did."""
    output.prepare()
    try:
        status = command()
        output.flush()
    except BrokenPipeError:
        # Whoever read our output has seen enough, as in `annotate validate … | head`.
        output.close()
        return Unreadable.exit_code
    except AnnotateError as failure:
        return _tell(failure)
    except OSError as error:
        output.close()
        return _tell(_refused(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def words(failure: AnnotateError, said: set[str] | None = None) -> list[str]:
    """The lines that tell a person what happened and what to do; of a hint in `said` is nothing told,
    any other gets into it."""
    said = set() if said is None else said
    problems = getattr(failure, "problems", ())
    if problems:
        from annotate.report.problems import lines

        return list(lines(problems, said))
    what = f"{failure.message} [{failure.slug}]" if failure.slug else failure.message
    if not failure.hint or failure.hint in said:
        return [what]
    said.add(failure.hint)
    return [what, hint_line(failure.hint)]


def _tell(failure: AnnotateError) -> int:
    for line in words(failure):
        output.note(line)
    return failure.exit_code


def _refused(error: OSError) -> Unreadable:
    where = f"{error.filename}: " if error.filename else ""
    slug = "cannot-write" if error.errno in _WRITING else "cannot-read"
    return Unreadable(f"{where}{error.strerror or error}", slug=slug)
