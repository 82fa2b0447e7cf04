import Foundation
import Rig

/// A smart card in the virtual reader that Debian's vsmartcard-vpcd gives pcscd: inserted by a connection, taken out by
/// its end.
final class VirtualCard {
  /// Where the first of vpcd's readers waits for its card.
  private static let port: UInt16 = 0x8C7B
  /// vpcd's one-byte request for the answer to reset; the others want no answer.
  private static let wantsATR: UInt8 = 4
  private static let atr: [UInt8] = [0x3B, 0x80, 0x80, 0x01, 0x01]

  private let descriptor: Int32

  /// Nil where pcscd, its client's library or the virtual reader is not installed, or this is not root.
  static func measure(rounds: Int) throws -> PlugTimes? {
    guard Pcscd.isInstalled, geteuid() == 0, FileManager.default.fileExists(atPath: "/etc/reader.conf.d/vpcd") else {
      return nil
    }
    let pcscd = try Pcscd.start()
    defer {
      pcscd.process.terminate()
      _ = pcscd.finish()
    }
    guard let reader = PcscdReader() else { return nil }
    guard reader.wait(forCard: false) else { throw BenchFailure("the virtual reader is not empty") }
    var times = PlugTimes()
    for _ in 0..<rounds {
      var begin = Sample.microseconds()
      var card: VirtualCard? = try VirtualCard()
      guard card != nil, reader.wait(forCard: true) else { throw BenchFailure("pcscd does not see the card") }
      times.coming.add((Sample.microseconds() - begin) / 1000)
      begin = Sample.microseconds()
      card = nil
      guard reader.wait(forCard: false) else { throw BenchFailure("pcscd does not see the card go") }
      times.going.add((Sample.microseconds() - begin) / 1000)
    }
    return times
  }

  private init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = Self.port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) == 0 }
    }
    guard connected else { throw BenchFailure("vpcd's reader takes no card") }
    let connection = descriptor
    Thread.detachNewThread { Self.answer(on: connection) }
  }

  deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Messages have two bytes of length before them, the higher first. Ends with the connection, and closes it.
  private static func answer(on descriptor: Int32) {
    defer { close(descriptor) }
    while let head = bytes(2, from: descriptor), let body = bytes(Int(head[0]) << 8 | Int(head[1]), from: descriptor) {
      guard body == [wantsATR] else { continue }
      let reply = [0, UInt8(atr.count)] + atr
      if send(descriptor, reply, reply.count, Int32(MSG_NOSIGNAL)) != reply.count { return }
    }
  }

  private static func bytes(_ count: Int, from descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return recv(descriptor, &bytes, count, Int32(MSG_WAITALL)) == count ? bytes : nil
  }
}
