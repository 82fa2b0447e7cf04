#!/usr/bin/env python3
"""Writes frames.json, streams.json and messages.json beside itself.

An implementation of its own, written from protocol.md with Python's standard library alone, so that the vectors do not
repeat a fault of the code they test. Test ids are stable: add cases at the end, never renumber.
"""

import json
import pathlib

SOURCE = "make_vectors.py: an implementation of its own, written from protocol.md"


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


def text8(text):
    data = text if isinstance(text, bytes) else text.encode()
    return bytes([len(data)]) + data


def device_hello(version, tag, capabilities, *texts):
    return bytes([version, tag]) + capabilities.to_bytes(4, "little") + b"".join(text8(text) for text in texts)


def zero_checksum():
    """A body that makes the checksum hold a zero byte, so that COBS has one to take away at the very end."""
    for number in range(65536):
        body = number.to_bytes(2, "little")
        if crc(bytes([0x83, 0]) + body) >> 8 == 0:
            return body
    raise AssertionError


def frames():
    tests = []

    def valid(comment, identifier, sequence, body=b""):
        tests.append({"comment": comment, "wire": frame(identifier, sequence, body).hex(), "id": identifier,
                      "sequence": sequence, "body": body.hex(), "result": "valid"})

    def invalid(comment, wire, fault):
        tests.append({"comment": comment, "wire": wire.hex(), "fault": fault, "result": "invalid"})

    valid("a ping", 0x02, 1, b"\x07")
    valid("no body", 0x40, 9)
    valid("key 1", 0x83, 0xFE, b"1")
    valid("a zero for sequence number", 0x83, 0, b"1")
    valid("zeros alone", 0x00, 0, bytes(5))
    valid("the longest body, no zero in it", 0x03, 1, b"x" * 122)
    valid("the longest body, zeros alone", 0x7F, 0, bytes(122))
    valid("a checksum that ends in a zero", 0x83, 0, zero_checksum())
    valid("all byte values, first half", 0x7E, 3, bytes(range(122)))
    valid("all byte values, last", 0x7E, 4, bytes(range(134, 256)))
    good = frame(0x83, 5, b"4")
    invalid("one bit of the body flipped", good[:3] + bytes([good[3] ^ 1]) + good[4:], "badChecksum")
    invalid("the checksum's bytes swapped", cobs(packet(0x83, 5, b"4", int.from_bytes(
        crc(b"\x83\x054").to_bytes(2, "little"), "big"))) + b"\0", "badChecksum")
    invalid("the checksum of CRC-16/KERMIT (started at zero, not complemented)",
            frame(0x83, 5, b"4", crc(b"\x83\x054", start=0) ^ 0xFFFF), "badChecksum")
    invalid("a zero more at the end, by a lost code byte", cobs(packet(0x83, 5, b"4") + b"\0") + b"\0", "badChecksum")
    invalid("the packet is empty", b"\x01\0", "tooShort")
    invalid("three bytes", cobs(b"\x83\x05\x34") + b"\0", "tooShort")
    invalid("a checksum and nothing it is over", cobs(crc(b"").to_bytes(2, "little")) + b"\0", "tooShort")
    invalid("an id and its checksum, no sequence number", cobs(b"\x83" + crc(b"\x83").to_bytes(2, "little")) + b"\0",
            "tooShort")
    invalid("the end is missing", good[:-2] + b"\0", "badEncoding")
    invalid("the code byte points past the end", b"\x09" + good[1:], "badEncoding")
    invalid("code byte FF", b"\xff" + good[1:], "badEncoding")
    invalid("one byte more than the longest frame", frame(0x03, 1, b"x" * 123), "tooLong")
    invalid("a thousand bytes", b"\x01" * 1000 + b"\0", "tooLong")
    return tests


