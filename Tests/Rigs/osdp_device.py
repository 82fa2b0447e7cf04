#!/usr/bin/env python3
"""One or more OSDP devices, by libosdp, on a pty: what the tests of the `osdp` driver talk to.

    osdp_device.py LINK DEVICE... [--record FILE]

LINK becomes a symbolic link to the pty. DEVICE is ADDRESS, ADDRESS:KEY (32 hexadecimal digits) or ADDRESS:install (a
device that has the default key alone). Every line written is a JSON object: {"state": ...} when the bus stands, when a
device goes online or offline, or gains or loses its secure channel; {"command": ...} for each command. Lines read:

    keys ADDRESS TEXT     presses keys: digits, * and #
    card ADDRESS          reads a card
    tamper ADDRESS 0|1    opens or closes the tamper switch
    silent 0|1            nothing is heard or said from now on, or again
    noise HEX             these bytes come on the line
    spoil COUNT           the next COUNT packets of the devices lose their last bit

It ends with its standard input, or with the line `end`.
"""
import collections
import json
import os
import pty
import select
import signal
import sys
import tty

import osdp

CAPABILITIES = osdp.PDCapabilities([
    (osdp.Capability.LEDControl, 1, 1),
    (osdp.Capability.AudibleControl, 1, 1),
    (osdp.Capability.TextOutput, 1, 1),
    (osdp.Capability.ContactStatusMonitoring, 1, 1),
    (osdp.Capability.CommunicationSecurity, 1, 1),
])
IDENTITY = osdp.PdId(version=3, model=12, vendor_code=0xA1B2C3, serial_number=0x01020304, firmware_version=0x0A0B0C)


def tell(**what):
    print(json.dumps(what), flush=True)


class Bus:
    """The line: what the panel says goes to every device, what a device says to the panel and the other devices."""

    def __init__(self, link, record):
        self.master, slave = pty.openpty()
        tty.setraw(slave)
        # Kept open, so that the line stands before the panel opens it and after it has closed it.
        self.slave = slave
        if os.path.lexists(link):
            os.unlink(link)
        os.symlink(os.ttyname(slave), link)
        self.taps = []
        self.silent = False
        self.spoiled = 0
        self.record = record

    def read(self):
        data = os.read(self.master, 4096)
        self.note(">", data)
        if self.silent:
            return
        for tap in self.taps:
            tap.heard += data

    def say(self, data, by=None):
        if self.silent:
            return
        if by is not None and self.spoiled > 0:
            self.spoiled -= 1
            data = data[:-1] + bytes([data[-1] ^ 1])
        self.note("<", data)
        os.write(self.master, data)
        for tap in self.taps:
            if tap is not by:
                tap.heard += data

    def note(self, direction, data):
        if self.record:
            self.record.write(f"{direction} {data.hex(' ')}\n")


class Tap(osdp.Channel):
    """One device's place on the line."""

    def __init__(self, bus, number):
        super().__init__()
        self.id = number
        self.bus = bus
        self.heard = bytearray()
        bus.taps.append(self)

    def read(self, max_bytes):
        data = bytes(self.heard[:max_bytes])
        del self.heard[:max_bytes]
        return data

    def write(self, buf):
        self.bus.say(bytes(buf), by=self)
        return len(buf)

    def flush(self):
        self.heard.clear()


def plain(value):
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    return value


class Device:
    def __init__(self, bus, text):
        address, _, key = text.partition(":")
        self.address = int(address)
        flags = [osdp.LibFlag.EnforceSecure] if key else []
        if key == "install":
            flags = [osdp.LibFlag.InstallMode]
        scbk = bytes.fromhex(key) if key and key != "install" else None
        tap = Tap(bus, self.address)
        info = osdp.PDInfo(self.address, tap, scbk=scbk, name=f"pd-{self.address}", flags=flags, id=IDENTITY)
        self.device = osdp.PeripheralDevice(
            info, CAPABILITIES, log_level=osdp.LogLevel.Critical, command_handler=self.command)
        self.state = {}

    def command(self, command):
        names = {value: name.lower() for name, value in vars(osdp.Command).items() if not name.startswith("_")}
        what = plain({key: value for key, value in command.items() if key != "command"})
        tell(command=names.get(command["command"], "?"), address=self.address, **what)
        return 0, None

    def refresh(self):
        self.device.ctx.refresh()
        for word, value in (("online", self.device.is_online()), ("secure", self.device.is_sc_active())):
            if self.state.get(word, False) != bool(value):
                self.state[word] = bool(value)
                tell(state=word if value else f"not {word}", address=self.address)

    def submit(self, event):
        if not self.device.ctx.submit_event(event):
            tell(state="event refused", address=self.address)


def obey(line, bus, devices):
    word, *rest = line.split()
    if word == "keys":
        codes = bytes({"*": 0x7F, "#": 0x0D}.get(key, ord(key)) for key in rest[1])
        devices[int(rest[0])].submit({"event": osdp.Event.KeyPress, "reader_no": 0, "data": codes})
    elif word == "card":
        devices[int(rest[0])].submit({
            "event": osdp.Event.CardRead, "reader_no": 0, "direction": 0, "format": osdp.CardFormat.Wiegand, "length": 26,
            "data": bytes([0x12, 0x34, 0x56, 0x40])})
    elif word == "tamper":
        devices[int(rest[0])].submit({
            "event": osdp.Event.Status, "type": osdp.StatusReportType.Local, "report": bytes([int(rest[1]), 0])})
    elif word == "silent":
        bus.silent = rest[0] == "1"
    elif word == "noise":
        bus.say(bytes.fromhex(rest[0]))
    elif word == "spoil":
        bus.spoiled = int(rest[0])
    tell(done=line)


def main():
    # Whoever starts it may have had signals blocked.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    arguments = collections.deque(sys.argv[1:])
    link, record, wanted = arguments.popleft(), None, []
    while arguments:
        argument = arguments.popleft()
        if argument == "--record":
            record = open(arguments.popleft(), "w", buffering=1)
        else:
            wanted.append(argument)
    bus = Bus(link, record)
    devices = {device.address: device for device in (Device(bus, text) for text in wanted)}
    tell(state="standing")
    orders = bytearray()
    while True:
        # libosdp wants to be called again and again: it has deadlines of its own that it does not tell.
        ready, _, _ = select.select([bus.master, sys.stdin], [], [], 0.01)
        if bus.master in ready:
            bus.read()
        if sys.stdin in ready:
            data = os.read(sys.stdin.fileno(), 4096)
            if not data:
                return
            orders += data
            while b"\n" in orders:
                line, _, orders = orders.partition(b"\n")
                if line == b"end":
                    return
                obey(line.decode(), bus, devices)
        for device in devices.values():
            device.refresh()


if __name__ == "__main__":
    main()
