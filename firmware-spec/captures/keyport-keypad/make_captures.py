#!/usr/bin/env python3
"""Writes the captures beside itself, with make_vectors.py's frames. No device was recorded.

    make_captures.py [--check]

With --check it writes nothing, and its exit status tells whether the files are what it would write.
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parent.parent / "vectors"))
from make_vectors import device_hello, frame, host_hello, u32  # noqa: E402

NAMES = ("Example", "Keypad 12", "K-0042", "1.4")
IDENTITY = "Example / Keypad 12 / K-0042 / 1.4"


def hello(tag):
    return b"\0" + frame(0x01, 0, host_hello(tag))


def answer(tag, capabilities, taken=(0, 0)):
    return b"\0" + frame(0x81, 0, device_hello(1, tag, capabilities, *NAMES, taken=taken))


def ack(*numbers):
    """The driver's acknowledgements."""
    return b"".join(frame(0x02, number) for number in numbers)


def acked(number):
    """The device's acknowledgement."""
    return frame(0x82, number)


def key(number, character):
    return frame(0x90, number, character.encode())


class Capture:
    def __init__(self, name, about):
        self.name = name
        self.lines = [f"device: none; composed after protocol.md: {about}", "firmware: none", "date: 2026-11-24",
                      "method: frames made by make_captures.py; no device was recorded", ""]

    def opens(self):
        self.sends(hello(1))
        return self.tells()

    def receives(self, data):
        self.lines.append(f"< {data.hex(' ')}")
        return self

    def asked(self, command):
        self.lines.append(f"! {command}")
        return self

    def waits(self):
        self.lines.append("@")
        return self

    def sends(self, data):
        self.lines.append(f"> {data.hex(' ')}")
        return self

    def tells(self, text="nothing"):
        self.lines.append(f"= {text}")
        return self

    def ready(self, capabilities, words, tag=1, taken=(0, 0)):
        return self.receives(answer(tag, capabilities, taken)).tells(f"ready {IDENTITY}: {words}")


def keys():
    c = Capture("keys", "a keypad with keys and a lamp")
    c.opens().ready(0b1001, "keys feedback")
    c.receives(key(1, "4") + key(2, "2")).sends(ack(1, 2)).tells("digit 4, digit 2")
    c.receives(key(3, "\x18")).sends(ack(3)).tells("clear")
    c.receives(key(4, "7") + key(5, "\r")).sends(ack(4, 5)).tells("digit 7, enter")
    c.receives(frame(0x90, 6, b"A")).sends(ack(6)).tells("note")
    return c


def code():
    c = Capture("code", "a token that computes its codes, and says things that this version does not know")
    c.opens().ready(0b10, "codes")
    c.receives(frame(0x92, 1, b"\x00755224")).sends(ack(1)).tells("code 755224")
    c.receives(frame(0xEE, 2, b"later")).sends(ack(2)).tells("note")
    c.receives(frame(0x86, 0, b"\x63\x10")).tells("note")
    c.receives(frame(0x92, 3, b"\x03287082")).sends(ack(3)).tells("code 287082")
    return c


def bad_line():
    c = Capture("bad-line", "a line that damages frames and loses an acknowledgement")
    c.opens()
    c.receives(b"boot v2\r\n" + answer(1, 1)).tells(f"ready {IDENTITY}: keys")
    good = key(1, "1")
    c.receives(good[:3] + b"7" + good[4:]).tells("note")
    c.receives(good).sends(ack(1)).tells("digit 1")
    c.receives(good + key(2, "2")).sends(ack(1, 2)).tells("digit 2")
    c.receives(key(3, "6")[:4]).tells()
    c.receives(key(3, "6")[4:]).sends(ack(3)).tells("digit 6")
    c.receives(frame(0x90, 4)).sends(ack(4)).tells("note, spoiled lost frame")
    c.receives(key(5, "8")).sends(ack(5)).tells("digit 8")
    c.receives(key(9, "9")).sends(hello(2)).tells("note, spoiled lost frame")
    c.ready(1, "keys", tag=2)
    c.receives(key(1, "3")).sends(ack(1)).tells("digit 3")
    return c


