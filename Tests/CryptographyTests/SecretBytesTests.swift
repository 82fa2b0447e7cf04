import Cryptography
import Testing

@Suite("Secret bytes")
struct SecretBytesTests {
  private let contents = Array("S3cret-PIN".utf8)

  @Test("the bytes given are lent back")
  func contentsAreKept() {
    let secret = SecretBytes(copying: contents)
    #expect(secret.count == contents.count)
    #expect(!secret.isEmpty)
    #expect(secret.withBytes { Array($0) } == contents)
    #expect(SecretBytes(copying: contents[2...5]).withBytes { Array($0) } == Array(contents[2...5]))
  }

  @Test("the memory is zero before it is filled")
  func zeroAtFirst() {
    for _ in 0..<50 {
      var allZero = false
      let secret = SecretBytes(count: 100) { storage in
        allZero = storage.allSatisfy { $0 == 0 }
        for index in storage.indices { storage[index] = 0xA5 }
      }
      #expect(allZero)
      #expect(secret.withBytes { bytes in bytes.allSatisfy { $0 == 0xA5 } })
    }
  }

  @Test("no way of printing shows the contents")
  func printing() {
    let secret = SecretBytes(copying: contents)
    var dumped = ""
    dump(secret, to: &dumped)
    dump(["nested": secret] as [String: SecretBytes], to: &dumped)
    let printed = [
      "\(secret)", String(describing: secret), String(reflecting: secret), "\(Optional(secret) as Any)", "\([secret])",
      dumped,
    ]
    let giveaways = ["S3cret", "PIN", "83, 51", "53336372", "0x53"] + ["83\n", "- 83"]
    for form in printed {
      #expect(form.contains("10 bytes"))
      for giveaway in giveaways { #expect(!form.contains(giveaway), "\(form)") }
    }
  }

  @Test("equal contents match, others and other lengths do not")
  func matching() {
    let secret = SecretBytes(copying: contents)
    #expect(secret.matches(secret))
    #expect(secret.matches(SecretBytes(copying: contents)))
    #expect(!secret.matches(SecretBytes(copying: contents.dropLast())))
    #expect(!secret.matches(SecretBytes(copying: contents + [0])))
    #expect(!secret.matches(SecretBytes(copying: contents.reversed())))
    #expect(!secret.matches(SecretBytes(copying: [])))
  }

  @Test("a secret may be empty")
  func empty() {
    let secret = SecretBytes(copying: [])
    #expect(secret.isEmpty && secret.count == 0)
    #expect(secret.matches(SecretBytes(count: 0) { _ in }))
    #expect(secret.description == "SecretBytes(0 bytes)")
  }

  private enum Fault: Error, Equatable { case chosen }

  @Test("an error of the borrower keeps its type")
  func typedErrors() {
    let secret = SecretBytes(copying: contents)
    #expect(throws: Fault.chosen) { try secret.withBytes { (_) throws(Fault) in throw .chosen } }
  }
}
