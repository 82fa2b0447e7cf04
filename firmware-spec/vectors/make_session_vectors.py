#!/usr/bin/env python3
"""Writes session.json beside itself.

The handshakes and ciphers are PyPI's noiseprotocol's and the pairing numbers hashlib's, so that the vectors share nothing
with the code they test. Wants the environment that packaging/python-venv makes:

    .build/python/bin/python firmware-spec/vectors/make_session_vectors.py [--check]

With --check it writes nothing, and its exit status tells whether the file is what it would write.
Test ids are stable: add cases at the end, never renumber.
"""

import hashlib
import json
import pathlib
import sys
import warnings

from noise.connection import Keypair, NoiseConnection

# noiseprotocol warns of ephemeral keys that are not drawn, which vectors need.
warnings.filterwarnings("ignore", message="One of ephemeral keypairs is already set")

PROTOCOL = "Noise_XX_25519_ChaChaPoly_BLAKE2b"
SOURCE = "make_session_vectors.py: noiseprotocol 0.3.1 (PyPI); commitments and numbers by Python's hashlib"
REKEY_INTERVAL = 1024
ROLES = ("initiator", "responder")

# A point of order 8 and the field's prime, which stands for zero: every secret leads from them to zeros (RFC 7748 §6.1).
ORDER_8 = bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")
PRIME = bytes.fromhex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")


def drawn(name, size=32):
    """Bytes that look random and are the same each time."""
    return hashlib.blake2b(b"Keyport session vectors: " + name.encode(), digest_size=size).digest()


def flip(data, index, bit=0x01):
    changed = bytearray(data)
    changed[index] ^= bit
    return bytes(changed)


def commitment(handshake_hash, device_nonce):
    return hashlib.blake2b(b"Keyport pairing commitment" + handshake_hash + device_nonce, digest_size=32).digest()


def number(handshake_hash, host_nonce, device_nonce):
    digest = hashlib.blake2b(b"Keyport pairing number" + handshake_hash + host_nonce + device_nonce).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06}"


class Conversation:
    """Both sides of a session, by noiseprotocol, and the vector that tells of it."""

    def __init__(self, comment, name, prologue=b"", payloads=(b"", b"", b"")):
        self.vector = {"comment": comment, "prologue": prologue.hex()}
        self.sides = {}
        self.transport = []
        self.sent = dict.fromkeys(ROLES, 0)
        for role in ROLES:
            side = NoiseConnection.from_name(PROTOCOL.encode())
            getattr(side, f"set_as_{role}")()
            side.set_prologue(prologue)
            for kind in ("static", "ephemeral"):
                secret = drawn(f"{name} {role} {kind}")
                self.vector[f"{role}{kind.capitalize()}"] = secret.hex()
                side.set_keypair_from_private_bytes(Keypair[kind.upper()], secret)
            self.sides[role] = side
        self.payloads = payloads

    def public_key(self, role, kind, key):
        """Puts `key` in place of the public key that belongs to the secret."""
        self.sides[role].noise_protocol.keypairs[{"static": "s", "ephemeral": "e"}[kind]].public_bytes = key

    def shake_hands(self, messages=3):
        """Writes messages, the last one not read where there are less than three."""
        for side in self.sides.values():
            side.start_handshake()
        written = []
        for index in range(messages):
            writer, reader = (self.sides[role] for role in (ROLES if index % 2 == 0 else ROLES[::-1]))
            written.append(bytes(writer.write_message(self.payloads[index])))
            if index + 1 < messages or messages == 3:
                assert bytes(reader.read_message(written[-1])) == self.payloads[index]
        self.vector["payloads"] = [payload.hex() for payload in self.payloads[:messages]]
        self.vector["messages"] = [message.hex() for message in written]
        if messages == 3:
            self.hash = self.sides["initiator"].get_handshake_hash()
            assert self.hash == self.sides["responder"].get_handshake_hash()
            self.vector["handshakeHash"] = self.hash.hex()
        return written

    def send(self, role, plaintext=b"", listed=True):
        """Seals a message, opens it at the other side, changes the key when its time has come."""
        sealed = self.sides[role].encrypt(plaintext)
        other = self.sides[ROLES[1 - ROLES.index(role)]]
        assert other.decrypt(sealed) == plaintext
        if listed:
            self.list(role, plaintext, sealed)
        self.sent[role] += 1
        if self.sent[role] % REKEY_INTERVAL == 0:
            self.sides[role].rekey_outbound_cipher()
            other.rekey_inbound_cipher()
        return sealed

    def list(self, role, plaintext, sealed):
        self.transport.append({"sender": role, "counter": self.sent[role], "plaintext": plaintext.hex(),
                               "sealed": sealed.hex()})

    def pair(self, host_nonce, device_nonce):
        self.vector |= {"hostNonce": host_nonce.hex(), "deviceNonce": device_nonce.hex(),
                        "commitment": commitment(self.hash, device_nonce).hex(),
                        "number": number(self.hash, host_nonce, device_nonce)}

    def valid(self):
        return self.vector | ({"transport": self.transport} if self.transport else {}) | {"result": "valid"}

    def refused(self, fault, by):
        transport = {"transport": self.transport} if self.transport else {}
        return self.vector | transport | {"refusedBy": by, "fault": fault, "result": "invalid"}


