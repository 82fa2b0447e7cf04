public import Cryptography

/// Computes and checks the responses of one key (RFC 6287 §5): HMAC over the suite, a zero byte and the inputs that
/// the suite names, in the order counter, question, PIN, session, time; then HOTP's truncation.
///
/// Everything a response is made of passes through buffers that are wiped when this value goes.
public struct OCRA<Hash: KeyedHash & ~Copyable>: ~Copyable {
  /// What is computed, and from what.
  public let suite: OCRASuite
  private var hash: Hash
  private let message: UnsafeMutableRawBufferPointer
  /// Where the inputs begin: after the suite and the zero byte.
  private let inputs: Int
  private let digest: UnsafeMutableRawBufferPointer

  /// Keys the hash that `suite` names.
  public init(_ suite: OCRASuite, key: SecretBytes) {
    self.suite = suite
    hash = Hash(suite.algorithm, key: key)
    let text = suite.text
    inputs = text.count + 1
    var size = inputs + OCRAQuestion.encodedLength
    if suite.hasCounter { size += 8 }
    if let pinHash = suite.pinHash { size += pinHash.digestSize }
    if let session = suite.session { size += session.rawValue }
    if suite.timeStep != nil { size += 8 }
    message = .allocate(byteCount: size, alignment: 8)
    message.initializeMemory(as: UInt8.self, repeating: 0)
    message.copyBytes(from: text)
    digest = .allocate(byteCount: HashAlgorithm.largestDigestSize, alignment: 8)
    digest.initializeMemory(as: UInt8.self, repeating: 0)
  }

  deinit {
    erase(message)
    message.deallocate()
    erase(digest)
    digest.deallocate()
  }

  /// Returns the response to `input`.
  /// - Returns: `suite.responseLength` bytes: ASCII digits, leading zeros included, or the digest where the suite has
  ///   no digits.
  /// - Throws: what in `input` is not as the suite has it.
  public mutating func response(to input: OCRAInput) throws(OCRAInputError) -> SecretBytes {
    try writeInputs(input)
    var code = digest.mutableBytes
    hash.authenticate(UnsafeRawBufferPointer(message).bytes, into: &code)
    return SecretBytes(count: suite.responseLength) { response in
      guard suite.digits > 0 else {
        response.copyMemory(from: UnsafeRawBufferPointer(rebasing: digest[..<response.count]))
        return
      }
      let truncation = Truncation(digits: suite.digits)
      truncation.write(
        truncation.value(of: digest.baseAddress!, size: suite.algorithm.digestSize), to: response.baseAddress!)
    }
  }

  /// Whether `candidate` is the response to `input`, in a time that does not depend on where they differ.
  /// - Parameter candidate: all digits of it; another length is no match.
  /// - Throws: what in `input` is not as the suite has it.
  public mutating func matches(_ candidate: SecretBytes, to input: OCRAInput) throws(OCRAInputError) -> Bool {
    try response(to: input).matches(candidate)
  }

  /// Writes all of the message that follows the suite.
  private func writeInputs(_ input: OCRAInput) throws(OCRAInputError) {
    let question = try input.question.encoded(as: suite.question)
    try Self.check(.counter, given: input.counter != nil, named: suite.hasCounter)
    try Self.check(.pinHash, given: input.pinHash != nil, named: suite.pinHash != nil)
    try Self.check(.session, given: input.session != nil, named: suite.session != nil)
    try Self.check(.timeStep, given: input.timeStep != nil, named: suite.timeStep != nil)
    guard input.pinHash?.count == suite.pinHash?.digestSize else { throw .pinHashLength }
    if let session = input.session, let length = suite.session {
      guard !session.isEmpty, session.count <= length.rawValue else { throw .sessionLength }
    }

    var place = inputs
    if let counter = input.counter { write(counter, at: &place) }
    write(question, at: &place)
    if let pinHash = input.pinHash { write(pinHash, at: &place) }
    if let session = input.session, let length = suite.session {
      let padding = length.rawValue - session.count
      // An earlier session may have been longer.
      erase(UnsafeMutableRawBufferPointer(rebasing: message[place..<place + padding]))
      place += padding
      write(session, at: &place)
    }
    if let timeStep = input.timeStep { write(timeStep, at: &place) }
  }

  private static func check(_ part: OCRAInput.Part, given: Bool, named: Bool) throws(OCRAInputError) {
    if named, !given { throw .missing(part) }
    if given, !named { throw .unexpected(part) }
  }

  private func write(_ number: UInt64, at place: inout Int) {
    message.storeBytes(of: number.bigEndian, toByteOffset: place, as: UInt64.self)
    place += 8
  }

  private func write(_ bytes: SecretBytes, at place: inout Int) {
    bytes.withBytes { UnsafeMutableRawBufferPointer(rebasing: message[place...]).copyMemory(from: $0) }
    place += bytes.count
  }
}
