internal import Cryptography

extension TokenMachine where Hash: ~Copyable {
  mutating func show(_ text: StaticString, until deadline: Duration?, _ effects: inout [TokenEffect]) {
    let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    show(SecretBytes(copying: bytes), until: deadline, &effects)
  }

  mutating func show(_ text: SecretBytes, until deadline: Duration?, _ effects: inout [TokenEffect]) {
    display = text
    screenDeadline = deadline
    effects.append(.displayChanged)
  }

  mutating func darken(_ effects: inout [TokenEffect]) {
    guard !display.isEmpty || screenDeadline != nil else { return }
    show(SecretBytes(copying: EmptyCollection()), until: nil, &effects)
  }

  /// Shows as many dots, or the digits themselves, as were typed.
  mutating func showTyped(
    _ typed: SecretBytes, masked: Bool, until deadline: Duration?, _ effects: inout [TokenEffect]
  ) {
    let text =
      masked
      ? SecretBytes(count: typed.count) { dots in
        for index in 0..<dots.count { dots[index] = 0x2A }
      } : typed
    show(text, until: deadline, &effects)
  }

  /// Ends whatever was asked, without an answer.
  mutating func endPrompt(_ effects: inout [TokenEffect]) {
    if case .none = prompt { return }
    prompt = .none
    darken(&effects)
  }
}

extension SecretBytes {
  /// A secret of its own with one more byte.
  func appending(_ byte: UInt8) -> SecretBytes {
    SecretBytes(count: count + 1) { bytes in
      withBytes { bytes.copyMemory(from: $0) }
      bytes[count] = byte
    }
  }

  /// No bytes.
  static var empty: SecretBytes { SecretBytes(copying: EmptyCollection()) }
}
