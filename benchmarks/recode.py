"""The least that can be done with annotation files: decode and encode each line. `recode.py FILE…`"""

import sys

import msgspec

from annotate.core.records import Record

decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)
encoder = msgspec.json.Encoder()
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        for line in file:
            encoder.encode(decoder.decode(line))
