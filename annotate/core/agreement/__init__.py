"""How far annotators agree: coefficients from counts, never from a list of all items.

`layout` counts what was answered, `coefficients`, `alpha`, `weighted`, `hits` and `unitizing` are the
figures, `resampling` their intervals. `collecting` makes the counts from annotation files that are
read side by side, `figures` puts all of it together.
"""