def valid_sessions():
    plain = Conversation("nothing but the pattern", "plain")
    plain.shake_hands()
    for role in ROLES:
        plain.send(role, b"1")
        plain.send(role)
    plain.pair(drawn("plain host nonce", 16), drawn("plain device nonce", 16))
    yield plain.valid()

    full = Conversation("prologue and payloads of each length", "full", b"both hellos" * 11,
                        (b"p", drawn("payload 2", 15), drawn("payload 3", 16)))
    full.shake_hands()
    for size in (0, 1, 15, 16, 17, 63, 64, 65, 128, 174):
        for role in ROLES:
            full.send(role, drawn("text", 64)[:size] if size <= 64 else (drawn("text", 64) * 3)[:size])
    full.pair(bytes(16), b"\xff" * 16)
    yield full.valid()

    rekeyed = Conversation("two changes of keys in each direction, at different times", "rekey", b"\x00")
    rekeyed.shake_hands()
    for role in ROLES[::-1]:
        for counter in range(2 * REKEY_INTERVAL + 2):
            near = counter % REKEY_INTERVAL in (0, 1, REKEY_INTERVAL - 1)
            rekeyed.send(role, f"message {counter}".encode() if near else b"", listed=near)
    nonces = (drawn(f"rekey nonce {index}", 16) for index in range(10_000))
    device_nonce = drawn("rekey device nonce", 16)
    small = next(nonce for nonce in nonces if number(rekeyed.hash, nonce, device_nonce).startswith("000"))
    rekeyed.pair(small, device_nonce)
    yield rekeyed.valid()

    same = Conversation("one key pair on both sides: nothing forbids it", "same")
    secret = drawn("same static")
    for role in ROLES:
        same.vector[f"{role}Static"] = secret.hex()
        same.sides[role].set_keypair_from_private_bytes(Keypair.STATIC, secret)
    same.shake_hands()
    same.send("initiator", b"\x00")
    same.send("responder", b"\x00")
    same.pair(drawn("same host nonce", 16), drawn("same device nonce", 16))
    yield same.valid()


def bad_messages():
    def changed(comment, messages, change, fault):
        talk = Conversation(comment, "plain", payloads=(b"", b"", b"\x01\x02"))
        last = change(talk.shake_hands(messages)[-1])
        talk.vector.pop("handshakeHash", None)
        talk.vector["messages"][-1] = last.hex()
        return talk.refused(fault, ROLES[messages % 2])

    yield changed("message 1 is a byte short", 1, lambda m: m[:-1], "wrongLength")
    yield changed("message 1 is empty", 1, lambda m: b"", "wrongLength")
    yield changed("message 1 has a payload of 17 bytes", 1, lambda m: m + bytes(17), "wrongLength")
    yield changed("message 2 is a byte short", 2, lambda m: m[:-1], "wrongLength")
    yield changed("message 2 has a payload of 17 bytes", 2, lambda m: m + bytes(17), "wrongLength")
    yield changed("message 2 has a byte more", 2, lambda m: m + b"\0", "notAuthentic")
    yield changed("message 2, another ephemeral key", 2, lambda m: flip(m, 0), "notAuthentic")
    yield changed("message 2, one bit of the static key flipped", 2, lambda m: flip(m, 32), "notAuthentic")
    yield changed("message 2, the static key's tag flipped", 2, lambda m: flip(m, 79, 0x80), "notAuthentic")
    yield changed("message 2, the payload's tag flipped", 2, lambda m: flip(m, 95, 0x80), "notAuthentic")
    yield changed("message 3 ends after the static key", 3, lambda m: m[:48], "wrongLength")
    yield changed("message 3, one bit of the static key flipped", 3, lambda m: flip(m, 5), "notAuthentic")
    yield changed("message 3, the static key's tag flipped", 3, lambda m: flip(m, 47, 0x80), "notAuthentic")
    yield changed("message 3, one bit of the payload flipped", 3, lambda m: flip(m, 48), "notAuthentic")
    yield changed("message 3, the payload's tag flipped", 3, lambda m: flip(m, len(m) - 1, 0x80), "notAuthentic")

    # Message 1 is accepted, and what cannot be is the answer.
    for name, key in (("zero", bytes(32)), ("one", b"\1" + bytes(31)), ("of order 8", ORDER_8), ("the prime", PRIME)):
        talk = Conversation(f"the initiator's ephemeral key is a point of low order: {name}", "plain")
        talk.public_key("initiator", "ephemeral", key)
        talk.shake_hands(1)
        yield talk.refused("badKey", "responder")

    talk = Conversation("the responder's ephemeral key is a point of low order", "plain")
    message = talk.shake_hands(2)[-1]
    talk.vector["messages"][-1] = (bytes(32) + message[32:]).hex()
    yield talk.refused("badKey", "initiator")
    talk = Conversation("the responder's static key is a point of low order, well sealed", "plain")
    talk.public_key("responder", "static", ORDER_8)
    talk.shake_hands(2)
    yield talk.refused("badKey", "initiator")
    # The initiator's static key is not used by the responder until its ephemeral secret meets it.
    talk = Conversation("the initiator's static key is a point of low order, well sealed", "plain")
    talk.public_key("initiator", "static", ORDER_8)
    for side in talk.sides.values():
        side.start_handshake()
    first = bytes(talk.sides["initiator"].write_message())
    talk.sides["responder"].read_message(first)
    second = bytes(talk.sides["responder"].write_message())
    talk.sides["initiator"].read_message(second)
    third = bytes(talk.sides["initiator"].write_message())
    talk.vector |= {"payloads": ["", "", ""], "messages": [first.hex(), second.hex(), third.hex()]}
    yield talk.refused("badKey", "responder")


