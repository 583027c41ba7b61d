"""Examples of properties may take their time: the machine that tests may be a busy one."""

from hypothesis import settings

settings.register_profile("annotate", deadline=None)
settings.load_profile("annotate")
