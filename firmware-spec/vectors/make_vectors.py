#!/usr/bin/env python3
"""Writes frames.json, streams.json, reports.json and messages.json beside itself.

    make_vectors.py [--check]

An implementation of its own, written from protocol.md and the tables with Python's standard library alone, so that the
vectors do not repeat a fault of the code they test. With --check it writes nothing, and its exit status tells whether the
files are what it would write. Test ids are stable: add cases at the end, never renumber.
"""

import json
import pathlib
import sys

SOURCE = "make_vectors.py: an implementation of its own, written from protocol.md and the tables"
LONGEST_FRAME = 192
OVERHEAD = 6
LONGEST_BODY = LONGEST_FRAME - OVERHEAD
LONGEST_SEALED_BODY = LONGEST_BODY - 17
REPORT = 64
HOST, DEVICE = "host-to-device", "device-to-host"


# Frames.


def crc(data, start=0xFFFF):
    """CRC-16/X-25, bit by bit (RFC 1662 appendix C)."""
    register = start
    for byte in data:
        register ^= byte
        for _ in range(8):
            register = (register >> 1) ^ (0x8408 if register & 1 else 0)
    return register ^ 0xFFFF


assert crc(b"123456789") == 0x906E


def cobs(data):
    return b"".join(bytes([len(block) + 1]) + block for block in data.split(b"\0"))


def packet(identifier, sequence, body=b"", check=None):
    data = bytes([identifier, sequence]) + body
    return data + (crc(data) if check is None else check).to_bytes(2, "little")


def frame(identifier, sequence, body=b"", check=None):
    return cobs(packet(identifier, sequence, body, check)) + b"\0"


def reports(data):
    """Cuts bytes into HID reports, the last filled up with zeros."""
    return [data[at:at + REPORT].ljust(REPORT, b"\0") for at in range(0, len(data), REPORT)]


