"""The whole program on a disk that goes wrong: `child.py KIND AT [MORE] -- ARGUMENTS`.

    die AT before|half|after      the process is killed at call number AT
    fail AT ENOSPC|EIO|... TIMES  the call fails, and so do TIMES - 1 after it

ARGUMENTS are those of the command. Run it from the root of the repository.
"""

from __future__ import annotations

import errno
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from annotate.store.desk import open_desk
from tests.faults.disk import DyingDisk, FailingDisk, HookedDisk


def disk_of(kind: str, at: str, *more: str) -> HookedDisk:
    if kind == "die":
        return DyingDisk(int(at), *more)
    name, times = more
    return FailingDisk(int(at), getattr(errno, name), int(times))


def main() -> None:
    end = sys.argv.index("--")
    open_desk.__kwdefaults__["disk"] = disk_of(*sys.argv[1:end])
    sys.argv[:] = ["annotate", *sys.argv[end + 1 :]]
    from annotate.cli.main import main as command

    command()


if __name__ == "__main__":
    main()
