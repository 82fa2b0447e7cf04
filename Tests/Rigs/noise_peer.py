"""The other side of a session, by PyPI's noiseprotocol; run in the environment of packaging/python-venv.

    noise_peer.py initiator|responder PROLOGUE

Keys are drawn anew. Bytes go over standard input and output in hex, one line each. First comes its static public key; then
the handshake, as pattern XX wants it; then the handshake's hash. From there on it answers what it is told:

    seal TEXT       the next message it sends
    open SEALED     the text of the next message it receives, or `refused`
    number HOST DEVICE  the commitment to the device's nonce, and the pairing number
"""

import hashlib
import sys

from noise.connection import Keypair, NoiseConnection
from noise.exceptions import NoiseInvalidMessage

REKEY_INTERVAL = 1024


def say(*words):
    print(*(word if isinstance(word, str) else bytes(word).hex() for word in words), flush=True)


def hear():
    line = sys.stdin.readline()
    if not line:
        sys.exit("noise_peer: the other side left")
    return bytes.fromhex(line.strip())


def shake_hands(role, prologue):
    side = NoiseConnection.from_name(b"Noise_XX_25519_ChaChaPoly_BLAKE2b")
    getattr(side, f"set_as_{role}")()
    side.set_prologue(prologue)
    pair = side.noise_protocol.dh_fn.generate_keypair()
    side.noise_protocol.keypairs["s"] = pair
    say(pair.public_bytes)
    side.start_handshake()
    for number in range(3):
        if (number % 2 == 0) == (role == "initiator"):
            say(side.write_message(f"payload {number}".encode()))
        else:
            side.read_message(hear())
    say(side.get_handshake_hash())
    return side


def serve(side):
    sent = received = 0
    handshake_hash = side.get_handshake_hash()
    for line in sys.stdin:
        command, *words = line.rstrip("\n").split(" ")
        words = [bytes.fromhex(word) for word in words]
        if command == "seal":
            say(side.encrypt(words[0]))
            sent += 1
            if sent % REKEY_INTERVAL == 0:
                side.rekey_outbound_cipher()
        elif command == "open":
            try:
                say(side.decrypt(words[0]))
            except NoiseInvalidMessage:
                say("refused")
                continue
            received += 1
            if received % REKEY_INTERVAL == 0:
                side.rekey_inbound_cipher()
        elif command == "number":
            host, device = words
            committed = hashlib.blake2b(b"Keyport pairing commitment" + handshake_hash + device, digest_size=32)
            digest = hashlib.blake2b(b"Keyport pairing number" + handshake_hash + host + device).digest()
            say(committed.digest(), f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06}")
        else:
            sys.exit(f"noise_peer: what is {command}?")


if __name__ == "__main__":
    serve(shake_hands(sys.argv[1], bytes.fromhex(sys.argv[2])))