def check_hamming_distance(size=LONGEST_FRAME - 2):
    """What REQ-FRM-006 says: no 1, 2 or 3 flipped bits of a packet of this size pass, and how many sets of 4 do.

    The checksum is linear: flips pass unseen where the syndromes of their places cancel out.
    """
    bits = size * 8
    register, syndromes = 1, []
    for _ in range(bits):
        syndromes.append(register)
        register = (register >> 1) ^ (0x8408 if register & 1 else 0)
    places = {syndrome: place for place, syndrome in enumerate(syndromes)}
    assert len(places) == bits and 0 not in places, "one or two flips pass"
    pairs = {}
    for left in range(bits):
        for right in range(left + 1, bits):
            total = syndromes[left] ^ syndromes[right]
            assert total not in places, "three flips pass"
            pairs[total] = pairs.get(total, 0) + 1
    # Each set of four is found as three ways to make two pairs of it.
    fours = sum(count * (count - 1) // 2 for count in pairs.values()) // 3
    return bits, fours


# Fields.


def u16(number):
    return number.to_bytes(2, "little")


def u32(number):
    return number.to_bytes(4, "little")


def u64(number):
    return number.to_bytes(8, "little")


def i32(number):
    return number.to_bytes(4, "little", signed=True)


def text8(text):
    data = text if isinstance(text, bytes) else text.encode()
    return bytes([len(data)]) + data


def host_hello(tag, lowest=1, highest=1):
    return bytes([lowest, highest]) + u32(tag)


def device_hello(version, tag, capabilities, *texts, taken=(0, 0), paired=0):
    return (bytes([version]) + u32(tag) + u32(taken[0]) + bytes([taken[1]]) + u32(capabilities) + bytes([paired])
            + b"".join(text8(text) for text in texts))


def record(slot=0, kind=1, algorithm=1, digits=6, period=0, counter=0, label="", suite=""):
    return bytes([slot, kind, algorithm, digits]) + u16(period) + u64(counter) + text8(label) + text8(suite)


def record_fields(slot=0, kind="hotp", algorithm="sha1", digits=6, period=0, counter=0, label="", suite=""):
    return {"slot": slot, "kind": kind, "algorithm": algorithm, "digits": digits, "period": period,
            "counter": str(counter), "label": label, "suite": suite}


def status(about=1, battery=100, tamper=0, self_test=0, pin=0, tries=0, hosts=0, uptime=0):
    return bytes([about, battery, tamper, self_test, pin, tries, hosts]) + u32(uptime)


# The files.


def zero_checksum():
    """A body that makes the checksum hold a zero byte, so that COBS has one to take away at the very end."""
    for number in range(65536):
        body = u16(number)
        if crc(bytes([0x90, 0]) + body) >> 8 == 0:
            return body
    raise AssertionError


def frames():
    tests = []

    def valid(comment, identifier, sequence, body=b""):
        tests.append({"comment": comment, "wire": frame(identifier, sequence, body).hex(), "id": identifier,
                      "sequence": sequence, "body": body.hex(), "result": "valid"})

    def invalid(comment, wire, fault):
        tests.append({"comment": comment, "wire": wire.hex(), "fault": fault, "result": "invalid"})

    valid("a ping", 0x03, 0, b"\x07")
    valid("an acknowledgement: no body, its number says which frame", 0x02, 9)
    valid("key 1", 0x90, 0xFF, b"1")
    valid("zeros alone", 0x00, 0, bytes(5))
    valid("the longest body, no zero in it", 0x10, 1, b"x" * LONGEST_BODY)
    valid("the longest body, zeros alone", 0x7F, 0, bytes(LONGEST_BODY))
    valid("the longest body of a message that a session carries", 0x10, 1, b"x" * LONGEST_SEALED_BODY)
    valid("a checksum that ends in a zero", 0x90, 0, zero_checksum())
    valid("all byte values, first part", 0x7E, 3, bytes(range(LONGEST_BODY)))
    valid("all byte values, last part", 0x7E, 4, bytes(range(256 - LONGEST_BODY, 256)))
    valid("exactly one HID report", 0x10, 5, b"r" * (REPORT - OVERHEAD))
    valid("one byte more than a HID report", 0x10, 6, b"r" * (REPORT - OVERHEAD + 1))
    good = frame(0x90, 5, b"4")
    check = crc(b"\x90\x054")
    invalid("one bit of the body flipped", good[:3] + bytes([good[3] ^ 1]) + good[4:], "badChecksum")
    invalid("the checksum's bytes swapped",
            frame(0x90, 5, b"4", int.from_bytes(check.to_bytes(2, "little"), "big")), "badChecksum")
    invalid("the checksum of CRC-16/KERMIT (started at zero, not complemented)",
            frame(0x90, 5, b"4", crc(b"\x90\x054", start=0) ^ 0xFFFF), "badChecksum")
    invalid("a zero more at the end, by a lost code byte", cobs(packet(0x90, 5, b"4") + b"\0") + b"\0", "badChecksum")
    invalid("the packet is empty", b"\x01\0", "tooShort")
    invalid("three bytes", cobs(b"\x90\x05\x34") + b"\0", "tooShort")
    invalid("a checksum and nothing it is over", cobs(crc(b"").to_bytes(2, "little")) + b"\0", "tooShort")
    invalid("an id and its checksum, no sequence number", cobs(b"\x90" + crc(b"\x90").to_bytes(2, "little")) + b"\0",
            "tooShort")
    invalid("the end is missing", good[:-2] + b"\0", "badEncoding")
    invalid("the code byte points past the end", b"\x09" + good[1:], "badEncoding")
    invalid("code byte FF", b"\xff" + good[1:], "badEncoding")
    invalid("one byte more than the longest frame, all else right", frame(0x10, 1, b"x" * (LONGEST_BODY + 1)), "tooLong")
    invalid("a thousand bytes", b"\x01" * 1000 + b"\0", "tooLong")
    invalid("version 0's hello, cut in the middle", bytes.fromhex("00020101010401")[1:] + b"\0", "badEncoding")
    return tests


def ok(identifier, sequence, body=b""):
    return {"id": identifier, "sequence": sequence, "body": body.hex()}


def bad(fault):
    return {"fault": fault}


def streams():
    tests = []

    def add(comment, wire, *outcomes):
        damaged = any("fault" in outcome for outcome in outcomes)
        tests.append({"comment": comment, "wire": wire.hex(), "outcomes": list(outcomes),
                      "result": "invalid" if damaged else "valid"})

    one, two, three = (frame(0x90, number, bytes([0x30 + number])) for number in (1, 2, 3))
    seen = [ok(0x90, number, bytes([0x30 + number])) for number in (1, 2, 3)]
    longest = frame(0x10, 7, b"\xff" * LONGEST_BODY)
    add("nothing", b"")
    add("three frames", one + two + three, *seen)
    add("zeros before, between and after", b"\0\0" + one + b"\0" + two + b"\0\0\0", *seen[:2])
    add("a frame that has not ended", one + two[:-1], seen[0])
    add("text, then a zero, then a frame", b"login: \0" + one, bad("badEncoding"), seen[0])
    add("text runs into a frame, the next is whole", b"login: " + one + two, bad("badEncoding"), seen[1])
    add("the first frame's head is missing", one[3:] + two, bad("badEncoding"), seen[1])
    add("the zero between two frames is missing", one[:-1] + two + three, bad("badChecksum"), seen[2])
    add("half a frame, then a zero, as a hello begins", one[:4] + b"\0" + two, bad("badEncoding"), seen[1])
    add("a flood without a zero, then a frame", b"\xaa" * 4096 + b"\0" + three, bad("tooLong"), seen[2])
    add("a wrong checksum between two frames", one + two[:3] + b"\x39" + two[4:] + three, seen[0], bad("badChecksum"),
        seen[2])
    add("the longest frames, one behind the other", longest * 2, *[ok(0x10, 7, b"\xff" * LONGEST_BODY)] * 2)
    add("a frame too long by one, then the longest", frame(0x10, 7, b"\xff" * (LONGEST_BODY + 1)) + longest,
        bad("tooLong"), ok(0x10, 7, b"\xff" * LONGEST_BODY))
    add("the same frame twice: the framing does not mind", one + one, seen[0], seen[0])
    return tests


def report_files():
    tests = []

    def add(comment, *whole):
        seen = []
        for wire, outcome in whole:
            seen.append(outcome)
        data = b"".join(wire for wire, _ in whole)
        tests.append({"comment": comment, "frames": [wire.hex() for wire, _ in whole],
                      "reports": [report.hex() for report in reports(data)], "outcomes": seen, "result": "valid"})

    def arrives(comment, cut, result, *outcomes):
        tests.append({"comment": comment, "reports": [report.hex() for report in cut], "outcomes": list(outcomes),
                      "result": result})

    def made(identifier, sequence, body=b""):
        return frame(identifier, sequence, body), ok(identifier, sequence, body)

    add("a key press fills one report", made(0x90, 1, b"1"))
    add("exactly one report, nothing to fill", made(0x10, 1, b"r" * (REPORT - OVERHEAD)))
    add("one byte into the second report", made(0x10, 1, b"r" * (REPORT - OVERHEAD + 1)))
    add("the closing zero alone in the second report, as good as filling", made(0x10, 2, b"s" * (REPORT - OVERHEAD + 1)))
    add("the longest frame: three reports, nothing to fill", made(0x10, 1, b"x" * LONGEST_BODY))
    add("two frames in one report", made(0x02, 4), made(0x90, 2, b"7"))
    add("a frame across the border of two reports", made(0x10, 1, b"t" * 50), made(0x90, 2, b"7"))
    add("a hello with its zero in front", (b"\0" + frame(0x01, 0, host_hello(1)), ok(0x01, 0, host_hello(1))))
    one, two = frame(0x90, 1, b"1"), frame(0x90, 2, b"2")
    arrives("a report of zeros says nothing", [bytes(REPORT)], "valid")
    arrives("each frame in a report of its own", reports(one) + reports(two), "valid", ok(0x90, 1, b"1"),
            ok(0x90, 2, b"2"))
    arrives("zeros first, as a sender may write them", [one.rjust(REPORT, b"\0")], "valid", ok(0x90, 1, b"1"))
    longest = reports(frame(0x10, 1, b"x" * LONGEST_BODY))
    arrives("the first of three reports was lost; the next frame is found", longest[1:] + reports(two), "invalid",
            bad("badEncoding"), ok(0x90, 2, b"2"))
    arrives("the last of three reports was lost: the next frame is lost with it, the one behind is found",
            longest[:2] + reports(one) + reports(two), "invalid", bad("badEncoding"), ok(0x90, 2, b"2"))
    return tests


def messages():
    tests = []

    def valid(comment, direction, identifier, body, rewritten=None, **fields):
        extra = {} if rewritten is None else {"rewritten": rewritten.hex()}
        tests.append({"comment": comment, "direction": direction, "id": identifier, "body": body.hex(),
                      "message": fields, **extra, "result": "valid"})

    def more(comment, direction, identifier, body, extra, **fields):
        valid(f"{comment}, with fields of a later version", direction, identifier, body + extra, rewritten=body, **fields)

    def invalid(comment, direction, identifier, body, fault=None):
        named = {} if fault is None else {"fault": fault}
        tests.append({"comment": comment, "direction": direction, "id": identifier, "body": body.hex(), **named,
                      "result": "invalid"})

    def unknown(comment, direction, identifier, body):
        valid(comment, direction, identifier, body, name="unrecognized")

    def cut(name, direction, identifier, body, shortest=0):
        """Every body that ends before its last fixed field does."""
        for length in range(shortest, len(body)):
            invalid(f"{name}, {length} of {len(body)} bytes", direction, identifier, body[:length], "tooShort")

    host_messages(valid, more, invalid, unknown, cut)
    device_messages(valid, more, invalid, unknown, cut)
    return tests


def host_messages(valid, more, invalid, unknown, cut):
    hello = host_hello(1)
    valid("hello, version 1 alone", HOST, 0x01, hello, name="hello", lowest=1, highest=1, tag=1)
    valid("hello, a range and the highest tag", HOST, 0x01, host_hello(0xFFFFFFFF, 1, 255), name="hello", lowest=1,
          highest=255, tag=0xFFFFFFFF)
    valid("hello, the lowest byte first", HOST, 0x01, host_hello(0x01020304), name="hello", lowest=1, highest=1,
          tag=0x01020304)
    more("hello", HOST, 0x01, host_hello(3, 2, 9), b"\x04\x05", name="hello", lowest=2, highest=9, tag=3)
    invalid("hello, range upside down", HOST, 0x01, host_hello(1, 3, 2), "outOfRange")
    invalid("hello, tag 0", HOST, 0x01, host_hello(0), "outOfRange")
    cut("hello", HOST, 0x01, hello)
    valid("ack", HOST, 0x02, b"", name="ack")
    more("ack", HOST, 0x02, b"", b"\x01", name="ack")
    valid("ping", HOST, 0x03, b"\x00", name="ping", tag=0)
    more("ping", HOST, 0x03, b"\xff", b"\x00", name="ping", tag=255)
    cut("ping", HOST, 0x03, b"\x00")
    valid("handshake", HOST, 0x04, bytes(range(32)), name="handshake", message=bytes(range(32)).hex())
    valid("sealed", HOST, 0x05, bytes(range(17)), name="sealed", ciphertext=bytes(range(17)).hex())
    valid("sealed, the longest", HOST, 0x05, b"\xa5" * LONGEST_BODY, name="sealed", ciphertext="a5" * LONGEST_BODY)
    valid("show", HOST, 0x10, b"Enter code", name="show", text="Enter code")
    valid("show nothing", HOST, 0x10, b"", name="show", text="")
    valid("show, as long as a session carries", HOST, 0x10, b"8" * LONGEST_SEALED_BODY, name="show",
          text="8" * LONGEST_SEALED_BODY)
    valid("show, two, three and four bytes a character", HOST, 0x10, "é€🔑".encode(), name="show", text="é€🔑")
    invalid("show, not UTF-8", HOST, 0x10, b"\xff\xfe", "badText")
    invalid("show, half a character at the end", HOST, 0x10, b"\xe2\x82", "badText")
    invalid("show, a zero written in two bytes", HOST, 0x10, b"\xc0\x80", "badText")
    invalid("show, half of a surrogate pair", HOST, 0x10, b"\xed\xa0\x80", "badText")
    invalid("show, beyond U+10FFFF", HOST, 0x10, b"\xf4\x90\x80\x80", "badText")
    invalid("show, an escape sequence", HOST, 0x10, b"\x1b[2J", "badText")
    invalid("show, delete", HOST, 0x10, b"a\x7f", "badText")
    invalid("show, a control character above ASCII", HOST, 0x10, "\u009b2J".encode(), "badText")
    for signal, name in ((1, "accepted"), (2, "refused"), (3, "attention")):
        valid(f"feedback {name}", HOST, 0x11, bytes([signal, 3]), name="feedback", signal=name, ways=3)
    valid("feedback, ways of a later version are kept", HOST, 0x11, b"\x01\x83", name="feedback", signal="accepted",
          ways=0x83)
    unknown("feedback of a later version", HOST, 0x11, b"\x04\x01")
    more("feedback", HOST, 0x11, b"\x02\x01", b"\x09", name="feedback", signal="refused", ways=1)
    cut("feedback", HOST, 0x11, b"\x01\x03")
    valid("entry off", HOST, 0x12, bytes([0, 0, 0]), name="entry", mode="off", digits=0, masked=0)
    valid("entry, each key", HOST, 0x12, bytes([1, 0, 0]), name="entry", mode="eachKey", digits=0, masked=0)
    valid("entry, until Enter, masked", HOST, 0x12, bytes([2, 0, 1]), name="entry", mode="collect", digits=0, masked=1)
    valid("entry, sixteen digits, shown", HOST, 0x12, bytes([2, 16, 0]), name="entry", mode="collect", digits=16,
          masked=0)
    unknown("entry mode of a later version", HOST, 0x12, bytes([3, 0, 0]))
    invalid("entry, seventeen digits", HOST, 0x12, bytes([2, 17, 0]), "outOfRange")
    invalid("entry, masked twice", HOST, 0x12, bytes([2, 6, 2]), "outOfRange")
    more("entry", HOST, 0x12, bytes([2, 6, 1]), b"\x01", name="entry", mode="collect", digits=6, masked=1)
    cut("entry", HOST, 0x12, bytes([2, 6, 1]))
    valid("confirm, Yes or No", HOST, 0x13, b"\x07\x00\x1eLog in as ann?", name="confirm", request=7, numberDigits=0,
          seconds=30, text="Log in as ann?")
    valid("confirm, six digits, the longest time and text", HOST, 0x13, b"\x00\x06\xff" + b"q" * 166, name="confirm",
          request=0, numberDigits=6, seconds=255, text="q" * 166)
    valid("confirm, no text", HOST, 0x13, b"\xff\x02\x01", name="confirm", request=255, numberDigits=2, seconds=1,
          text="")
    invalid("confirm, seven digits", HOST, 0x13, b"\x07\x07\x1e?", "outOfRange")
    invalid("confirm, no time", HOST, 0x13, b"\x07\x00\x00?", "outOfRange")
    invalid("confirm, a control character", HOST, 0x13, b"\x07\x00\x1ea\nb", "badText")
    cut("confirm", HOST, 0x13, b"\x07\x00\x1e")
    valid("cancelConfirm", HOST, 0x14, b"\x07", name="cancelConfirm", request=7)
    more("cancelConfirm", HOST, 0x14, b"\x07", b"\x00", name="cancelConfirm", request=7)
    cut("cancelConfirm", HOST, 0x14, b"\x07")
    valid("challenge, four characters", HOST, 0x15, b"\x01\x021234", name="challenge", request=1, slot=2,
          question="1234")
    valid("challenge, 64 characters from the first to the last", HOST, 0x15,
          b"\x01\x1f" + b"!~" * 32, name="challenge", request=1, slot=31, question="!~" * 32)
    invalid("challenge, three characters", HOST, 0x15, b"\x01\x02123", "tooShort")
    invalid("challenge, 65 characters", HOST, 0x15, b"\x01\x02" + b"1" * 65)
    invalid("challenge, a space", HOST, 0x15, b"\x01\x0212 34", "badText")
    invalid("challenge, a character above ASCII", HOST, 0x15, b"\x01\x02" + "12é4".encode(), "badText")
    cut("challenge", HOST, 0x15, b"\x01\x02")
    valid("listSlots", HOST, 0x20, b"", name="listSlots")
    more("listSlots", HOST, 0x20, b"", b"\x00", name="listSlots")
    valid("readSlot", HOST, 0x21, b"\x1f", name="readSlot", slot=31)
    cut("readSlot", HOST, 0x21, b"\x1f")
    key = b"12345678901234567890"
    valid("writeSlot, a counter", HOST, 0x22, record(counter=5, label="RFC 4226") + text8(key), name="writeSlot",
          **record_fields(counter=5, label="RFC 4226"), key=key.hex())
    valid("writeSlot, time, the longest step and label, an empty suite, a key of one byte", HOST, 0x22,
          record(31, 2, 3, 8, 65535, 0, "l" * 28) + text8(b"\0"), name="writeSlot",
          **record_fields(31, "totp", "sha512", 8, 65535, 0, "l" * 28), key="00")
    suite = "OCRA-1:HOTP-SHA256-8:C-QN08-PSHA1"
    valid("writeSlot, a question, the highest counter", HOST, 0x22,
          record(1, 3, 2, 8, 0, 2**64 - 1, "Bank", suite) + text8(bytes(range(64))), name="writeSlot",
          **record_fields(1, "ocra", "sha256", 8, 0, 2**64 - 1, "Bank", suite), key=bytes(range(64)).hex())
    more("writeSlot", HOST, 0x22, record() + text8(key), b"\x01\x02", name="writeSlot", **record_fields(), key=key.hex())
    valid("writeSlot, the longest of everything", HOST, 0x22,
          record(0, 3, 1, 10, 0, 0, "l" * 28, "s" * 44) + text8(b"\xff" * 64), name="writeSlot",
          **record_fields(0, "ocra", "sha1", 10, 0, 0, "l" * 28, "s" * 44), key="ff" * 64)
    unknown("writeSlot, a kind of a later version", HOST, 0x22, record(kind=4) + text8(key))
    unknown("writeSlot, a hash of a later version", HOST, 0x22, record(algorithm=4) + text8(key))
    for comment, fields in (("slot 32", {"slot": 32}), ("five digits", {"digits": 5}), ("eleven digits", {"digits": 11}),
                            ("a counter with a step", {"period": 30}), ("time without a step", {"kind": 2}),
                            ("time with a counter", {"kind": 2, "period": 30, "counter": 1}),
                            ("a question without a suite", {"kind": 3}), ("a counter with a suite", {"suite": "x"})):
        invalid(f"writeSlot, {comment}", HOST, 0x22, record(**fields) + text8(key), "outOfRange")
    invalid("writeSlot, a label of 29 bytes", HOST, 0x22, record(label="l" * 29) + text8(key), "badText")
    invalid("writeSlot, a suite of 45 bytes", HOST, 0x22, record(kind=3, suite="s" * 45) + text8(key), "badText")
    invalid("writeSlot, no key", HOST, 0x22, record() + b"\0", "outOfRange")
    invalid("writeSlot, a key of 65 bytes", HOST, 0x22, record() + text8(b"k" * 65), "outOfRange")
    cut("writeSlot", HOST, 0x22, record(label="ab") + text8(b"key"))
    valid("eraseSlot", HOST, 0x23, b"\x00", name="eraseSlot", slot=0)
    cut("eraseSlot", HOST, 0x23, b"\x00")
    valid("getTime", HOST, 0x30, b"", name="getTime")
    valid("setTime, the lowest byte first", HOST, 0x31, u64(0x0102030405060708), name="setTime",
          milliseconds=str(0x0102030405060708))
    valid("setTime, the highest", HOST, 0x31, u64(2**64 - 1), name="setTime", milliseconds=str(2**64 - 1))
    more("setTime", HOST, 0x31, u64(0), b"\x01", name="setTime", milliseconds="0")
    cut("setTime", HOST, 0x31, u64(1))
    valid("getStatus", HOST, 0x32, b"", name="getStatus")
    valid("selfTest", HOST, 0x33, b"", name="selfTest")
    valid("getFirmware", HOST, 0x34, b"", name="getFirmware")
    for length in (4, 12):
        valid(f"setPIN, {length} digits", HOST, 0x35, b"0123456789012"[:length], name="setPIN",
              digits="0123456789012"[:length])
    valid("setPIN, none: the PIN is removed", HOST, 0x35, b"", name="setPIN", digits="")
    for length in (1, 3, 13):
        invalid(f"setPIN, {length} digits", HOST, 0x35, b"0123456789012"[:length], "badDigits")
    invalid("setPIN, a letter", HOST, 0x35, b"12a4", "badDigits")
    valid("restart", HOST, 0x36, b"", name="restart")
    valid("eraseAll", HOST, 0x37, b"", name="eraseAll")
    valid("pair", HOST, 0x40, b"", name="pair")
    nonce = bytes(range(16))
    valid("pairNonce", HOST, 0x41, nonce, name="pairNonce", nonce=nonce.hex())
    more("pairNonce", HOST, 0x41, nonce, b"\x10", name="pairNonce", nonce=nonce.hex())
    cut("pairNonce", HOST, 0x41, nonce, shortest=15)
    valid("pairVerdict, equal", HOST, 0x42, b"\x01", name="pairVerdict", equal=1)
    valid("pairVerdict, different", HOST, 0x42, b"\x00", name="pairVerdict", equal=0)
    invalid("pairVerdict, neither", HOST, 0x42, b"\x02", "outOfRange")
    cut("pairVerdict", HOST, 0x42, b"\x01")
    valid("unpair", HOST, 0x43, b"", name="unpair")
    unknown("a message of a later version", HOST, 0x7A, b"anything\x00")
    unknown("an id of the other direction", HOST, 0x90, b"1")
    for identifier in (0x00, 0x06, 0x16, 0x24, 0x38, 0x44):
        unknown(f"id {identifier:02x} is no message", HOST, identifier, b"")


def device_messages(valid, more, invalid, unknown, cut):
    texts = ("Keyport", "Stand-in token", "S-1", "0.1")
    names = dict(zip(("vendor", "product", "serial", "firmware"), texts))
    none = dict.fromkeys(names, "")

    def hello(version=1, tag=1, taken=(0, 0), capabilities=1, paired=0, **texts):
        return {"name": "hello", "version": version, "answeredTag": tag, "takenTag": taken[0],
                "takenSequence": taken[1], "capabilities": capabilities, "paired": paired, **texts}

    valid("hello, answer", DEVICE, 0x81, device_hello(1, 1, 15, *texts), **hello(capabilities=15, **names))
    valid("hello, unasked", DEVICE, 0x81, device_hello(1, 0, 1, "", "", "", ""), **hello(tag=0, **none))
    valid("hello of a paired device that took frame 255 of an earlier conversation", DEVICE, 0x81,
          device_hello(1, 0x04030201, 0x1FFF, *texts, taken=(0xFFFFFFFE, 255), paired=1),
          **hello(tag=0x04030201, taken=(0xFFFFFFFE, 255), capabilities=0x1FFF, paired=1, **names))
    valid("hello, unknown capability bits are kept", DEVICE, 0x81, device_hello(1, 9, 0x80000001, *texts),
          **hello(tag=9, capabilities=0x80000001, **names))
    long = dict.fromkeys(names, "n" * 28)
    valid("hello, the longest texts", DEVICE, 0x81, device_hello(1, 1, 15, *["n" * 28] * 4),
          **hello(capabilities=15, **long))
    more("hello of a version from the future", DEVICE, 0x81, device_hello(9, 1, 15, *texts), b"\x07",
         **hello(version=9, capabilities=15, **names))
    for index, name in enumerate(names):
        long_one = ["" if other != index else "n" * 29 for other in range(4)]
        invalid(f"hello, {name} of 29 bytes", DEVICE, 0x81, device_hello(1, 1, 15, *long_one), "badText")
    invalid("hello, paired 2", DEVICE, 0x81, device_hello(1, 1, 15, *texts, paired=2), "outOfRange")
    invalid("hello, a control character in a name", DEVICE, 0x81, device_hello(1, 1, 15, "Key\nport", "", "", ""),
            "badText")
    cut("hello", DEVICE, 0x81, device_hello(1, 1, 15, "V", "P", "", "1"))
    valid("ack", DEVICE, 0x82, b"", name="ack")
    valid("pong", DEVICE, 0x83, b"\xc8", name="pong", tag=200)
    cut("pong", DEVICE, 0x83, b"\xc8")
    valid("handshake", DEVICE, 0x84, bytes(range(96)), name="handshake", message=bytes(range(96)).hex())
    valid("sealed", DEVICE, 0x85, b"\x5a" * 18, name="sealed", ciphertext="5a" * 18)
    valid("error, no common version", DEVICE, 0x86, bytes([1, 1, 3, 5]), name="error", code=1, about=1, detail="0305")
    valid("error, hello first", DEVICE, 0x86, bytes([2, 3]), name="error", code=2, about=3, detail="")
    valid("error of a later version", DEVICE, 0x86, bytes([99, 3]) + b"why", name="error", code=99, about=3,
          detail=b"why".hex())
    cut("error", DEVICE, 0x86, bytes([3, 0x10]))
    for digit in range(10):
        valid(f"key {digit}", DEVICE, 0x90, bytes([0x30 + digit]), name="key", key=f"digit {digit}")
    valid("key enter", DEVICE, 0x90, b"\r", name="key", key="enter")
    valid("key clear", DEVICE, 0x90, b"\x18", name="key", key="clear")
    for byte in (b"\x00", b"\n", b"/", b":", b"A", b"\xff"):
        unknown(f"a key of a later version: {byte.hex()}", DEVICE, 0x90, byte)
    more("key", DEVICE, 0x90, b"7", b"\x01", name="key", key="digit 7")
    cut("key", DEVICE, 0x90, b"7")
    for length in (1, 16):
        valid(f"entered, {length} digits", DEVICE, 0x91, b"0123456789012345"[:length], name="entered",
              digits="0123456789012345"[:length])
    invalid("entered, none", DEVICE, 0x91, b"", "badDigits")
    invalid("entered, seventeen digits", DEVICE, 0x91, b"01234567890123456", "badDigits")
    invalid("entered, Enter among them", DEVICE, 0x91, b"12\r", "badDigits")
    for message, identifier, first in (("code", 0x92, "slot"), ("response", 0x94, "request")):
        for length in (4, 6, 16):
            code = "0123456789012345"[:length]
            valid(f"{message} of {length} digits", DEVICE, identifier, b"\x03" + code.encode(), name=message,
                  **{first: 3}, code=code)
        invalid(f"{message} of three digits", DEVICE, identifier, b"\x00755", "badDigits")
        invalid(f"{message} of seventeen digits", DEVICE, identifier, b"\x0001234567890123456", "badDigits")
        invalid(f"{message} with a letter", DEVICE, identifier, b"\x0075522A", "badDigits")
        invalid(f"{message} with a zero byte", DEVICE, identifier, b"\x0075522\x00", "badDigits")
        invalid(f"{message}, no digits", DEVICE, identifier, b"\x00", "badDigits")
        invalid(f"{message}, nothing", DEVICE, identifier, b"", "tooShort")
    valid("confirmed, yes", DEVICE, 0x93, b"\x07\x01", name="confirmed", request=7, answer="yes", number="")
    valid("confirmed, yes with a number", DEVICE, 0x93, b"\x07\x01042137", name="confirmed", request=7, answer="yes",
          number="042137")
    for answer, name in ((2, "no"), (3, "timedOut"), (4, "replaced")):
        valid(f"confirmed, {name}", DEVICE, 0x93, bytes([7, answer]), name="confirmed", request=7, answer=name,
              number="")
    unknown("confirmed, an answer of a later version", DEVICE, 0x93, b"\x07\x05")
    invalid("confirmed, yes with seven digits", DEVICE, 0x93, b"\x07\x010421371", "badDigits")
    invalid("confirmed, no with a number", DEVICE, 0x93, b"\x07\x0242", "badDigits")
    invalid("confirmed, a letter", DEVICE, 0x93, b"\x07\x014x", "badDigits")
    cut("confirmed", DEVICE, 0x93, b"\x07\x01")
    valid("done", DEVICE, 0xA0, b"\xff", name="done", about=255)
    more("done", DEVICE, 0xA0, b"\x01", b"\x00", name="done", about=1)
    cut("done", DEVICE, 0xA0, b"\x01")
    for reason in (16, 27, 200):
        valid(f"refused, reason {reason}", DEVICE, 0xA1, bytes([1, reason]), name="refused", about=1, reason=reason)
    cut("refused", DEVICE, 0xA1, b"\x01\x10")
    valid("slotMap, the lowest byte first", DEVICE, 0xA2, b"\x01\x10" + u32(0x01020304), name="slotMap", about=1,
          capacity=16, used=0x01020304)
    valid("slotMap, all of 32", DEVICE, 0xA2, b"\x01\x20" + u32(0xFFFFFFFF), name="slotMap", about=1, capacity=32,
          used=0xFFFFFFFF)
    invalid("slotMap, 33 slots", DEVICE, 0xA2, b"\x01\x21" + u32(0), "outOfRange")
    cut("slotMap", DEVICE, 0xA2, b"\x01\x10" + u32(0))
    valid("slot, a counter", DEVICE, 0xA3, b"\x05" + record(2, counter=2**32, label="Work"), name="slot", about=5,
          **record_fields(2, counter=2**32, label="Work"))
    valid("slot, time", DEVICE, 0xA3, b"\x05" + record(2, 2, 2, 8, 30), name="slot", about=5,
          **record_fields(2, "totp", "sha256", 8, 30))
    unknown("slot, a kind of a later version", DEVICE, 0xA3, b"\x05" + record(kind=9))
    invalid("slot 32", DEVICE, 0xA3, b"\x05" + record(32), "outOfRange")
    invalid("slot, time with a counter", DEVICE, 0xA3, b"\x05" + record(0, 2, 1, 6, 30, 1), "outOfRange")
    cut("slot", DEVICE, 0xA3, b"\x05" + record(label="a"))
    valid("time, never set", DEVICE, 0xA4, b"\x01\x00" + u64(0) + i32(0), name="time", about=1, known=0,
          milliseconds="0", drift=0)
    valid("time, set once", DEVICE, 0xA4, b"\x01\x01" + u64(1_790_000_000_123) + i32(0), name="time", about=1, known=1,
          milliseconds="1790000000123", drift=0)
    for drift in (-2**31, -1, 2**31 - 1):
        valid(f"time, drift {drift}", DEVICE, 0xA4, b"\x01\x03" + u64(2**64 - 1) + i32(drift), name="time", about=1,
              known=3, milliseconds=str(2**64 - 1), drift=drift)
    cut("time", DEVICE, 0xA4, b"\x01\x01" + u64(1) + i32(0))
    valid("status", DEVICE, 0xA5, status(3, 87, 2, 1, 2, 8, 4, 0x01020304), name="status", about=3, battery=87,
          tamper=2, selfTest="passed", pin="unlocked", pinTries=8, pairedHosts=4, uptime=0x01020304)
    valid("status, unasked, no battery, the case open", DEVICE, 0xA5, status(0, 255, 3, 2, 3), name="status", about=0,
          battery=255, tamper=3, selfTest="failed", pin="blocked", pinTries=0, pairedHosts=0, uptime=0)
    valid("status, unknown tamper bits are kept", DEVICE, 0xA5, status(1, 0, 0x84, 0, 1, 1), name="status", about=1,
          battery=0, tamper=0x84, selfTest="notRun", pin="locked", pinTries=1, pairedHosts=0, uptime=0)
    unknown("status, a self-test of a later version", DEVICE, 0xA5, status(self_test=3))
    unknown("status, a PIN of a later version", DEVICE, 0xA5, status(pin=4))
    for battery in (101, 254):
        invalid(f"status, battery {battery}", DEVICE, 0xA5, status(battery=battery), "outOfRange")
    cut("status", DEVICE, 0xA5, status())
    firmware = b"\x01\x01\x02" + u32(7) + u32(0x10000) + u32(0xDEADBEEF)
    valid("firmware", DEVICE, 0xA6, firmware + "1.4 ä".encode(), name="firmware", about=1, lowest=1, highest=2, boots=7,
          imageSize=0x10000, imageCheck=0xDEADBEEF, build="1.4 ä")
    valid("firmware, no words", DEVICE, 0xA6, firmware, name="firmware", about=1, lowest=1, highest=2, boots=7,
          imageSize=0x10000, imageCheck=0xDEADBEEF, build="")
    invalid("firmware, range upside down", DEVICE, 0xA6, b"\x01\x02\x01" + firmware[3:], "outOfRange")
    invalid("firmware, a control character", DEVICE, 0xA6, firmware + b"\x07", "badText")
    cut("firmware", DEVICE, 0xA6, firmware)
    for name, identifier in (("welcome", 0xC0), ("pairResult", 0xC3)):
        valid(f"{name}, paired", DEVICE, identifier, b"\x01", name=name, paired=1)
        valid(f"{name}, not paired", DEVICE, identifier, b"\x00", name=name, paired=0)
        invalid(f"{name}, neither", DEVICE, identifier, b"\x02", "outOfRange")
        cut(name, DEVICE, identifier, b"\x01")
    valid("pairCommitment", DEVICE, 0xC1, bytes(range(32)), name="pairCommitment", commitment=bytes(range(32)).hex())
    cut("pairCommitment", DEVICE, 0xC1, bytes(range(32)), shortest=31)
    valid("pairReveal", DEVICE, 0xC2, bytes(range(16)), name="pairReveal", nonce=bytes(range(16)).hex())
    cut("pairReveal", DEVICE, 0xC2, bytes(range(16)), shortest=15)
    unknown("a message of a later version, device", DEVICE, 0xFA, b"anything")
    unknown("an echo of the host's ping", DEVICE, 0x03, b"\x01")
    for identifier in (0x80, 0x87, 0x95, 0xA7, 0xC4):
        unknown(f"id {identifier:02x} is no message", DEVICE, identifier, b"")


NOTES = {
    "frames": {"fault": "which of its checks a decoder names is its own affair; that it takes no frame is not"},
    "streams": {"outcomes": "what each zero that ends something brought, in order"},
    "reports": {"frames": "a sender's bytes, cut into reports as a sender that writes them at once does; absent where "
                          "the reports come from elsewhere",
                "outcomes": "what a receiver finds in the reports, in order"},
    "messages": {"message": "the fields of table fields by name; u64 as decimal text, since JSON readers round such "
                            "numbers; values by their names; bytes in hex; name unrecognized: skip it (REQ-MSG-002)",
                 "rewritten": "what the fields make when they are written again, where that is not the body",
                 "fault": "what the reader finds wrong, where this file holds readers to one name for it"},
}


def main():
    here = pathlib.Path(__file__).parent
    bits, fours = check_hamming_distance()
    print(f"CRC-16/X-25 over {bits} bits: no 1, 2 or 3 flips pass; 4 do in {fours} of "
          f"{bits * (bits - 1) * (bits - 2) * (bits - 3) // 24} sets")
    same = True
    for name, make in (("frames", frames), ("streams", streams), ("reports", report_files), ("messages", messages)):
        tests = [{"tcId": number, **test} for number, test in enumerate(make(), 1)]
        document = {"schema": f"{name}_vectors.schema.json", "protocolVersion": 1, "source": SOURCE,
                    "notes": NOTES[name], "numberOfTests": len(tests)}
        rows = ",\n".join("    " + json.dumps(test, ensure_ascii=False) for test in tests)
        head = json.dumps(document, indent=2)[:-2]
        text = head + ',\n  "tests": [\n' + rows + "\n  ]\n}\n"
        path = here / f"{name}.json"
        if "--check" in sys.argv[1:]:
            same = same and path.read_text(encoding="utf-8") == text
        else:
            path.write_text(text, encoding="utf-8")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
