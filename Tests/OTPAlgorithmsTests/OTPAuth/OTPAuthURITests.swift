import Cryptography
import OTPAlgorithms
import Rig
import Testing

@Suite("otpauth URIs")
struct OTPAuthURITests {
  private func parse(_ uri: String) throws(OTPAuthError) -> OTPAuthURI { try OTPAuthURI(parsing: Array(uri.utf8)) }

  @Test("the format's own example is read and written")
  func example() throws {
    let uri = try parse(
      "otpauth://totp/ACME%20Co:john.doe@email.com?secret=HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ&issuer=ACME%20Co"
        + "&algorithm=SHA1&digits=6&period=30")
    #expect(uri.issuer == "ACME Co")
    #expect(uri.accountName == "john.doe@email.com")
    #expect(text(Base32.encode(uri.secret)) == "HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ")
    #expect(uri.parameters == (try OTPParameters()))
    #expect(
      text(uri.text())
        == "otpauth://totp/ACME%20Co:john.doe%40email.com?secret=HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ&issuer=ACME%20Co"
        + "&algorithm=SHA1&digits=6&period=30")
  }

  @Test("a secret is enough")
  func defaults() throws {
    let uri = try parse("otpauth://totp/alice?secret=JBSWY3DPEHPK3PXP")
    #expect(uri.issuer == nil)
    #expect(uri.accountName == "alice")
    #expect(uri.parameters == (try OTPParameters()))
    #expect(uri.counter == 0)
  }

  @Test("all of a counter-based token is read and written")
  func counterBased() throws {
    let uri = try parse(
      "otpauth://hotp/alice?secret=JBSWY3DPEHPK3PXP&counter=18446744073709551615&digits=8&algorithm=sha512")
    #expect(uri.parameters == (try OTPParameters(algorithm: .sha512, digits: 8, movingFactor: .counter)))
    #expect(uri.counter == .max)
    #expect(
      text(uri.text())
        == "otpauth://hotp/alice?secret=JBSWY3DPEHPK3PXP&algorithm=SHA512&digits=8&counter=18446744073709551615")
  }

  @Test("T0 is written where it is not 0")
  func epoch() throws {
    let parameters = try OTPParameters(movingFactor: .time(period: 60, epoch: 1_000_000_000))
    let written = OTPAuthURI(issuer: nil, accountName: "a", secret: secret("0123456789"), parameters: parameters).text()
    #expect(text(written).hasSuffix("&period=60&t0=1000000000"))
    #expect(try written.withBytes { try OTPAuthURI(parsing: $0) }.parameters == parameters)
  }

  @Test(
    "issuer and account are found in every form of label",
    arguments: [
      ("Big%20Corp:alice", "", "Big Corp", "alice"), ("Big%20Corp%3Aalice", "", "Big Corp", "alice"),
      ("Big%20Corp:%20alice", "", "Big Corp", "alice"), ("Big%20Corp%3a%20%20alice", "", "Big Corp", "alice"),
      ("alice", "&issuer=Big%20Corp", "Big Corp", "alice"), ("Old:alice", "&issuer=New", "New", "alice"),
      ("Old:alice", "&issuer=", nil, "alice"), (":alice", "", nil, "alice"), ("a%3Ab:c%3Ad", "", "a:b", "c:d"),
      ("a:b:c", "", "a", "b:c"), (":a%3Ab", "", nil, "a:b"), ("", "", nil, ""), ("a/b", "", nil, "a/b"),
      ("%E9%87%91%E9%91%B0:%E7%8E%8B", "", "金鑰", "王"), ("金鑰:王", "", "金鑰", "王"),
      ("a+b", "", nil, "a+b"), ("alice@example.org#fragment", "", nil, "alice@example.org"),
    ] as [(String, String, String?, String)])
  func labels(label: String, query: String, issuer: String?, account: String) throws {
    let parts = label.split(separator: "#", omittingEmptySubsequences: false)
    let fragment = parts.count > 1 ? "#\(parts[1])" : ""
    let uri = try parse("otpauth://totp/\(parts[0])?secret=JBSWY3DPEHPK3PXP\(query)\(fragment)")
    #expect(uri.issuer == issuer)
    #expect(uri.accountName == account)
  }

  @Test(
    "what has no meaning here is passed over",
    arguments: [
      "image=https%3A%2F%2Fexample.org%2Fa.png", "secrets=no", "Secret=no", "counter=x", "image=1&image=2", "flag",
      "",
      "=", "image=%FF", "image=a=b",
    ])
  func unknownParameters(parameter: String) throws {
    let uri = try parse("OTPAUTH://TOTP/a?\(parameter)&secret=jbsw%20y3dp-EHPK3PXP")
    #expect(text(Base32.encode(uri.secret)) == "JBSWY3DPEHPK3PXP")
  }

  @Test("the time parameters of a counter-based token are passed over")
  func meaninglessForCounters() throws {
    #expect(try parse("otpauth://hotp/a?secret=JBSWY3DPEHPK3PXP&counter=3&period=0&t0=x").counter == 3)
  }

  static let faults: [(String, OTPAuthError)] = [
    ("", .scheme), ("otpauth:/totp/a?secret=AAAA", .scheme), ("https://totp/a?secret=AAAA", .scheme),
    (" otpauth://totp/a?secret=AAAA", .scheme),
    ("otpauth://", .type), ("otpauth:///a?secret=AAAA", .type), ("otpauth://totpx/a?secret=AAAA", .type),
    ("otpauth://tot/a?secret=AAAA", .type), ("otpauth://motp/a?secret=AAAA", .type),
    ("otpauth://totp/a", .missingSecret), ("otpauth://totp/a?", .missingSecret),
    ("otpauth://totp/a?secret", .missingSecret), ("otpauth://totp/a?secret=", .missingSecret),
    ("otpauth://totp/a?secret=-%20-", .missingSecret), ("otpauth://totp/a#?secret=AAAA", .missingSecret),
    ("otpauth://totp/a?secret=AAA1", .secret(.wrongCharacter(at: 3))),
    ("otpauth://totp/a?secret=AAA", .secret(.impossibleLength)),
    ("otpauth://totp/a?secret=AAAA+AAA", .secret(.wrongCharacter(at: 4))),
    ("otpauth://totp/a?secret=AAAA&secret=AAAA", .duplicate(.secret)),
    ("otpauth://totp/a?secret=&secret=AAAA", .duplicate(.secret)),
    ("otpauth://totp/a?secret=AAAA&issuer=a&issuer=a", .duplicate(.issuer)),
    ("otpauth://totp/a?secret=AAAA&digits=6&digits=6", .duplicate(.digits)),
    ("otpauth://totp/a?secret=AAAA&period=6&period=6", .duplicate(.period)),
    ("otpauth://totp/a?secret=AAAA&algorithm=SHA1&algorithm=SHA1", .duplicate(.algorithm)),
    ("otpauth://totp/a?secret=AAAA&t0=6&t0=6", .duplicate(.epoch)),
    ("otpauth://hotp/a?secret=AAAA&counter=6&counter=6", .duplicate(.counter)),
    ("otpauth://totp/a?secret=AAAA&counter=6&counter=6", .duplicate(.counter)),
    ("otpauth://totp/a?secret=AAAA&algorithm=MD5", .algorithm), ("otpauth://totp/a?secret=AAAA&algorithm=", .algorithm),
    ("otpauth://totp/a?secret=AAAA&algorithm=SHA", .algorithm),
    ("otpauth://totp/a?secret=AAAA&algorithm=SHA1%00", .algorithm),
    ("otpauth://totp/a?secret=AAAA&digits=5", .digits), ("otpauth://totp/a?secret=AAAA&digits=11", .digits),
    ("otpauth://totp/a?secret=AAAA&digits=", .digits), ("otpauth://totp/a?secret=AAAA&digits=-6", .digits),
    ("otpauth://totp/a?secret=AAAA&digits=18446744073709551622", .digits),
    ("otpauth://totp/a?secret=AAAA&digits=9223372036854775808", .digits),
    ("otpauth://totp/a?secret=AAAA&period=0", .period), ("otpauth://totp/a?secret=AAAA&period=30s", .period),
    ("otpauth://totp/a?secret=AAAA&period=%2B30", .period),
    ("otpauth://totp/a?secret=AAAA&t0=-1", .epoch),
    ("otpauth://hotp/a?secret=AAAA", .missingCounter), ("otpauth://hotp/a?secret=AAAA&counter=", .counter),
    ("otpauth://hotp/a?secret=AAAA&counter=18446744073709551616", .counter),
    ("otpauth://hotp/a?secret=AAAA&counter=1%2E0", .counter),
    ("otpauth://totp/100%?secret=AAAA", .percentEncoding), ("otpauth://totp/%4?secret=AAAA", .percentEncoding),
    ("otpauth://totp/a?secret=%4", .percentEncoding), ("otpauth://totp/a?secret=AAAA&issuer=%GG", .percentEncoding),
    ("otpauth://totp/%FF?secret=AAAA", .name), ("otpauth://totp/a:%C3?secret=AAAA", .name),
    ("otpauth://totp/%FF:a?secret=AAAA", .name), ("otpauth://totp/a%0Ab?secret=AAAA", .name),
    ("otpauth://totp/a?secret=AAAA&issuer=%1B%5B31m", .name), ("otpauth://totp/a?secret=AAAA&issuer=%C2%9B", .name),
  ]

  @Test("every fault has its own error, which holds nothing of the text", arguments: faults)
  func refuses(uri: String, expected: OTPAuthError) {
    let error = #expect(throws: OTPAuthError.self) { try OTPAuthURI(parsing: Array(uri.utf8)) }
    #expect(error == expected)
    #expect(expected.description.contains("AAAA") == false)
  }

  private func drawName(_ random: inout SeededGenerator, shortest: Int) -> String {
    let alphabet = Array("abcXYZ019 -._~:%&=?#/+@!\"'\\<>é金鑰🔑\u{301}")
    let name = String(
      (0..<Int.random(in: shortest...12, using: &random)).map { _ in alphabet.randomElement(using: &random)! })
    return String(name.drop { $0 == " " })
  }

  private func draw(_ random: inout SeededGenerator) throws -> OTPAuthURI {
    let isTimeBased = Bool.random(using: &random)
    let factor = MovingFactor.time(
      period: .random(in: 1...(UInt64.max >> UInt64.random(in: 0...63, using: &random)), using: &random),
      epoch: Bool.random(using: &random) ? 0 : .random(in: 0 ... .max, using: &random))
    let issuer = drawName(&random, shortest: 0)
    return OTPAuthURI(
      issuer: issuer.isEmpty ? nil : issuer, accountName: drawName(&random, shortest: 0),
      secret: SecretBytes(copying: random.bytes(.random(in: 1...128, using: &random))),
      parameters: try OTPParameters(
        algorithm: HashAlgorithm.allCases.randomElement(using: &random)!, digits: .random(in: 6...10, using: &random),
        movingFactor: isTimeBased ? factor : .counter),
      counter: isTimeBased ? 0 : .random(in: 0 ... .max, using: &random))
  }

  @Test("what is written is read back the same")
  func writtenThenRead() throws {
    var random = SeededGenerator()
    for _ in 0..<1000 {
      let original = try draw(&random)
      let written = original.text()
      #expect(text(written).utf8.allSatisfy { (0x21...0x7E).contains($0) }, "\(random.replay)")
      let read = try written.withBytes { try OTPAuthURI(parsing: $0) }
      #expect(read.issuer == original.issuer, "\(text(written)); \(random.replay)")
      #expect(read.accountName == original.accountName, "\(text(written)); \(random.replay)")
      #expect(read.secret.matches(original.secret), "\(random.replay)")
      #expect(read.parameters == original.parameters, "\(random.replay)")
      #expect(read.counter == original.counter, "\(random.replay)")
      #expect(read.text().matches(written), "\(text(written)); \(random.replay)")
    }
  }

  @Test("a URI in any order and spelling is read, and what is written of it means the same")
  func readThenWritten() throws {
    var random = SeededGenerator()
    for _ in 0..<1000 {
      let original = try draw(&random)
      let pieces = text(original.text()).split(separator: "?", maxSplits: 1)
      var pairs = pieces[1].split(separator: "&").map(String.init)
      pairs.append("unknown=\(Int.random(in: 0...9, using: &random))")
      for index in pairs.indices where pairs[index].hasPrefix("secret=") || pairs[index].hasPrefix("algorithm=") {
        let equals = pairs[index].firstIndex(of: "=")!
        let value = pairs[index][pairs[index].index(after: equals)...]
        pairs[index] =
          pairs[index][...equals]
          + value.map { Bool.random(using: &random) ? $0.lowercased() : "%" + String($0.asciiValue!, radix: 16) }
          .joined()
      }
      pairs.shuffle(using: &random)
      let uri = "\(pieces[0])?\(pairs.joined(separator: "&"))"
      #expect(try parse(uri).text().matches(original.text()), "\(uri); \(random.replay)")
    }
  }

  @Test("a damaged URI is refused or read, and what is read can be written and read again")
  func damaged() throws {
    var random = SeededGenerator()
    for _ in 0..<3000 {
      var damaged = bytes(try draw(&random).text())
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<damaged.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: damaged[place] = .random(in: .min ... .max, using: &random)
        case 1: damaged.remove(at: place)
        default: damaged.insert(Array("%&=:?#/ ".utf8).randomElement(using: &random)!, at: place)
        }
      }
      guard let read = try? OTPAuthURI(parsing: damaged) else { continue }
      let written = read.text()
      #expect(try written.withBytes { try OTPAuthURI(parsing: $0) }.text().matches(written), "\(random.replay)")
    }
  }
}
