"""`annotate git`: git shows and merges annotation files. Each command is a module beside this."""

from annotate.cli.lazy import Row, group

COMMANDS = (
    Row("enable", "Let git show and merge annotation files.", __name__),
    Row("disable", "Undo what `enable` has done, and nothing else.", __name__),
    Row("status", "Show what git is told.", __name__),
    Row("textconv", "Print an annotation file to be read; git calls this.", __name__),
    Row("merge-driver", "Merge three versions of a file; git calls this.", __name__),
    Row("mergetool", "Settle conflicts of a file; git calls this.", __name__),
    Row("difftool", "Show what differs in a file; git calls this.", __name__),
)

git = group("git", "Let git show and merge annotation files.", COMMANDS)
