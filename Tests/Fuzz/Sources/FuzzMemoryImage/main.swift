import Cryptography
import FuzzRig
import RoomRig
import TokenMachine
import WireProtocol

/// Reads an image, and traps where it would not be written back byte by byte.
func check(_ image: [UInt8]) {
  guard let memory = try? TokenMemory(image: SecretBytes(copying: image)) else { return }
  let written = memory.image().copy
  if image[4] == 2 {
    precondition(written == image, "a token would write back other than it read")
  } else {
    // The former format ends behind the slots, and is never written.
    let again = try? TokenMemory(image: SecretBytes(copying: written))
    precondition(again?.image().copy == written && written[4] == 2, "a token cannot read what it wrote")
  }
  precondition(memory.slots.count <= TokenMemory.slotLimit, "more slots than there are")
  for (slot, next) in zip(memory.slots, memory.slots.dropFirst()) {
    precondition(slot.number < next.number, "the slots are out of order")
  }
  for slot in memory.slots {
    precondition((0..<TokenMemory.slotLimit).contains(slot.number), "a slot that is not there")
    precondition(TokenMemory.keyLengths.contains(slot.key.count), "a key of the wrong length")
    precondition(slot.label.utf8.count <= TokenMemory.longestLabel, "a label is too long")
  }
  precondition(memory.hosts.count <= TokenMemory.hostLimit, "more hosts than there may be")
  precondition(memory.identitySecret.map { $0.count == 32 } ?? true, "a secret of the wrong length")
  if let pin = memory.pin {
    precondition(HostMessage.pinLength.contains(pin.digits.count) && pin.triesLeft <= TokenPIN.tries, "no such PIN")
  }
}

// An image is read whole or not at all: as it came, and with the checksum that it should have.
fuzz { input in
  check(Array(input))
  let covered = input.dropLast(2)
  let checksum = FrameCheck.value(of: UnsafeRawBufferPointer(rebasing: covered))
  check(Array(covered) + [UInt8(truncatingIfNeeded: checksum), UInt8(truncatingIfNeeded: checksum >> 8)])
}
