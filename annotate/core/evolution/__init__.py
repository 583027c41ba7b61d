"""How a schema changes over time, and how annotations come along.

`difference` says what changed between two versions, `Tally` what of it is in use; `migrate` takes
the records of a file from one to the other.
"""

from annotate.core.evolution.advising import Advice as Advice
from annotate.core.evolution.advising import advice as advice
from annotate.core.evolution.changes import SchemaChange as SchemaChange
from annotate.core.evolution.changes import Severity as Severity
from annotate.core.evolution.changes import Uses as Uses
from annotate.core.evolution.changes import verdict as verdict
from annotate.core.evolution.comparing import difference as difference
from annotate.core.evolution.comparing import steps_between as steps_between
from annotate.core.evolution.migrating import migrate as migrate
from annotate.core.evolution.outcomes import Migrated as Migrated
from annotate.core.evolution.outcomes import Outcome as Outcome
from annotate.core.evolution.outcomes import Spot as Spot
from annotate.core.evolution.proposing import proposed as proposed
from annotate.core.evolution.proposing import undecided as undecided
from annotate.core.evolution.reversing import NotReversible as NotReversible
from annotate.core.evolution.reversing import reverse as reverse
from annotate.core.evolution.settling import BadStep as BadStep
from annotate.core.evolution.uses import Tally as Tally
from annotate.core.evolution.versions import Way as Way
from annotate.core.evolution.versions import way as way
from annotate.core.evolution.wording import said as said
from annotate.core.evolution.wording import yaml_of as yaml_of
