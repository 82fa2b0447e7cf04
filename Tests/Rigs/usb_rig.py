"""A USB device that is not there, for programs that use the real libudev and libusb.

    umockdev-wrapper /usr/bin/python3 usb_rig.py [--plugged] -- COMMAND [ARGUMENT]...

runs COMMAND where /sys, /dev and udev's events are a test bed of umockdev's. One made-up keypad can be plugged into
it; usbfs calls on its node are answered here, transfer by transfer, from its descriptors. Each line on standard input
is a word:

    plug     the device appears, and udev's processed event "add" is sent
    unplug   transfers that wait end as the kernel ends them, the device goes, "remove" is sent
    change   udev's event "change" is sent
    hold     from here on transfers are accepted and wait
    release  transfers are answered again, those that wait first
    mute     from here on strings are refused with a stall
    quit     COMMAND gets SIGTERM

Each is answered by a line `rig: WORD` on standard output, which COMMAND shares. The end of standard input is `quit`.
The rig ends when COMMAND does, with its exit status (128 + N for signal N).

It needs Debian's umockdev, gir1.2-umockdev-1.0 and python3-gi.
"""

import errno
import os
import signal
import struct
import subprocess
import sys
import threading

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


class Rig:
    def __init__(self, command):
        self.command = command
        self.testbed = UMockdev.Testbed.new()
        self.device = None
        self.process = None
        self.muted = False
        self.holding = False

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

    def quit(self):
        self.process.send_signal(signal.SIGTERM)

    def take_words(self):
        words = {name: getattr(self, name) for name in ("plug", "unplug", "change", "hold", "release", "mute", "quit")}
        try:
            for line in sys.stdin:
                word = line.strip()
                if word not in words:
                    raise SystemExit(f"rig: no word {word!r}")
                words[word]()
                os.write(1, f"rig: {word}\n".encode())
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
