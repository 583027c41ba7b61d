"""How far annotators agree: coefficients from counts, never from a list of all items.

`layout` counts what was answered, `coefficients`, `alpha`, `weighted`, `hits`, `unitizing` and
`lengths` are the figures, `resampling` their intervals. `collecting` makes the counts from annotation
files that are read side by side, `plans` says how figures are made from them, `figures` puts all of
it together.
"""
