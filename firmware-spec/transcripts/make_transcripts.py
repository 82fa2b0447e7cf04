#!/usr/bin/env python3
"""Writes the transcripts beside itself: whole conversations, line by line.

Frames are make_vectors.py's, sessions PyPI's noiseprotocol's, codes hmac's: nothing is taken from the code that the
transcripts are checked with. Wants the environment that packaging/python-venv makes:

    .build/python/bin/python firmware-spec/transcripts/make_transcripts.py [--check]

With --check it writes nothing, and its exit status tells whether the files are what it would write.
"""

import hashlib
import hmac
import pathlib
import sys
import warnings

from noise.connection import Keypair, NoiseConnection

HERE = pathlib.Path(__file__).parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parent / "vectors"))
from make_vectors import device_hello, frame, host_hello, record, text8, u32, u64  # noqa: E402

# noiseprotocol warns of ephemeral keys that are not drawn, which transcripts need.
warnings.filterwarnings("ignore", message="One of ephemeral keypairs is already set")

NAMES = ("Example", "Keypad 12", "K-0042", "1.4")
BITS = ("keys", "codes", "display", "feedback", "sound", "entry", "confirm", "challenge", "slots", "clock", "status",
        "pin", "session")


class Transcript:
    def __init__(self, name, title, capabilities):
        self.name = name
        self.capabilities = sum(1 << BITS.index(word) for word in capabilities.split())
        self.lines = [f"title: {title}", "device: composed, no device was recorded; " + " / ".join(NAMES),
                      f"capabilities: {capabilities}", ""]
        self.numbers = {">": 0, "<": 0}
        self.session = None
        self.taken = (0, 0)
        self.tag = 0

    def say(self, text):
        self.lines += ["", f"# {text}"]

    def event(self, text):
        self.lines += ["", f"* {text}"]

    def tells(self, text):
        self.lines.append(f"= {text}")

    def line(self, arrow, data, note, mark=" "):
        self.lines.append(f"{arrow}{mark}{data.hex(' ')}  | {note}")

    # Link messages.

    def hello(self, note="hello"):
        """The host's hello: a conversation begins."""
        self.tag += 1
        self.numbers = {">": 0, "<": 0}
        self.session = None
        self.host_hello = host_hello(self.tag)
        self.line(">", b"\0" + frame(0x01, 0, self.host_hello), f"{note}: versions 1 to 1, tag {self.tag}")

    def answer_hello(self, note="hello", paired=0, asks=False, mark=" "):
        self.device_hello = device_hello(1, 0 if asks else self.tag, self.capabilities, *NAMES, taken=self.taken,
                                         paired=paired)
        taken = f", took {self.taken[1]} of {self.taken[0]} last" if self.taken[0] else ""
        asked = "asks for one" if asks else f"answers tag {self.tag}"
        self.line("<", b"\0" + frame(0x81, 0, self.device_hello), f"{note}: version 1, {asked}{taken}"
                  + (", paired" if paired else ""), mark)

    def ack(self, arrow, number=None, mark=" ", note=""):
        other = "<" if arrow == ">" else ">"
        number = self.numbers[other] if number is None else number
        self.line(arrow, frame(0x02 if arrow == ">" else 0x82, number), f"ack {number}{note}", mark)
        if arrow == "<" and mark == " ":
            self.taken = (self.tag, number)

    # Numbered messages.

    def seal(self, arrow, identifier, body):
        side = self.session[0 if arrow == ">" else 1]
        other = self.session[1 if arrow == ">" else 0]
        sealed = side.encrypt(bytes([identifier]) + body)
        assert other.decrypt(sealed) == bytes([identifier]) + body
        return (0x05 if arrow == ">" else 0x85), sealed

    def send(self, arrow, identifier, body, note, mark=" ", acknowledged=True):
        """A numbered message, sealed where there is a session, and its acknowledgement."""
        self.numbers[arrow] = self.numbers[arrow] % 255 + 1
        taken = self.taken
        is_request = identifier not in (0x04, 0x40, 0x41, 0x42)
        if self.session:
            identifier, body = self.seal(arrow, identifier, body)
            note = f"sealed {note}"
        self.wire = frame(identifier, self.numbers[arrow], body)
        self.note = f"number {self.numbers[arrow]}: {note}"
        self.line(arrow, self.wire, self.note, mark)
        if acknowledged and mark == " ":
            self.ack("<" if arrow == ">" else ">")
            # What the device took last is a request: handshakes and pairing do not count.
            self.taken = self.taken if is_request else taken

    def host(self, identifier, body, note, **how):
        self.send(">", identifier, body, note, **how)

    def device(self, identifier, body, note, **how):
        self.send("<", identifier, body, note, **how)

    def done(self):
        self.device(0xA0, bytes([self.numbers[">"]]), f"done with {self.numbers['>']}")
        self.tells("host answered done")

    def asks(self, identifier, body, note):
        """The host's request, its frame and its acknowledgement."""
        self.event(f"host asks {bytes([identifier]).hex()}{' ' + body.hex(' ') if body else ''}  | {note}")
        self.host(identifier, body, note)
        self.tells("host settled delivered")

    def key(self, key):
        byte = {"Enter": b"\r", "Clear": b"\x18"}.get(key, key.encode())
        self.event(f"person presses {key}")
        self.device(0x90, byte, f"key {key}")
        self.tells("host key " + (f"digit {key}" if key.isdigit() else key.lower()))

    def begin(self):
        """Power, and the line: the two first events of every conversation."""
        self.event("device starts")
        self.answer_hello(asks=True, mark="x")
        self.event("host opens the line")
        self.hello()
        self.answer_hello()

    # Sessions.

    def shake_hands(self, host, device, paired):
        """The handshake with the entropy of these numbers, and the welcome."""
        sides = []
        prologue = b"Keyport" + text8(self.host_hello) + text8(self.device_hello)
        for role, static, ephemeral in (("initiator", 0x11, 0x30 + host), ("responder", 0x22, 0x50 + device)):
            side = NoiseConnection.from_name(b"Noise_XX_25519_ChaChaPoly_BLAKE2b")
            getattr(side, f"set_as_{role}")()
            side.set_prologue(prologue)
            side.set_keypair_from_private_bytes(Keypair.STATIC, bytes([static] * 32))
            side.set_keypair_from_private_bytes(Keypair.EPHEMERAL, bytes([ephemeral] * 32))
            side.start_handshake()
            sides.append(side)
        notes = ("the host's ephemeral key", "the device's ephemeral key, its static key encrypted",
                 "the host's static key encrypted")
        for index, note in enumerate(notes):
            writer, reader = sides[index % 2], sides[1 - index % 2]
            message = bytes(writer.write_message())
            reader.read_message(message)
            self.send("><"[index % 2], (0x04, 0x84)[index % 2], message, f"handshake {index + 1}: {note}")
        self.session = sides
        self.hash = sides[0].get_handshake_hash()
        self.device(0xC0, bytes([paired]), f"welcome: {'paired' if paired else 'not paired'} with this host")

    def write(self):
        lines = [line for index, line in enumerate(self.lines) if line or self.lines[index - 1]]
        return "\n".join(lines) + "\n"


