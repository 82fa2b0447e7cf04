extension SlotRecord {
  /// Reads the fields; nil where the kind is not known here.
  init?(_ body: inout BodyReader) throws(MessageFault) {
    let number = try body.byte(in: 0...(SlotRecord.mostSlots - 1))
    let kind = SlotKind(rawValue: try body.byte())
    let algorithm = try body.byte()
    let digits = try body.byte(in: 6...10)
    let period = try body.uint16()
    let counter = try body.uint64()
    let label = try body.text8()
    let suite = try body.text8(limit: SlotRecord.longestSuite)
    guard let kind, algorithm >= 1, algorithm <= 3 else { return nil }
    guard (kind == .totp) == (period > 0), kind != .totp || counter == 0, (kind == .ocra) != suite.utf8.isEmpty else {
      throw .outOfRange
    }
    self.init(
      number: number, kind: kind, algorithm: algorithm, digits: digits, period: period, counter: counter,
      label: label, suite: suite)
  }

  func write(to body: inout BodyWriter) {
    body.put(number)
    body.put(kind.rawValue)
    body.put(algorithm)
    body.put(digits)
    body.put(period)
    body.put(counter)
    body.putText8(label)
    body.putText8(suite)
  }
}
