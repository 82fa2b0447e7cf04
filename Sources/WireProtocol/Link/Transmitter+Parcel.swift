public import Cryptography

extension Transmitter.Parcel {
  /// What a session seals: the message's id, then its body (REQ-SEC-006).
  public var plaintext: SecretBytes {
    SecretBytes(count: 1 + body.count) { plaintext in
      plaintext[0] = id
      body.withBytes { UnsafeMutableRawBufferPointer(rebasing: plaintext[1...]).copyMemory(from: $0) }
    }
  }

  /// The id and the body out of what a session opened; nil where not even an id is there.
  public static func opened(_ plaintext: SecretBytes) -> (id: UInt8, body: SecretBytes)? {
    plaintext.withBytes { bytes in
      bytes.isEmpty ? nil : (bytes[0], SecretBytes(copying: UnsafeRawBufferPointer(rebasing: bytes[1...])))
    }
  }
}
