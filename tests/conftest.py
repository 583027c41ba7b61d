"""What holds for all tests, on whatever machine and in whatever way they are run."""

import signal

from hypothesis import settings

# The machine may be a busy one: examples of properties may take their time.
settings.register_profile("annotate", deadline=None)
settings.load_profile("annotate")

# What a script runs in the background ignores ctrl-c, and so would all the programs that tests press it in.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
