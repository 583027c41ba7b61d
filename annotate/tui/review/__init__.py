"""The screen of `annotate review`: questions that annotators answered differently, one by one.

A question is in hand (`state.hand`) while the state is `Judging`; digits take its versions. Editing
freely is `Reading` and what follows from it, as in `label`, until the reviewer goes back.
"""
