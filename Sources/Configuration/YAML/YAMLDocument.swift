internal import CYAML

/// Reads one YAML document through libyaml's document interface.
struct YAMLDocument {
  /// More values than any configuration has: a bound against aliases that multiply.
  private static let mostNodes = 10_000
  private static let deepest = 16

  private let text: UnsafeBufferPointer<UInt8>
  private let lastLine: Int
  private var count = 0

  private init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
    lastLine = Self.lastLine(of: text[...])
  }

  /// Parses `text`; nil for an empty document.
  /// - Throws: the line and what is wrong there; file names are the caller's.
  static func parse(_ text: [UInt8]) throws(ConfigurationProblem) -> YAMLNode? {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { throw ConfigurationProblem(line: 1, "out of memory") }
    defer { yaml_parser_delete(&parser) }
    let outcome = text.withUnsafeBufferPointer { input -> Result<YAMLNode?, ConfigurationProblem> in
      // libyaml wants an address even where there is nothing to read.
      var nothing: UInt8 = 0
      return withUnsafePointer(to: &nothing) { nothing in
        yaml_parser_set_input_string(&parser, input.baseAddress ?? nothing, input.count)
        return Result { () throws(ConfigurationProblem) in
          var document = YAMLDocument(input)
          return try document.load(&parser)
        }
      }
    }
    return try outcome.get()
  }

  private mutating func load(_ parser: inout yaml_parser_t) throws(ConfigurationProblem) -> YAMLNode? {
    var document = yaml_document_t()
    guard yaml_parser_load(&parser, &document) == 1 else { throw problem(of: parser) }
    defer { yaml_document_delete(&document) }
    guard let root = yaml_document_get_root_node(&document) else { return nil }
    let node = try convert(root, in: &document, depth: 0)

    var next = yaml_document_t()
    guard yaml_parser_load(&parser, &next) == 1 else { throw problem(of: parser) }
    defer { yaml_document_delete(&next) }
    if let second = yaml_document_get_root_node(&next) {
      throw ConfigurationProblem(line: line(of: second), "a second document starts here: one file holds one document")
    }
    return node
  }

  private mutating func convert(
    _ node: UnsafeMutablePointer<yaml_node_t>, in document: inout yaml_document_t, depth: Int
  ) throws(ConfigurationProblem) -> YAMLNode {
    count += 1
    let line = self.line(of: node)
    guard count <= Self.mostNodes, depth <= Self.deepest else {
      throw ConfigurationProblem(line: line, "this document is larger or deeper than any configuration")
    }
    switch node.pointee.type {
    case YAML_SEQUENCE_NODE:
      var items: [YAMLNode] = []
      let list = node.pointee.data.sequence.items
      var item = list.start
      while let current = item, current != list.top {
        guard let child = yaml_document_get_node(&document, current.pointee) else { break }
        items.append(try convert(child, in: &document, depth: depth + 1))
        item = current + 1
      }
      return YAMLNode(line: line, value: .sequence(items))
    case YAML_MAPPING_NODE:
      var entries: [YAMLNode.Entry] = []
      let list = node.pointee.data.mapping.pairs
      var pair = list.start
      while let current = pair, current != list.top {
        guard let key = yaml_document_get_node(&document, current.pointee.key),
          let value = yaml_document_get_node(&document, current.pointee.value)
        else { break }
        let keyLine = self.line(of: key)
        guard key.pointee.type == YAML_SCALAR_NODE else {
          throw ConfigurationProblem(line: keyLine, "a key must be a word")
        }
        let name = Self.text(of: key)
        if let earlier = entries.first(where: { $0.key == name }) {
          throw ConfigurationProblem(line: keyLine, "'\(name)' is given twice; first on line \(earlier.keyLine)")
        }
        let child = try convert(value, in: &document, depth: depth + 1)
        entries.append(YAMLNode.Entry(key: name, keyLine: keyLine, value: child))
        pair = current + 1
      }
      return YAMLNode(line: line, value: .mapping(entries))
    default:
      let isPlain = node.pointee.data.scalar.style == YAML_PLAIN_SCALAR_STYLE
      return YAMLNode(line: line, value: .scalar(Self.text(of: node), isPlain: isPlain))
    }
  }

  private static func text(of node: UnsafeMutablePointer<yaml_node_t>) -> String {
    let scalar = node.pointee.data.scalar
    return String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
  }

  private func line(of node: UnsafeMutablePointer<yaml_node_t>) -> Int { line(at: node.pointee.start_mark) }

  /// At the end of a last line without a break, libyaml is on the next one already.
  private func line(at mark: yaml_mark_t) -> Int { min(mark.line + 1, lastLine) }

  private func problem(of parser: yaml_parser_t) -> ConfigurationProblem {
    let words = parser.problem.map { String(cString: $0) } ?? "this is not YAML"
    // Of bytes that are no text, libyaml tells the place, but no line.
    let line =
      parser.error == YAML_READER_ERROR
      ? Self.lastLine(of: text.prefix(parser.problem_offset)) : self.line(at: parser.problem_mark)
    return ConfigurationProblem(line: line, "not YAML: \(words)")
  }

  /// The line that `text` ends on, by YAML's line breaks: CR, LF, NEL, LS and PS.
  private static func lastLine(of text: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    var line = 1
    var last: (UInt8, UInt8) = (0, 0)
    for byte in text {
      switch (last.0, last.1, byte) {
      case (_, 0x0D, 0x0A): break
      case (_, _, 0x0A), (_, _, 0x0D), (_, 0xC2, 0x85), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9): line += 1
      default: break
      }
      last = (last.1, byte)
    }
    return line
  }
}
