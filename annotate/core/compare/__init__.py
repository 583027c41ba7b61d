"""What differs between annotation files of one document, as typed data.

`blocks` parts a file into paragraphs with what hangs on them, `matching` says which annotations are
the same on both sides, `differences` what is not the same about them. Diff, merge, agreement and
review all start from these.
"""
