import Foundation

/// An answer taken apart.
struct HTTPReply {
  let status: Int
  /// By name in lower case.
  let headers: [String: String]
  var body: [UInt8] = []

  init(head: String) throws {
    let lines = head.components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
      throw RawClient.Failure(description: "no status line: \(lines[0])")
    }
    self.status = status
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    self.headers = headers
  }

  var text: String { String(decoding: body, as: UTF8.self) }

  var json: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
  }

  /// An error's word.
  var errorCode: String? { (json["error"] as? [String: Any])?["code"] as? String }

  /// An error's text.
  var errorMessage: String? { (json["error"] as? [String: Any])?["message"] as? String }
}
