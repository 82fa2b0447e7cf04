import Foundation

/// The files of firmware-spec, and of the sources that speak of it.
enum FirmwareSpec {
  static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func path(_ path: String) -> String { repository.appending(path: "firmware-spec/\(path)").path }

  static func text(_ name: String) -> String { try! String(contentsOfFile: path(name), encoding: .utf8) }

  /// The rows of a table, or its other list of that name.
  static func rows<Row: Decodable>(_ table: String, of type: Row.Type, under key: String = "rows") -> [Row] {
    let document = try! JSONSerialization.jsonObject(with: Data(text("tables/\(table).json").utf8)) as! [String: Any]
    return try! JSONDecoder().decode([Row].self, from: JSONSerialization.data(withJSONObject: document[key]!))
  }

  /// The tests of a vector file.
  static func vectors<Vector: Decodable>(_ name: String, of type: Vector.Type) -> [Vector] {
    return try! JSONDecoder().decode(VectorFile<Vector>.self, from: Data(text("vectors/\(name).json").utf8)).tests
  }

  private struct VectorFile<Vector: Decodable>: Decodable {
    let tests: [Vector]
  }

  /// Bytes in hex, with or without spaces between them.
  static func bytes(_ hex: some StringProtocol) -> [UInt8] {
    let digits = Array(hex.utf8.filter { $0 != 0x20 })
    return stride(from: 0, to: digits.count - 1, by: 2).map {
      UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)!
    }
  }

  /// All text files below a folder of the repository whose name ends so.
  static func texts(below folder: String, ending: String) -> [(path: String, text: String)] {
    let root = repository.appending(path: folder).resolvingSymlinksInPath()
    let names = FileManager.default.enumerator(atPath: root.path)!.compactMap { $0 as? String }
    return names.filter { $0.hasSuffix(ending) }.sorted().map { name in
      (name, try! String(contentsOf: root.appending(path: name), encoding: .utf8))
    }
  }
}
