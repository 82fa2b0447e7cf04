"""Decodes frames with the C extension of PyPI's cobs, for `make bench`; run in the environment of packaging/python-venv.

    cobs_peer.py FRAME COUNT

FRAME is one frame in hex, without its closing zero. For each line on standard input COUNT such frames are decoded, one call
each, and the seconds of CPU time it took are printed. cobs undoes the stuffing and nothing else: it finds no frames in a stream, and
checks no checksum.
"""

import sys
import time

from cobs import cobs

if not cobs._using_extension:
    sys.exit("cobs_peer: cobs came without its C extension")

frame = bytes.fromhex(sys.argv[1])
# Frames of their own, as they would come.
frames = [bytes(bytearray(frame)) for _ in range(int(sys.argv[2]))]
decode = cobs.decode
print("ready", flush=True)
for _ in sys.stdin:
    begin = time.thread_time()
    for each in frames:
        decode(each)
    print(time.thread_time() - begin, flush=True)