def restart():
    c = Capture("restart", "a keypad that loses power in the middle of a code, and of a frame")
    c.opens().ready(1, "keys")
    c.receives(key(1, "1") + key(2, "5")[:3]).sends(ack(1)).tells("digit 1")
    c.receives(answer(0, 1)).sends(hello(2)).tells("note, note, spoiled lost frame")
    c.ready(1, "keys", tag=2)
    c.receives(key(1, "9")).sends(ack(1)).tells("digit 9")
    return c


def future_version():
    c = Capture("future-version", "a keypad that speaks versions 3 to 5 alone")
    c.opens()
    c.receives(frame(0x86, 0, bytes([1, 1, 3, 5]))).tells(
        "failed it speaks protocol versions 3 to 5, this keyportd version 1; update keyportd or the device's firmware")
    return c


def requests():
    c = Capture("requests", "requests and their answers, an acknowledgement that is lost, an answer that comes for it")
    c.opens().ready(0b0011_0100_0100, "display confirm slots clock")
    c.asked("slots").sends(frame(0x20, 1)).tells()
    c.receives(acked(1)).tells()
    c.receives(frame(0xA2, 1, b"\x01\x10" + u32(0b101))).sends(ack(1)).tells("slots [0, 2] of 16")
    c.asked("show Hi").sends(frame(0x10, 2, b"Hi")).tells()
    c.waits().sends(frame(0x10, 2, b"Hi")).tells()
    c.receives(frame(0xA0, 2, b"\x02")).sends(ack(2)).tells()
    c.asked("confirm 2 30 Log in?").sends(frame(0x13, 3, b"\x01\x02\x1eLog in?")).tells()
    c.receives(acked(3) + frame(0xA0, 3, b"\x03")).sends(ack(3)).tells()
    c.receives(frame(0x93, 4, b"\x01\x0142")).sends(ack(4)).tells("yes 42")
    return c


def refused():
    c = Capture("refused", "requests that the device refuses, and one that is not sent at all")
    c.opens().ready(0b0011_0100_0100, "display confirm slots clock")
    c.asked("slots").sends(frame(0x20, 1)).tells()
    c.receives(acked(1) + frame(0xA1, 1, b"\x01\x14")).sends(ack(1)).tells(
        "refused: the device is busy with something else")
    c.asked("challenge 0 31 32 33 34").tells("refused: the device cannot do this")
    c.asked("slots").sends(frame(0x20, 2)).tells()
    c.receives(acked(2) + frame(0xA1, 2, b"\x02\xc8")).sends(ack(2)).tells("refused: the device refuses, for reason 200")
    return c


def what_became_of_it():
    c = Capture("what-became-of-it", "a request without acknowledgement, which the next hello settles")
    c.opens().ready(0b0011_0100_0100, "display confirm slots clock")
    c.asked("slots").sends(frame(0x20, 1)).tells()
    for _ in range(4):
        c.waits().sends(frame(0x20, 1)).tells()
    c.waits().sends(hello(2)).tells("note, spoiled lost frame")
    c.receives(answer(2, 0b0011_0100_0100)).tells(
        f"ready {IDENTITY}: display confirm slots clock, unknown: the device started anew before it answered; "
        "look at what it should have changed")
    return c


def main():
    same = True
    for make in (keys, code, bad_line, restart, future_version, requests, refused, what_became_of_it):
        capture = make()
        path, text = HERE / f"{capture.name}.capture", "\n".join(capture.lines) + "\n"
        if "--check" in sys.argv[1:]:
            same = same and path.read_text(encoding="utf-8") == text
        else:
            path.write_text(text, encoding="utf-8")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
