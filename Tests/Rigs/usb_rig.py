"""USB devices that are not there, for programs that use the real libudev and libusb.

    umockdev-wrapper /usr/bin/python3 usb_rig.py [--plugged] -- COMMAND [ARGUMENT]...

runs COMMAND where /sys, /dev and udev's events are a test bed of umockdev's. One made-up keypad can be plugged into
it; usbfs calls on its node are answered here, transfer by transfer, from its descriptors. Up to nine made-up keyboards
of one model can be plugged in beside it, each a USB device with one boot-keyboard interface and an event node. Each
line on standard input is a word, with a keyboard's number from 1 behind some:

    plug     the device appears, and udev's processed event "add" is sent
    unplug   transfers that wait end as the kernel ends them, the device goes, "remove" is sent
    change   udev's event "change" is sent
    hold     from here on transfers are accepted and wait
    release  transfers are answered again, those that wait first
    mute     from here on strings are refused with a stall
    keyboard N         a keyboard appears: device, interface, event node, udev's event for each; KEYPORT_DRIVER is set
                       by the rule of the mode
    unknown N          likewise, without KEYPORT_DRIVER: no driver speaks for it
    away N             the keyboard goes: event node, interface, device
    vanish N           likewise, the device first
    type N CODE...     keys go down and up: evdev key codes in decimal, or usages where libusb has the interface
    down N CODE        a key goes down and stays
    up N CODE          and up again
    held N             a keyboard appears that another program has grabbed
    give-grab N        which gives it back: its descriptor of the event node is closed
    pressed N CODE     a keyboard appears while a key is down
    mode M             how keyboards are to be opened from here on: evdev or usb-interface
    yubikey N DRIVER   a YubiKey 5 appears (1050:0407: OTP, FIDO and smart card), KEYPORT_DRIVER as a rule would set it
                       on its OTP interface, `-` for none; slot 1 types, slot 2 answers HMAC-SHA1 by the key of RFC 2202
                       (20 bytes 0b) at a touch; `away`, `type` and the rest go for it too. In the mode `hidraw` it has
                       a hidraw node
    touch N            somebody touches it while it waits for that
    storm COUNT        COUNT times a keyboard appears, is taken, and goes; every other one device first
    times              from here on the moment is told at which a keyboard's event node is there for udev to tell of, or
                       goes: `rig: at N MICROSECONDS` of the monotonic clock
    figures            tells COMMAND's descriptors, threads and resident kB: `rig: figures D T K`
    quit     COMMAND gets SIGTERM

What is written to a keyboard, and whether it is grabbed or its kernel driver detached, is told by lines such as
`rig: wrote 1 BYTES`, `rig: grabbed 1` and `rig: detached 1`.

Each is answered by a line `rig: WORD` on standard output, which COMMAND shares. The end of standard input is `quit`.
The rig ends when COMMAND does, with its exit status (128 + N for signal N).

It needs Debian's umockdev, gir1.2-umockdev-1.0 and python3-gi.
"""

import errno
import hmac
import os
import signal
import struct
import subprocess
import sys
import threading
import time
import tty

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import UMockdev  # noqa: E402

BUS, ADDRESS = 1, 4
NODE = f"/dev/bus/usb/{BUS:03}/{ADDRESS:03}"
PLACE = "/devices/pci0000:00/0000:00:14.0/usb1/1-2"

# <linux/usbdevice_fs.h>, 64-bit.
CONTROL = 0xC0185500
GET_CAPABILITIES = 0x8004551A
CONNECTINFO = 0x40085511
SUBMITURB = 0x8038550A
REAPURB = 0x4008550C
REAPURBNDELAY = 0x4008550D
DISCARDURB = 0x0000550B
URB = struct.Struct("<BBxxiIxxxxQiiiiiIQ")
URB_CONTROL = 2
STATUS_OFFSET, BUFFER_OFFSET, ACTUAL_OFFSET = 4, 16, 28

GET_DESCRIPTOR, GET_CONFIGURATION = 6, 8
STRING_DESCRIPTOR = 3

STRINGS = {1: "Keyport Works", 2: "Rig Keypad", 3: "RIG-0001"}
LANGUAGE = 0x0409