def streams():
    tests = []

    def add(comment, wire, *outcomes):
        damaged = any("fault" in outcome for outcome in outcomes)
        tests.append({"comment": comment, "wire": wire.hex(), "outcomes": list(outcomes),
                      "result": "invalid" if damaged else "valid"})

    def ok(identifier, sequence, body=b""):
        return {"id": identifier, "sequence": sequence, "body": body.hex()}

    def bad(fault):
        return {"fault": fault}

    one, two, three = (frame(0x83, number, bytes([0x30 + number])) for number in (1, 2, 3))
    seen = [ok(0x83, number, bytes([0x30 + number])) for number in (1, 2, 3)]
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
    return tests


def messages():
    tests = []
    host, device = "host-to-device", "device-to-host"

    def valid(comment, direction, identifier, body, **fields):
        tests.append({"comment": comment, "direction": direction, "id": identifier, "body": body.hex(),
                      "message": fields, "result": "valid"})

    def invalid(comment, direction, identifier, body, fault):
        tests.append({"comment": comment, "direction": direction, "id": identifier, "body": body.hex(),
                      "fault": fault, "result": "invalid"})

    valid("hello, version 0 alone", host, 0x01, bytes([0, 0, 1]), name="hello", lowest=0, highest=0, tag=1)
    valid("hello, versions to 7", host, 0x01, bytes([2, 7, 255]), name="hello", lowest=2, highest=7, tag=255)
    valid("a later version's hello has more fields", host, 0x01, bytes([0, 9, 3, 4, 5]), name="hello", lowest=0,
          highest=9, tag=3)
    invalid("hello, range upside down", host, 0x01, bytes([3, 2, 1]), "outOfRange")
    invalid("hello, tag 0", host, 0x01, bytes([0, 0, 0]), "outOfRange")
    invalid("hello, no tag", host, 0x01, bytes([0, 0]), "tooShort")
    invalid("hello, empty", host, 0x01, b"", "tooShort")
    valid("ping", host, 0x02, b"\x00", name="ping", tag=0)
    invalid("ping, no tag", host, 0x02, b"", "tooShort")
    valid("show", host, 0x03, "Enter code".encode(), name="show", text="Enter code")
    valid("show nothing", host, 0x03, b"", name="show", text="")
    valid("show, 122 bytes", host, 0x03, b"8" * 122, name="show", text="8" * 122)
    valid("show, two, three and four bytes a character", host, 0x03, "é€🔑".encode(), name="show", text="é€🔑")
    invalid("show, not UTF-8", host, 0x03, b"\xff\xfe", "badText")
    invalid("show, half a character at the end", host, 0x03, b"\xe2\x82", "badText")
    invalid("show, a zero written in two bytes", host, 0x03, b"\xc0\x80", "badText")
    invalid("show, an escape sequence", host, 0x03, b"\x1b[2J", "badText")
    invalid("show, a control character above ASCII", host, 0x03, "\u009b2J".encode(), "badText")
    valid("feedback accepted", host, 0x04, b"\x01", name="feedback", signal="accepted")
    valid("feedback refused", host, 0x04, b"\x02", name="feedback", signal="refused")
    valid("feedback of a later version", host, 0x04, b"\x03", name="unrecognized")
    invalid("feedback, no signal", host, 0x04, b"", "tooShort")
    valid("a message of a later version", host, 0x7A, b"anything\x00", name="unrecognized")
    valid("an id of the other direction", host, 0x83, b"1", name="unrecognized")

    texts = ("Keyport", "Stand-in token", "S-1", "0.1")
    names = dict(zip(("vendor", "product", "serial", "firmware"), texts))
    valid("hello, answer", device, 0x81, device_hello(0, 1, 15, *texts), name="hello", version=0, answeredTag=1,
          capabilities=15, **names)
    valid("hello, unasked", device, 0x81, device_hello(0, 0, 1, "", "", "", ""), name="hello", version=0,
          answeredTag=0, capabilities=1, vendor="", product="", serial="", firmware="")
    valid("hello, unknown capability bits are kept", device, 0x81, device_hello(0, 9, 0x80000001, *texts),
          name="hello", version=0, answeredTag=9, capabilities=0x80000001, **names)
    valid("hello, the longest texts fill the frame", device, 0x81, device_hello(0, 1, 15, *["n" * 28] * 4),
          name="hello", version=0, answeredTag=1, capabilities=15, vendor="n" * 28, product="n" * 28,
          serial="n" * 28, firmware="n" * 28)
    valid("hello of a version from the future, a field more", device, 0x81, device_hello(9, 1, 15, *texts) + b"\x07",
          name="hello", version=9, answeredTag=1, capabilities=15, **names)
    invalid("hello, a text too long", device, 0x81, device_hello(0, 1, 15, "n" * 29, "", "", ""), "badText")
    invalid("hello, the last text ends early", device, 0x81, device_hello(0, 1, 15, *texts)[:-1], "tooShort")
    invalid("hello, a text missing", device, 0x81, device_hello(0, 1, 15, *texts[:3]), "tooShort")
    invalid("hello, no capabilities", device, 0x81, bytes([0, 1, 15, 0]), "tooShort")
    invalid("hello, a control character in a name", device, 0x81, device_hello(0, 1, 15, "Key\nport", "", "", ""),
            "badText")
    valid("pong", device, 0x82, b"\xc8", name="pong", tag=200)
    invalid("pong, no tag", device, 0x82, b"", "tooShort")
    for digit in range(10):
        valid(f"key {digit}", device, 0x83, bytes([0x30 + digit]), name="key", key=f"digit {digit}")
    valid("key enter", device, 0x83, b"\r", name="key", key="enter")
    valid("key clear", device, 0x83, b"\x18", name="key", key="clear")
    valid("a key of a later version", device, 0x83, b"A", name="unrecognized")
    valid("a key with a field more", device, 0x83, b"7\x01", name="key", key="digit 7")
    invalid("key, none", device, 0x83, b"", "tooShort")
    valid("code of six digits", device, 0x84, b"755224", name="code", code="755224")
    valid("code of four digits", device, 0x84, b"0000", name="code", code="0000")
    valid("code of sixteen digits", device, 0x84, b"0123456789012345", name="code", code="0123456789012345")
    invalid("code of three digits", device, 0x84, b"755", "badCode")
    invalid("code of seventeen digits", device, 0x84, b"01234567890123456", "badCode")
    invalid("code with a letter", device, 0x84, b"75522A", "badCode")
    invalid("code with a zero byte", device, 0x84, b"75522\x00", "badCode")
    invalid("code, none", device, 0x84, b"", "badCode")
    valid("error, no common version", device, 0x85, bytes([1, 1, 3, 5]), name="error", code=1, about=1, detail="0305")
    valid("error, unknown message", device, 0x85, bytes([2, 0x7A]), name="error", code=2, about=0x7A, detail="")
    valid("error of a later version", device, 0x85, bytes([99, 3]) + b"why", name="error", code=99, about=3,
          detail=b"why".hex())
    invalid("error about nothing", device, 0x85, b"\x01", "tooShort")
    valid("a message of a later version, device", device, 0xFA, b"anything", name="unrecognized")
    valid("an echo of the host's ping", device, 0x02, b"\x01", name="unrecognized")
    return tests


def main():
    here = pathlib.Path(__file__).parent
    for name, make in (("frames", frames), ("streams", streams), ("messages", messages)):
        tests = [{"tcId": number, **test} for number, test in enumerate(make(), 1)]
        document = {"schema": f"{name}_vectors.schema.json", "protocolVersion": 0, "source": SOURCE,
                    "numberOfTests": len(tests)}
        rows = ",\n".join("    " + json.dumps(test, ensure_ascii=False) for test in tests)
        head = json.dumps(document, indent=2)[:-2]
        (here / f"{name}.json").write_text(head + ',\n  "tests": [\n' + rows + "\n  ]\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
