import Foundation
import Glibc

/// A request as it came over the wire.
struct ReceivedRequest: Sendable {
  let method: String
  let target: String
  let headers: [String: String]
  let body: String

  /// Reads one request from a connection; nil when the client left before it was whole.
  init?(from connection: CInt) {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    let end = Array("\r\n\r\n".utf8)
    var headLength: Int?
    var bodyLength = 0
    var headers: [String: String] = [:]
    var requestLine: [Substring] = []
    while true {
      if headLength == nil, let range = Data(bytes).range(of: Data(end)) {
        headLength = range.upperBound
        let lines = String(decoding: bytes[..<range.lowerBound], as: UTF8.self).split(separator: "\r\n")
        requestLine = lines.first?.split(separator: " ") ?? []
        for line in lines.dropFirst() {
          let parts = line.split(separator: ":", maxSplits: 1)
          if parts.count == 2 { headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces) }
        }
        bodyLength = Int(headers["content-length"] ?? "0") ?? 0
      }
      if let headLength, bytes.count >= headLength + bodyLength { break }
      let count = read(connection, &buffer, buffer.count)
      if count <= 0 { return nil }
      bytes.append(contentsOf: buffer[..<count])
    }
    guard requestLine.count == 3, let headLength else { return nil }
    method = String(requestLine[0])
    target = String(requestLine[1])
    self.headers = headers
    body = String(decoding: bytes[headLength...], as: UTF8.self)
  }
}