def device_descriptor():
    return struct.pack("<BBHBBBBHHHBBBB", 18, 1, 0x0200, 0, 0, 0, 64, 0x1209, 0x0001, 0x0110, 1, 2, 3, 1)


def configuration_descriptor():
    """Communications (2/2/0) with an interrupt endpoint, and its data (10/0/0)."""
    body = struct.pack("<BBBBBBBBB", 9, 4, 0, 0, 1, 2, 2, 0, 0)
    body += struct.pack("<BBBBHB", 7, 5, 0x81, 3, 8, 16)
    body += struct.pack("<BBBBBBBBB", 9, 4, 1, 0, 0, 10, 0, 0, 0)
    return struct.pack("<BBHBBBBB", 9, 2, 9 + len(body), 2, 1, 0, 0x80, 50) + body


def string_descriptor(index):
    if index == 0:
        body = struct.pack("<H", LANGUAGE)
    elif index in STRINGS:
        body = STRINGS[index].encode("utf-16-le")
    else:
        return None
    return bytes([2 + len(body), STRING_DESCRIPTOR]) + body


class Device(UMockdev.IoctlBase):
    """Answers usbfs calls. umockdev calls it from a thread of its own."""

    def __init__(self):
        super().__init__()
        self.lock = threading.Lock()
        self.present = True
        self.holding = False
        self.muted = False
        self.waiting = []  # (urb, buffer)
        self.finished = []  # urb

    # Standard input's words.

    def hold(self):
        with self.lock:
            self.holding = True

    def release(self):
        with self.lock:
            self.holding = False
            waiting, self.waiting = self.waiting, []
            for urb, buffer in waiting:
                self.answer(urb, buffer)

    def mute(self):
        with self.lock:
            self.muted = True

    def vanish(self):
        with self.lock:
            self.present = False
            waiting, self.waiting = self.waiting, []
            for urb, _ in waiting:
                self.finish(urb, -errno.ESHUTDOWN)

    # usbfs.

    def do_handle_ioctl(self, client):
        with self.lock:
            request = client.get_request() & 0xFFFFFFFF
            argument = client.get_arg()
            try:
                result, error = self.call(request, argument)
            except Exception as failure:  # A call that is not understood ends the test, not the rig's thread.
                print(f"rig: {request:#x}: {failure!r}", file=sys.stderr, flush=True)
                result, error = -1, errno.EIO
            client.complete(result, error)
        return True

    def call(self, request, argument):
        if request in (REAPURB, REAPURBNDELAY):
            # What was under way can be collected after the device has gone, as from Linux 3.18 on.
            if self.finished:
                argument.resolve(0, 8).set_ptr(0, self.finished.pop(0))
                return 0, 0
            return -1, errno.EAGAIN if self.present else errno.ENODEV
        if not self.present:
            return -1, errno.ENODEV
        if request == GET_CAPABILITIES:
            argument.resolve(0, 4).update(0, struct.pack("<I", 0x10))
            return 0, 0
        if request == CONNECTINFO:
            argument.resolve(0, 8).update(0, struct.pack("<IB3x", ADDRESS, 0))
            return 0, 0
        if request == CONTROL:
            return self.control_now(argument.resolve(0, 24))
        if request == SUBMITURB:
            return self.submit(argument.resolve(0, URB.size))
        if request == DISCARDURB:
            return self.discard(argument)
        return -1, errno.ENOTTY

    def control_now(self, call):
        kind, request, value, index, length, _ = struct.unpack_from("<BBHHHI", bytes(call.retrieve()))
        reply = self.reply(kind, request, value)
        if reply is None:
            return -1, errno.EPIPE
        reply = reply[:length]
        call.resolve(16, length).update(0, reply)
        return len(reply), 0

    def submit(self, urb):
        fields = URB.unpack(bytes(urb.retrieve()))
        kind, length = fields[0], fields[5]
        if kind != URB_CONTROL:
            return -1, errno.EINVAL
        buffer = urb.resolve(BUFFER_OFFSET, length)
        if self.holding:
            self.waiting.append((urb, buffer))
        else:
            self.answer(urb, buffer)
        return 0, 0

    def discard(self, argument):
        (address,) = struct.unpack("<Q", bytes(argument.retrieve()))
        for index, (urb, _) in enumerate(self.waiting):
            if urb.client_addr == address:
                del self.waiting[index]
                self.finish(urb, -errno.ENOENT)
                return 0, 0
        return -1, errno.EINVAL

    def answer(self, urb, buffer):
        kind, request, value, _, length = struct.unpack_from("<BBHHH", bytes(buffer.retrieve()))
        reply = self.reply(kind, request, value)
        if reply is None:
            return self.finish(urb, -errno.EPIPE)
        reply = reply[:length]
        buffer.update(8, reply)
        self.finish(urb, 0, len(reply))

    def finish(self, urb, status, actual=0):
        urb.update(STATUS_OFFSET, struct.pack("<i", status))
        urb.update(ACTUAL_OFFSET, struct.pack("<i", actual))
        self.finished.append(urb)

    def reply(self, kind, request, value):
        """The data stage of a control request; None for a stall."""
        if kind != 0x80:
            return None
        if request == GET_CONFIGURATION:
            return b"\x01"
        if request == GET_DESCRIPTOR and value >> 8 == STRING_DESCRIPTOR and not self.muted:
            return string_descriptor(value & 0xFF)
        return None


