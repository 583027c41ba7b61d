"""What stops a command, as opposed to what is wrong in someone's data (`core.problems`)."""


class AnnotateError(Exception):
    """A failure that a person can act on: one line of what and where, a hint of what to do.

    Only the command group turns it into words and an exit status; anything else that escapes is a bug.
    """

    exit_code = 3

    def __init__(self, message: str, *, slug: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.slug = slug
        self.hint = hint


class Findings(AnnotateError):
    """The data was read and is wrong."""

    exit_code = 1


class Outdated(Findings):
    """What was annotated has changed since: its annotations have to be brought along first.

    Whoever can ask a person offers to do that.
    """


class Usage(AnnotateError):
    """The command was called in a way that cannot work."""

    exit_code = 2


class Unreadable(AnnotateError):
    """Something cannot be read or written."""

    exit_code = 3