def ocra(suite, key, question):
    """OCRA-1:HOTP-SHA1-6:QN08: the question's number as hexadecimal digits, filled up to 128 bytes."""
    digits = f"{int(question):X}"
    data = suite.encode() + b"\0" + bytes.fromhex(digits.ljust(256, "0"))
    digest = hmac.new(key, data, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at:at + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


def plain_keypad():
    t = Transcript("plain-keypad", "A keypad without sessions: keys, a text, a signal, a ping", "keys display feedback")
    t.say("The device has power before the host is there. It asks for a hello, and nobody hears it.")
    t.begin()
    t.tells("host up")
    t.say("Each key travels at once, and each is acknowledged.")
    for key in ("4", "2", "Clear", "7", "Enter"):
        t.key(key)
    t.say("A request is acknowledged when it is taken, and answered when it is done: two things.")
    t.asks(0x10, "Thank you".encode(), 'show "Thank you"')
    t.tells("device shows Thank you")
    t.done()
    t.asks(0x11, b"\x01\x03", "feedback accepted, by light and sound")
    t.tells("device signals accepted")
    t.done()
    t.say("A ping is a link message: it has no number, and its answer is its acknowledgement.")
    t.event("host pings")
    t.line(">", frame(0x03, 0, b"\x01"), "ping, tag 1")
    t.line("<", frame(0x83, 0, b"\x01"), "pong, tag 1")
    t.tells("host pong")
    return t


def bad_line():
    t = Transcript("bad-line", "What a lost frame costs: 400 ms, never a key", "keys display")
    t.begin()
    t.tells("host up")
    t.say("A key press is lost on the wire. Its sender waits for the acknowledgement, and sends it again.")
    t.event("person presses 4")
    t.device(0x90, b"4", "key 4", mark="x")
    t.event("400 ms pass")
    t.line("<", t.wire, t.note)
    t.ack(">")
    t.tells("host key digit 4")
    t.say("An acknowledgement is lost. The frame comes again, is acknowledged again, and is not taken again.")
    t.event("person presses 2")
    t.device(0x90, b"2", "key 2", acknowledged=False)
    t.ack(">", mark="x")
    t.tells("host key digit 2")
    t.say("One frame is under way at a time: the next key waits in the device.")
    t.event("person presses 7")
    t.event("400 ms pass")
    t.line("<", t.wire, t.note)
    t.ack(">")
    t.device(0x90, b"7", "key 7")
    t.tells("host key digit 7")
    t.say("The host's acknowledgements are lost for 2 s. The device gives the conversation up and asks for a hello.")
    t.event("person presses 9")
    t.device(0x90, b"9", "key 9", mark="x")
    for _ in range(4):
        t.event("400 ms pass")
        t.line("<", t.wire, t.note, "x")
    t.event("400 ms pass")
    t.answer_hello(asks=True)
    t.tells("host restarted")
    t.hello()
    t.answer_hello()
    t.tells("host up")
    t.say("The key is void, and the host said so: the person types anew. Numbers begin with 1 again.")
    t.key("1")
    return t


def asking():
    t = Transcript("what-became-of-it", "A request without an acknowledgement, and how the host learns what became of it",
                   "keys display entry")
    t.begin()
    t.tells("host up")
    t.say("The device takes the request and does it. Neither acknowledgement nor answer comes through.")
    t.event("host asks 10 4f 6e 65  | show One")
    t.host(0x10, b"One", "show One", acknowledged=False)
    t.ack("<", mark="x")
    t.taken = (1, 1)
    t.device(0xA0, b"\x01", "done with 1", mark="x")
    t.tells("device shows One")
    done = t.wire
    shown = frame(0x10, 1, b"One")
    for _ in range(4):
        t.event("400 ms pass")
        t.line("<", done, "number 1 again: done with 1", "x")
        t.line(">", shown, "number 1 again: show One")
        t.ack("<", number=1, mark="x")
    t.say("After 2 s both give the conversation up. What became of the request is unknown, until the device says what it "
          "took last: number 1 of conversation 1. The answer itself is gone.")
    t.event("400 ms pass")
    t.tells("host settled unknown")
    t.tells("host restarted")
    t.answer_hello(asks=True, mark="x")
    t.hello()
    t.answer_hello()
    t.tells("host up")
    t.tells("host settled delivered")
    t.say("The same, but the request itself is lost: the device took number 1 of conversation 2 last, which was the one "
          "before.")
    t.asks(0x12, b"\x02\x06\x01", "entry: six digits, masked")
    t.done()
    t.event("host asks 10 54 77 6f  | show Two")
    t.host(0x10, b"Two", "show Two", mark="x")
    for _ in range(4):
        t.event("400 ms pass")
        t.line(">", t.wire, t.note, "x")
    t.event("400 ms pass")
    t.tells("host settled unknown")
    t.tells("host restarted")
    t.hello()
    t.answer_hello()
    t.tells("host up")
    t.tells("host settled notDelivered")
    t.say("The device's restart forgets what it took: then a host can only look at what should have changed.")
    t.event("host asks 10 54 77 6f  | show Two")
    t.host(0x10, b"Two", "show Two", mark="x")
    t.event("device starts")
    t.taken = (0, 0)
    t.answer_hello(asks=True)
    t.tells("host settled unknown")
    t.tells("host restarted")
    t.hello()
    t.answer_hello()
    t.tells("host up")
    t.tells("host settled forgotten")
    return t


def beginnings():
    t = Transcript("beginnings", "Who speaks first, out of step, versions apart", "keys")
    t.say("A device that has no conversation answers everything but hello with helloFirst.")
    t.event("device starts")
    t.answer_hello(asks=True, mark="x")
    t.line(">", frame(0x03, 0, b"\x09"), "somebody's ping, tag 9", "+")
    t.line("<", frame(0x86, 0, b"\x02\x03"), "error helloFirst about 03")
    t.say("Keys pressed without a conversation are forgotten; they make the device ask for a hello, twice a second at "
          "most.")
    t.event("person presses 1")
    t.event("500 ms pass")
    t.event("person presses 1")
    t.answer_hello(asks=True, mark="x")
    t.event("host opens the line")
    t.hello()
    t.answer_hello()
    t.tells("host up")
    t.say("A frame that is neither the next nor the last one again: the device says so, the host starts over.")
    t.line(">", frame(0x34, 5), "number 5, though 1 is next: getFirmware", "+")
    t.line("<", frame(0x86, 0, b"\x03\x34"), "error outOfStep about 34")
    t.tells("host error outOfStep")
    t.tells("host restarted")
    t.hello()
    t.answer_hello()
    t.tells("host up")
    t.say("A message that the device does not know is refused, and counts as any other.")
    t.line(">", frame(0x7A, 1, b"?"), "number 1: a message of a later version", "+")
    t.numbers[">"] = 1
    t.ack("<")
    t.device(0xA1, b"\x01\x10", "1 refused: unknownMessage")
    t.tells("host skipped a1")
    t.say("A host that speaks versions 2 to 3 alone: the device names its own, and has no conversation any more.")
    t.line(">", b"\0" + frame(0x01, 0, bytes([2, 3]) + u32(77)), "hello: versions 2 to 3, tag 77", "+")
    t.line("<", frame(0x86, 0, bytes([1, 1, 1, 1])), "error noCommonVersion about 01: versions 1 to 1")
    t.tells("host error noCommonVersion")
    return t


def questions():
    t = Transcript("questions", "Questions to the person, and to the device",
                   "keys display entry confirm clock status slots")
    t.begin()
    t.tells("host up")
    t.say("Yes or No, with a number that the person sees on the screen and types: the number itself does not travel "
          "to the device.")
    body = b"\x07\x02\x1eLog in as ann?"
    t.asks(0x13, body, 'confirm, question 7, two digits, 30 s: "Log in as ann?"')
    t.done()
    t.tells("device shows Log in as ann?")
    for key, shown in (("4", "4"), ("2", "42")):
        t.event(f"person presses {key}")
        t.tells(f"device shows {shown}")
    t.event("person presses Enter")
    t.tells("device shows")
    t.device(0x93, b"\x07\x0142", "confirmed 7: yes, 42")
    t.tells("host confirmed 7 yes 42")
    t.say("Nobody answers.")
    t.asks(0x13, b"\x08\x00\x01Open?", 'confirm, question 8, 1 s: "Open?"')
    t.done()
    t.tells("device shows Open?")
    t.event("1000 ms pass")
    t.device(0x93, b"\x08\x03", "confirmed 8: timedOut")
    t.tells("host confirmed 8 timedOut")
    t.tells("device shows")
    t.say("Six digits are collected and shown as dots; the sixth sends them.")
    t.asks(0x12, b"\x02\x06\x01", "entry: six digits, masked")
    t.done()
    for count, key in enumerate("75522", 1):
        t.event(f"person presses {key}")
        t.tells("device shows " + "*" * count)
    t.event("person presses 4")
    t.tells("device shows")
    t.device(0x91, b"755224", "entered 755224")
    t.tells("host entered 755224")
    t.say("What the device is asked, it answers once.")
    t.asks(0x30, b"", "getTime")
    t.device(0xA4, bytes([t.numbers[">"], 0]) + u64(0) + u32(0), "time: never set")
    t.tells("host answered time")
    t.asks(0x20, b"", "listSlots")
    t.device(0xA2, bytes([t.numbers[">"], 16]) + u32(0), "slotMap: 16 slots, none in use")
    t.tells("host answered slotMap")
    t.asks(0x21, b"\x03", "readSlot 3")
    t.device(0xA1, bytes([t.numbers[">"], 21]), "refused: noSlot")
    t.tells("host answered refused noSlot")
    t.asks(0x32, b"", "getStatus")
    t.device(0xA5, bytes([t.numbers[">"], 255, 0, 0, 0, 0, 0]) + u32(1),
             "status: no battery, case closed, no self-test, no PIN, up for 1 s")
    t.tells("host answered status")
    t.say("The host does not send what the device has no capability for; it tells its own caller so.")
    t.event("host asks 15 01 00 31 32 33 34  | challenge")
    t.tells("host answered refused unsupported")
    return t


def session():
    t = Transcript("pairing-and-session", "Pairing, a session, a secret written, a challenge answered",
                   "keys display challenge slots session")
    t.say("The device has a key of its own, and is paired with nobody: it works as a plain keypad.")
    t.begin()
    t.tells("host up")
    t.say("Pairing begins a conversation of its own, and in it a handshake.")
    t.event("operator pairs")
    t.hello()
    t.answer_hello()
    t.shake_hands(0, 0, 0)
    t.host(0x40, b"", "pair")
    host_nonce, device_nonce = bytes([0x40] * 16), bytes([0x60] * 16)
    commitment = hashlib.blake2b(b"Keyport pairing commitment" + t.hash + device_nonce, digest_size=32).digest()
    t.device(0xC1, commitment, "pairCommitment: the device's nonce is settled, and not yet known")
    t.host(0x41, host_nonce, "pairNonce")
    t.device(0xC2, device_nonce, "pairReveal: the nonce that fits the commitment")
    digest = hashlib.blake2b(b"Keyport pairing number" + t.hash + host_nonce + device_nonce).digest()
    number = f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06}"
    t.tells(f"device shows {number}")
    t.tells(f"host pairing number {number}")
    t.say("Both show the same number. The operator says so at the host, the person at the device.")
    t.event("operator says equal")
    t.host(0x42, b"\x01", "pairVerdict: equal")
    t.event("person presses Enter")
    t.tells("device shows")
    t.device(0xC3, b"\x01", "pairResult: paired")
    t.tells("host paired")
    t.tells("host up in a session")
    t.say("Keys travel sealed from here on. A plain frame that somebody puts on the wire is not even counted.")
    t.key("7")
    t.line(">", frame(0x34, t.numbers[">"] + 1), f"number {t.numbers['>'] + 1}: getFirmware, in plain", "+")
    t.say("A secret is written: nothing of it is readable on the wire.")
    suite, key = "OCRA-1:HOTP-SHA1-6:QN08", b"12345678901234567890"
    t.asks(0x22, record(2, 3, 1, 6, 0, 0, "Bank", suite) + text8(key), "writeSlot 2: Bank, " + suite)
    t.done()
    t.say("A question for it. The person agrees with Enter.")
    t.asks(0x15, b"\x01\x0211111111", "challenge 1 for slot 2: 11111111")
    t.done()
    t.tells("device shows 11111111")
    code = ocra(suite, key, "11111111")
    t.event("person presses Enter")
    t.tells(f"device shows {code}")
    t.device(0x94, b"\x01" + code.encode(), f"response 1: {code}")
    t.tells(f"host response 1 {code}")
    t.say("The line is opened again: another conversation, another session, with other keys. The device says that it is "
          "paired, and what it took last.")
    t.event("host opens the line")
    t.hello()
    t.answer_hello(paired=1)
    t.shake_hands(2, 1, 1)
    t.tells("host up in a session")
    t.key("1")
    t.say("The device forgets the host.")
    t.asks(0x43, b"", "unpair")
    t.done()
    return t


def main():
    same = True
    for make in (plain_keypad, bad_line, asking, beginnings, questions, session):
        transcript = make()
        path = HERE / f"{transcript.name}.transcript"
        if "--check" in sys.argv[1:]:
            same = same and path.read_text(encoding="utf-8") == transcript.write()
        else:
            path.write_text(transcript.write(), encoding="utf-8")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