class Keyboard(UMockdev.IoctlBase):
    """A boot keyboard: its usbfs node and its event node. umockdev calls it from a thread of its own."""

    def __init__(self, number, mode, serial, quiet):
        super().__init__()
        self.quiet = quiet
        self.lock = threading.RLock()
        self.number, self.mode, self.serial = number, mode, serial
        self.place = f"/devices/pci0000:00/0000:00:14.0/usb1/1-{4 + number}"
        self.interface = f"{self.place}/1-{4 + number}:1.0"
        self.input = f"{self.interface}/0003:1209:0002.000{number}/input/input{number}"
        self.event = f"{self.input}/event{number}"
        self.node = f"/dev/bus/usb/001/{10 + number:03}"
        self.event_node = f"/dev/input/event{number}"
        self.master = self.slave = -1
        self.present = True
        self.pressed = set()
        self.grabbed_by_us = False
        self.held_by_other = False
        self.bound = True
        self.taken = threading.Event()
        self.waiting = []  # interrupt (urb, buffer)
        self.finished = []
        self.reports = []

    def tell(self, text):
        if self.quiet:
            return
        os.write(1, f"rig: {text}\n".encode())

    def descriptors(self):
        device = struct.pack("<BBHBBBBHHHBBBB", 18, 1, 0x0200, 0, 0, 0, 64, 0x1209, 0x0002, 0x0100, 0, 0, 0, 1)
        body = struct.pack("<BBBBBBBBB", 9, 4, 0, 0, 1, 3, 1, 1, 0)
        body += struct.pack("<BBHBBBH", 9, 0x21, 0x0111, 0, 1, 0x22, 63)
        body += struct.pack("<BBBBHB", 7, 5, 0x81, 3, 8, 10)
        return device + struct.pack("<BBHBBBBB", 9, 2, 9 + len(body), 1, 1, 0, 0x80, 50) + body

    def do_handle_ioctl(self, client):
        with self.lock:
            try:
                result, error = self.call(client.get_request() & 0xFFFFFFFF, client.get_arg())
            except Exception as failure:
                print(f"rig: {client.get_request():#x}: {failure!r}", file=sys.stderr, flush=True)
                result, error = -1, errno.EIO
            client.complete(result, error)
        return True

    def call(self, request, argument):
        if request in (REAPURB, REAPURBNDELAY):
            if self.finished:
                argument.resolve(0, 8).set_ptr(0, self.finished.pop(0))
                return 0, 0
            return -1, errno.EAGAIN if self.present else errno.ENODEV
        if not self.present:
            return -1, errno.ENODEV
        if request & 0xC000FFFF == 0x80004518:  # EVIOCGKEY
            length = request >> 16 & 0x3FFF
            keys = bytearray(length)
            for code in self.pressed:
                keys[code // 8] |= 1 << code % 8
            argument.resolve(0, length).update(0, bytes(keys))
            return length, 0
        if request == 0x40044590:  # EVIOCGRAB, by value
            return self.grab()
        if request == GET_CAPABILITIES:
            argument.resolve(0, 4).update(0, struct.pack("<I", 0x10))
            return 0, 0
        if request == CONNECTINFO:
            argument.resolve(0, 8).update(0, struct.pack("<IB3x", 10 + self.number, 0))
            return 0, 0
        if request == 0x41045508:  # USBDEVFS_GETDRIVER
            if not self.bound:
                return -1, errno.ENODATA
            argument.resolve(0, 260).update(4, b"usbhid\0")
            return 0, 0
        if request == 0xC0105512:  # USBDEVFS_IOCTL: disconnect and connect
            _, code, _ = struct.unpack_from("<iiQ", bytes(argument.resolve(0, 16).retrieve()))
            self.bound = code & 0xFFFF == 0x5517
            self.tell(f"{'attached' if self.bound else 'detached'} {self.number}")
            return 0, 0
        if request == 0x8004550F:  # USBDEVFS_CLAIMINTERFACE
            return (-1, errno.EBUSY) if self.bound else (0, 0)
        if request == 0x80045510:  # USBDEVFS_RELEASEINTERFACE
            return 0, 0
        if request == SUBMITURB:
            return self.submit(argument.resolve(0, URB.size))
        if request == DISCARDURB:
            return self.discard(argument)
        return -1, errno.ENOTTY

    def grab(self):
        if self.held_by_other:
            return -1, errno.EBUSY
        self.grabbed_by_us = not self.grabbed_by_us
        self.taken.set()
        self.tell(f"{'grabbed' if self.grabbed_by_us else 'ungrabbed'} {self.number}")
        return 0, 0

    def submit(self, urb):
        fields = URB.unpack(bytes(urb.retrieve()))
        kind, length = fields[0], fields[5]
        buffer = urb.resolve(BUFFER_OFFSET, length)
        if kind == URB_CONTROL:
            setup = bytes(buffer.retrieve())
            kind, request, value, _, count = struct.unpack_from("<BBHHH", setup)
            if kind == 0x21:
                self.tell(f"wrote {self.number} {request:02x} {value:04x} {setup[8:8 + count].hex()}".rstrip())
                self.finish(urb, 0, count)
            else:
                self.finish(urb, -errno.EPIPE)
        else:
            self.waiting.append((urb, buffer))
            self.taken.set()
            self.pump()
        return 0, 0

    def pump(self):
        while self.waiting and self.reports:
            urb, buffer = self.waiting.pop(0)
            report = self.reports.pop(0)
            buffer.update(0, report)
            self.finish(urb, 0, len(report))

    def discard(self, argument):
        (address,) = struct.unpack("<Q", bytes(argument.retrieve()))
        for index, (urb, _) in enumerate(self.waiting):
            if urb.client_addr == address:
                del self.waiting[index]
                self.finish(urb, -errno.ENOENT)
                return 0, 0
        return -1, errno.EINVAL

    def finish(self, urb, status, actual=0):
        urb.update(STATUS_OFFSET, struct.pack("<i", status))
        urb.update(ACTUAL_OFFSET, struct.pack("<i", actual))
        self.finished.append(urb)

    def key(self, code, down):
        with self.lock:
            (self.pressed.add if down else self.pressed.discard)(code)
            if self.mode == "usb-interface":
                self.reports.append(bytes([0, 0] + [code if down else 0] + [0] * 5))
                return self.pump()
            now = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
            for kind, number, value in ((1, code, int(down)), (0, 0, 0)):
                os.write(self.master, struct.pack("<qqHHi", now // 1000000, now % 1000000, kind, number, value))

    def open_pty(self):
        self.master, self.slave = os.openpty()
        tty.setraw(self.slave)
        threading.Thread(target=self.hear, daemon=True).start()
        return os.ttyname(self.slave)

    def hear(self):
        try:
            while data := os.read(self.master, 4096):
                self.tell(f"wrote {self.number} {data.hex()}")
        except OSError:
            pass

    def vanish(self):
        with self.lock:
            self.present = False
            waiting, self.waiting = self.waiting, []
            for urb, _ in waiting:
                self.finish(urb, -errno.ESHUTDOWN)


class YubiKey(Keyboard):
    """A YubiKey's OTP side: a keyboard and an 8-byte feature report (Yubico's ykdef.h and ykcore.c)."""

    SERIAL, VERSION = 12345678, bytes([5, 4, 3])
    KEY = b"\x0b" * 20

    def __init__(self, number, mode, quiet):
        super().__init__(number, mode, str(self.SERIAL), quiet)
        self.raw_node = f"/dev/hidraw{number}"
        self.frame = bytearray(70)
        self.parts = []
        self.waiting_for_touch = None

    def descriptors(self):
        device = struct.pack("<BBHBBBBHHHBBBB", 18, 1, 0x0200, 0, 0, 0, 64, 0x1050, 0x0407, 0x0543, 0, 0, 0, 1)
        body = b""
        for interface, kind in enumerate(((3, 1, 1), (3, 0, 0), (0x0B, 0, 0))):
            body += struct.pack("<BBBBBBBBB", 9, 4, interface, 0, 1, *kind, 0)
            if kind[0] == 3:
                body += struct.pack("<BBHBBBH", 9, 0x21, 0x0110, 0, 1, 0x22, 71)
            body += struct.pack("<BBBBHB", 7, 5, 0x81 + interface, 3, 8, 10)
        return device + struct.pack("<BBHBBBBB", 9, 2, 9 + len(body), 3, 1, 0, 0x80, 15) + body

    def call(self, request, argument):
        length = request >> 16 & 0x3FFF
        if self.present and request & 0xC000FFFF == 0xC0004806:  # HIDIOCSFEATURE
            report = bytes(argument.resolve(0, length).retrieve())
            self.set_report(report[1:])
            return length, 0
        if self.present and request & 0xC000FFFF == 0xC0004807:  # HIDIOCGFEATURE
            argument.resolve(0, length).update(1, self.get_report())
            return length, 0
        return super().call(request, argument)

    def submit(self, urb):
        fields = URB.unpack(bytes(urb.retrieve()))
        buffer = urb.resolve(BUFFER_OFFSET, fields[5])
        if fields[0] == URB_CONTROL:
            setup = bytes(buffer.retrieve())
            kind, request, value, _, _ = struct.unpack_from("<BBHHH", setup)
            if (kind, request, value) == (0xA1, 0x01, 0x0300):
                buffer.update(8, self.get_report())
                self.finish(urb, 0, 8)
                return 0, 0
            if (kind, request, value) == (0x21, 0x09, 0x0300):
                self.set_report(setup[8:16])
                self.finish(urb, 0, 8)
                return 0, 0
        return super().submit(urb)

    def get_report(self):
        if self.waiting_for_touch is not None:
            return bytes(7) + bytes([0x20 | 14])
        if self.parts:
            return self.parts.pop(0)
        # Both slots are set up, the first types when it is touched.
        return bytes([0]) + self.VERSION + bytes([3, 0x07, 0, 0])

    def set_report(self, report):
        part = report[7] & 0x7F
        if part > 9:
            self.parts, self.waiting_for_touch = [], None
            return
        if part == 0:
            self.frame = bytearray(70)
        self.frame[part * 7 : part * 7 + 7] = report[:7]
        if part == 9:
            self.run()

    def run(self):
        payload, slot = bytes(self.frame[:64]), self.frame[64]
        if struct.unpack_from("<H", self.frame, 65)[0] != self.crc(payload):
            return
        self.tell(f"asked {self.number} {slot:02x}")
        if slot == 0x10:
            self.say(struct.pack(">I", self.SERIAL))
        elif slot == 0x13:
            records = bytes([2, 4]) + struct.pack(">I", self.SERIAL) + bytes([5, 3]) + self.VERSION
            self.say(bytes([len(records)]) + records)
        elif slot == 0x38:
            self.waiting_for_touch = hmac.digest(self.KEY, payload.rstrip(payload[-1:]), "sha1")

    def say(self, data):
        data += struct.pack("<H", self.crc(data) ^ 0xFFFF)
        data += bytes(-len(data) % 7)
        self.parts = [data[at : at + 7] + bytes([0x40 | at // 7]) for at in range(0, len(data), 7)]
        self.parts.append(bytes(7) + b"\x40")

    def touch(self):
        with self.lock:
            answer, self.waiting_for_touch = self.waiting_for_touch, None
            self.say(answer)

    @staticmethod
    def crc(data):
        value = 0xFFFF
        for byte in data:
            value ^= byte
            for _ in range(8):
                value = value >> 1 ^ (0x8408 if value & 1 else 0)
        return value

    def key(self, code, down):
        if self.mode != "hidraw":
            return super().key(code, down)
        os.write(self.master, bytes([0, 0, code if down else 0] + [0] * 5))


class Rig:
    def __init__(self, command):
        self.command = command
        self.testbed = UMockdev.Testbed.new()
        self.device = None
        self.process = None
        self.muted = False
        self.holding = False
        self.keyboards = {}
        self.keyboard_mode = "evdev"
        self.quiet = False
        self.timed = False

    def times(self):
        self.timed = True

    def moment(self, number):
        if self.timed:
            os.write(1, f"rig: at {number} {time.clock_gettime_ns(time.CLOCK_MONOTONIC) / 1000}\n".encode())

    def plug(self):
        descriptors = (device_descriptor() + configuration_descriptor()).hex().upper()
        lines = [
            f"P: {PLACE}", f"N: {NODE[5:]}={descriptors}", f"E: DEVNAME={NODE}", "E: DEVTYPE=usb_device",
            "E: SUBSYSTEM=usb", "E: DRIVER=usb", f"E: BUSNUM={BUS:03}", f"E: DEVNUM={ADDRESS:03}",
            "E: ID_VENDOR_ID=1209", "E: ID_MODEL_ID=0001", "E: KEYPORT=1", f"A: busnum={BUS}\\n", f"A: devnum={ADDRESS}\\n",
            "A: bConfigurationValue=1\\n", "A: speed=12\\n", f"H: descriptors={descriptors}", "", "",
        ]
        self.device = Device()
        self.device.muted = self.muted
        self.device.holding = self.holding
        # Adding it to the test bed sends the event, so the node has to answer before.
        self.testbed.attach_ioctl(NODE, self.device)
        self.testbed.add_from_string("\n".join(lines))

    def unplug(self):
        self.device.vanish()
        self.testbed.uevent("/sys" + PLACE, "remove")
        self.testbed.remove_device("/sys" + PLACE)
        self.testbed.detach_ioctl(NODE)

    def change(self):
        self.testbed.uevent("/sys" + PLACE, "change")

    def hold(self):
        self.holding = True
        if self.device:
            self.device.hold()

    def release(self):
        self.holding = False
        if self.device:
            self.device.release()

    def mute(self):
        self.muted = True
        if self.device:
            self.device.mute()

    # Keyboards.

    def mode(self, mode):
        self.keyboard_mode = mode

    def keyboard(self, number):
        self.add_keyboard(int(number), "hid-keypad")

    def unknown(self, number):
        self.add_keyboard(int(number), None)

    def add_keyboard(self, number, driver, held=False, pressed=()):
        keyboard = self.keyboards[number] = Keyboard(
            number, self.keyboard_mode, f"KBD-{number}", self.quiet)
        descriptors = keyboard.descriptors().hex().upper()
        ids = ["E: ID_VENDOR_ID=1209", "E: ID_MODEL_ID=0002", f"E: ID_SERIAL_SHORT={keyboard.serial}"]
        named = [f"E: KEYPORT_DRIVER={driver}"] if driver else []
        whole = named + (["E: KEYPORT_OVER=usb-interface"] if driver else []) if keyboard.mode != "evdev" else []
        self.testbed.attach_ioctl(keyboard.node, keyboard)
        self.testbed.add_from_string("\n".join(
            [f"P: {keyboard.place}", f"N: {keyboard.node[5:]}={descriptors}", f"E: DEVNAME={keyboard.node}",
             "E: DEVTYPE=usb_device", "E: SUBSYSTEM=usb", "E: DRIVER=usb", "E: BUSNUM=001",
             f"E: DEVNUM={10 + number:03}"]
            + ids + ["A: busnum=1\\n", f"A: devnum={10 + number}\\n", "A: bConfigurationValue=1\\n", "A: speed=12\\n",
                     "A: idVendor=1209\\n", "A: idProduct=0002\\n", f"A: serial={keyboard.serial}\\n",
                     f"H: descriptors={descriptors}", "", ""]))
        self.testbed.add_from_string("\n".join(
            [f"P: {keyboard.interface}", "E: DEVTYPE=usb_interface", "E: SUBSYSTEM=usb", "E: DRIVER=usbhid",
             "E: PRODUCT=1209/2/100", "E: INTERFACE=3/1/1"] + whole
            + ["A: bInterfaceNumber=00\\n", "A: bInterfaceClass=03\\n", "A: bInterfaceSubClass=01\\n",
               "A: bInterfaceProtocol=01\\n", "", ""]))
        if keyboard.mode != "evdev":
            return
        # The event node is a pty: what is typed comes and goes as bytes, and its going is seen as on a real one.
        root = self.testbed.get_root_dir()
        terminal = keyboard.open_pty()
        keyboard.pressed |= set(pressed)
        if held:
            keyboard.held_by_other = True
            self.other = os.open(terminal, os.O_RDWR | os.O_NOCTTY)
        self.testbed.attach_ioctl(keyboard.event_node, keyboard)
        os.makedirs(f"{root}/dev/input", exist_ok=True)
        path = root + keyboard.event_node
        if os.path.lexists(path):
            os.unlink(path)
        os.symlink(terminal, path)
        self.moment(number)
        self.testbed.add_from_string("\n".join(
            [f"P: {keyboard.event}", f"E: DEVNAME={keyboard.event_node}", "E: SUBSYSTEM=input", "E: MAJOR=13",
             f"E: MINOR={64 + number}", "E: ID_INPUT=1", "E: ID_INPUT_KEYBOARD=1", "E: ID_BUS=usb"]
            + ids + named + ["", ""]))

    def yubikey(self, number, driver):
        number = int(number)
        mode = "hidraw" if self.keyboard_mode == "hidraw" else "usb-interface"
        key = self.keyboards[number] = YubiKey(number, mode, self.quiet)
        descriptors = key.descriptors().hex().upper()
        self.testbed.attach_ioctl(key.node, key)
        self.testbed.add_from_string("\n".join(
            [f"P: {key.place}", f"N: {key.node[5:]}={descriptors}", f"E: DEVNAME={key.node}",
             "E: DEVTYPE=usb_device", "E: SUBSYSTEM=usb", "E: DRIVER=usb", "E: BUSNUM=001", f"E: DEVNUM={10 + number:03}",
             "E: ID_VENDOR_ID=1050", "E: ID_MODEL_ID=0407", "A: busnum=1\\n", f"A: devnum={10 + number}\\n",
             "A: bConfigurationValue=1\\n", "A: speed=12\\n", "A: idVendor=1050\\n", "A: idProduct=0407\\n",
             f"H: descriptors={descriptors}", "", ""]))
        named = [f"E: KEYPORT_DRIVER={driver}"] if driver != "-" else []
        for interface, kind in enumerate(("03/01/01", "03/00/00", "0b/00/00")):
            codes = kind.split("/")
            self.testbed.add_from_string("\n".join(
                [f"P: {key.interface[:-1]}{interface}", "E: DEVTYPE=usb_interface", "E: SUBSYSTEM=usb",
                 "E: PRODUCT=1050/407/543"] + named
                + [f"A: bInterfaceNumber={interface:02}\\n", f"A: bInterfaceClass={codes[0]}\\n",
                   f"A: bInterfaceSubClass={codes[1]}\\n", f"A: bInterfaceProtocol={codes[2]}\\n", "", ""]))
        if mode != "hidraw":
            return
        root = self.testbed.get_root_dir()
        terminal = key.open_pty()
        self.testbed.attach_ioctl(key.raw_node, key)
        path = root + key.raw_node
        if os.path.lexists(path):
            os.unlink(path)
        os.symlink(terminal, path)
        self.testbed.add_from_string("\n".join(
            [f"P: {key.interface}/0003:1050:0407.000{number}/hidraw/hidraw{number}", f"E: DEVNAME={key.raw_node}",
             "E: SUBSYSTEM=hidraw", "E: MAJOR=240", f"E: MINOR={number}"] + named + ["", ""]))

    def touch(self, number):
        self.keyboards[int(number)].touch()

    def away(self, number):
        self.remove_keyboard(int(number), parent_first=False)

    def vanish(self, number):
        self.remove_keyboard(int(number), parent_first=True)

    def remove_keyboard(self, number, parent_first):
        keyboard = self.keyboards.pop(number)
        self.moment(number)
        keyboard.vanish()
        if keyboard.master >= 0:
            os.close(keyboard.slave)
            os.close(keyboard.master)
        places = [keyboard.interface, keyboard.place]
        if isinstance(keyboard, YubiKey):
            places[:1] = [f"{keyboard.interface[:-1]}{number}" for number in (2, 1, 0)]
        if keyboard.mode == "hidraw":
            places.insert(0, f"{keyboard.interface}/0003:1050:0407.000{number}/hidraw/hidraw{number}")
        if keyboard.mode == "evdev":
            places.insert(0, keyboard.event)
        for place in reversed(places) if parent_first else places:
            self.testbed.uevent("/sys" + place, "remove")
        for place in places:
            self.testbed.remove_device("/sys" + place)
        self.testbed.detach_ioctl(keyboard.node)
        if keyboard.mode != "usb-interface":
            node = keyboard.event_node if keyboard.mode == "evdev" else keyboard.raw_node
            self.testbed.detach_ioctl(node)
            path = self.testbed.get_root_dir() + node
            if os.path.lexists(path):
                os.unlink(path)

    def type(self, number, *codes):
        for code in codes:
            for down in (True, False):
                self.keyboards[int(number)].key(int(code), down)
            time.sleep(0.005)  # Longer than a bounce.

    def storm(self, count):
        self.quiet = True
        for index in range(int(count)):
            self.add_keyboard(1, "hid-keypad")
            if not self.keyboards[1].taken.wait(20):
                print(f"rig: cycle {index}: nobody took the keyboard", file=sys.stderr, flush=True)
            self.remove_keyboard(1, parent_first=index % 2 == 1)
        self.quiet = False

    def figures(self):
        place = f"/proc/{self.process.pid}"
        with open(f"{place}/status") as status:
            lines = dict(line.split(":", 1) for line in status)
        figures = f"{len(os.listdir(place + '/fd'))} {lines['Threads'].strip()} {lines['VmRSS'].split()[0]}"
        os.write(1, f"rig: figures {figures}\n".encode())

    def down(self, number, code):
        self.keyboards[int(number)].key(int(code), True)

    def up(self, number, code):
        self.keyboards[int(number)].key(int(code), False)

    def held(self, number):
        self.add_keyboard(int(number), "hid-keypad", held=True)

    def pressed(self, number, code):
        self.add_keyboard(int(number), "hid-keypad", pressed={int(code)})

    def give_grab(self, number):
        self.keyboards[int(number)].held_by_other = False
        os.close(self.other)

    def quit(self):
        self.process.send_signal(signal.SIGTERM)

    def take_words(self):
        names = (
            "plug", "unplug", "change", "hold", "release", "mute", "quit", "mode", "keyboard", "unknown", "away",
            "vanish", "type", "down", "up", "held", "pressed", "give-grab", "storm", "figures", "times", "yubikey",
            "touch")
        words = {name: getattr(self, name.replace("-", "_")) for name in names}
        try:
            for line in sys.stdin:
                word, *rest = line.split()
                if word not in words:
                    raise SystemExit(f"rig: no word {word!r}")
                words[word](*rest)
                os.write(1, f"rig: {line.strip()}\n".encode())
        finally:
            self.quit()

    def run(self):
        environment = dict(os.environ, UMOCKDEV_DIR=self.testbed.get_root_dir())
        self.process = subprocess.Popen(self.command, env=environment, stdin=subprocess.DEVNULL)
        threading.Thread(target=self.take_words, daemon=True).start()
        status = self.process.wait()
        return status if status >= 0 else 128 - status


def main():
    arguments = sys.argv[1:]
    if "--" not in arguments or arguments[-1] == "--":
        print(__doc__, file=sys.stderr)
        return 2
    split = arguments.index("--")
    rig = Rig(arguments[split + 1 :])
    if "--plugged" in arguments[:split]:
        rig.plug()
    return rig.run()


if __name__ == "__main__":
    # umockdev's threads would outlive an ordinary exit.
    status = main()
    sys.stdout.flush()
    os._exit(status)
