"""Two annotation files that were made from a third, put together again.

`things` says which annotation is which on the three sides, `weaving` puts the fields of one together,
`annotations`, `links` and `remarks` decide what becomes of spans, relations and paragraphs where both
sides changed the same, `texts` brings the sides to one text. `merging` joins all of it.
"""

from annotate.core.merge.conflicts import Choice as Choice
from annotate.core.merge.conflicts import Conflict as Conflict
from annotate.core.merge.conflicts import Unmergeable as Unmergeable
from annotate.core.merge.merging import Merged as Merged
from annotate.core.merge.merging import merge as merge
