"""`python -m annotate`."""

import os
import sys


def _leave_the_working_folder() -> None:
    """Take the folder that `-m` put first out of the search path.

    It may be a stranger's: a `click.py` lying there must not be what we import.
    """
    if not getattr(sys.flags, "safe_path", False) and sys.path[:1] == [os.getcwd()]:
        del sys.path[0]


if __name__ == "__main__":
    _leave_the_working_folder()

    from annotate.cli.main import main

    sys.exit(main())