def other_prologues():
    talk = Conversation("the initiator believes in another prologue", "plain", b"version 1")
    message = talk.shake_hands(2)[-1]
    talk.vector["prologue"] = b"version 2".hex()
    talk.vector["messages"][-1] = message.hex()
    yield talk.refused("notAuthentic", "initiator")


def bad_transport():
    def session(comment, skipped=0):
        talk = Conversation(comment, "plain")
        talk.shake_hands()
        for _ in range(skipped):
            talk.send("initiator", listed=False)
        return talk

    talk = session("one bit of the text flipped")
    talk.list("initiator", b"1", flip(talk.sides["initiator"].encrypt(b"1"), 0))
    yield talk.refused("notAuthentic", "responder")
    talk = session("the tag flipped")
    talk.list("initiator", b"1", flip(talk.sides["initiator"].encrypt(b"1"), 16, 0x80))
    yield talk.refused("notAuthentic", "responder")
    talk = session("shorter than a tag")
    talk.list("initiator", b"", talk.sides["initiator"].encrypt(b"")[:15])
    yield talk.refused("wrongLength", "responder")
    talk = session("repeated")
    again = talk.send("responder", b"1")
    talk.list("responder", b"1", again)
    yield talk.refused("notAuthentic", "initiator")
    talk = session("the one before it left out")
    talk.sides["responder"].encrypt(b"1")
    talk.list("responder", b"2", talk.sides["responder"].encrypt(b"2"))
    yield talk.refused("notAuthentic", "initiator")
    talk = session("sent back to its sender")
    back = talk.send("initiator", b"1")
    talk.list("responder", b"1", back)
    yield talk.refused("notAuthentic", "initiator")
    talk = session("the key not changed when its time had come", REKEY_INTERVAL - 1)
    talk.sides["initiator"].encrypt(b"")
    talk.sent["initiator"] += 1
    talk.list("initiator", b"1", talk.sides["initiator"].encrypt(b"1"))
    yield talk.refused("notAuthentic", "responder")
    talk = session("the key changed a message early", REKEY_INTERVAL - 1)
    talk.sides["initiator"].rekey_outbound_cipher()
    talk.list("initiator", b"1", talk.sides["initiator"].encrypt(b"1"))
    yield talk.refused("notAuthentic", "responder")


def bad_pairings():
    for comment, change in (
            ("the device shows another nonce", {"deviceNonce": drawn("other", 16).hex()}),
            ("the commitment's last bit flipped", {"commitment": None}),
            ("the device committed itself for another session", {"commitment": b"other"})):
        talk = Conversation(comment, "plain")
        talk.shake_hands()
        nonce = drawn("plain device nonce", 16)
        talk.pair(drawn("plain host nonce", 16), nonce)
        del talk.vector["number"]
        if "deviceNonce" in change:
            talk.vector |= change
        elif change["commitment"] is None:
            talk.vector["commitment"] = flip(commitment(talk.hash, nonce), 31).hex()
        else:
            talk.vector["commitment"] = commitment(drawn("other hash", 64), nonce).hex()
        yield talk.refused("brokenCommitment", "initiator")


def main():
    tests = []
    for group in (valid_sessions, bad_messages, other_prologues, bad_transport, bad_pairings):
        for test in group():
            tests.append({"tcId": len(tests) + 1} | test)
    lines = ",\n".join("    " + json.dumps(test) for test in tests)
    head = {"schema": "session_vectors.schema.json", "protocolName": PROTOCOL, "rekeyInterval": REKEY_INTERVAL,
            "source": SOURCE, "numberOfTests": len(tests)}
    text = json.dumps(head, indent=2)[:-2] + ',\n  "tests": [\n' + lines + "\n  ]\n}\n"
    path = pathlib.Path(__file__).parent / "session.json"
    if "--check" not in sys.argv[1:]:
        path.write_text(text)
    elif path.read_text() != text:
        sys.exit(f"{path.name} is not what this script makes; run it without --check")


if __name__ == "__main__":
    main()
