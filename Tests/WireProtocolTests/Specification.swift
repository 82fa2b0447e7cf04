import Cryptography
import Foundation

/// The tables and vectors of firmware-spec, as the tests read them.
enum Specification {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "firmware-spec")

  struct Vectors<Test: Decodable & Sendable>: Decodable, Sendable {
    let schema: String
    let source: String
    let numberOfTests: Int
    let tests: [Test]
  }

  struct Table<Row: Decodable>: Decodable {
    let table: String
    let rows: [Row]
  }

  static func vectors<Test: Decodable & Sendable>(_ name: String, of type: Test.Type) -> Vectors<Test> {
    read("vectors/\(name).json")
  }

  static func rows<Row: Decodable>(_ name: String, of type: Row.Type) -> [Row] {
    (read("tables/\(name).json") as Table<Row>).rows
  }

  /// The rows of a table of numbers, by name.
  static func values(_ table: String) -> [String: Int] {
    struct Row: Decodable {
      let name: String
      let value: Int
    }
    return Dictionary(uniqueKeysWithValues: rows(table, of: Row.self).map { ($0.name, $0.value) })
  }

  static func text(_ path: String) -> String {
    try! String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  private static func read<Document: Decodable>(_ path: String) -> Document {
    try! JSONDecoder().decode(Document.self, from: Data(contentsOf: folder.appending(path: path)))
  }
}

func bytes(hex: String) -> [UInt8] {
  let digits = Array(hex.filter { !$0.isWhitespace }.utf8)
  return stride(from: 0, to: digits.count, by: 2).map {
    UInt8(String(decoding: digits[$0..<($0 + 2)], as: UTF8.self), radix: 16)!
  }
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

extension SecretBytes {
  var array: [UInt8] { withBytes { Array($0) } }
}
