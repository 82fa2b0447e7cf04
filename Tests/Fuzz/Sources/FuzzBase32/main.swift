import Cryptography
import FuzzRig
import OTPAlgorithms

// What is read is written and read back as the same, in each of the forms a key may have.
fuzz { input in
  if let key = try? Base32.decode(input) {
    for padded in [false, true] {
      let again = try? Base32.encode(key, padded: padded).withBytes { bytes throws(Base32Error) in
        try Base32.decode(bytes)
      }
      precondition(again?.matches(key) == true, "base32 changed a key")
    }
    precondition(key.count <= input.count * 5 / 8, "base32 made bytes of nothing")
  }
  if let key = try? Hexadecimal.decode(input) {
    let again = try? Hexadecimal.encode(key).withBytes { bytes throws(HexadecimalError) in
      try Hexadecimal.decode(bytes)
    }
    precondition(again?.matches(key) == true, "hexadecimal changed a key")
  }
  if let key = try? KeyText.decode(input) { precondition(!key.isEmpty, "an empty key was accepted") }
}
