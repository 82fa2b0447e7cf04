import CFrames
import Conversations
import Cryptography
import Foundation
import Rig
import WireProtocol

/// Frames found in a stream, their checksums compared, and messages read out of them.
enum FrameBench {
  static func run() throws -> [Figure] {
    let digits = (0..<100).map { DeviceMessage.key(.digit(UInt8($0 % 10))) }
    var random = SeededGenerator(seed: 1)
    let longest = (0..<100).map { _ in DeviceMessage.sealed(random.secret(FrameLimits.longestBody)) }
    let hello = try DeviceMessage(
      id: DeviceMessageID.hello.rawValue,
      body: DeviceMessage.hello(
        DeviceHello(
          version: 1, answeredTag: 1, lastTaken: .nothing, capabilities: Pair.capabilities, isPaired: false,
          vendor: text("Keyport"), product: text("Keypad"), serial: text("T-1"), firmware: text("1.0"))
      ).body)
    return try decoding("decode frames of a key press", digits, count: 20_000)
      + decoding("decode longest frames, 192 bytes", longest, count: 2_000)
      + reading("read messages, key press", digits[5], count: 20_000)
      + reading("read messages, hello", hello, count: 5_000)
  }

  private static func text(_ text: String) -> PrintableText {
    PrintableText(clipping: text.utf8, limit: PrintableText.longestIdentity)
  }

  /// - Parameter messages: a stream is made of them, each some times.
  private static func decoding(_ name: String, _ messages: [DeviceMessage], count: Int) throws -> [Figure] {
    let frames = messages.enumerated().map { $1.frame(sequence: UInt8($0 + 1)).encoded() }
    let stream = Array((0..<count / frames.count).map { _ in frames.joined() }.joined())
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: FrameLimits.longestFrame, alignment: 16)
    defer { copy.deallocate() }
    let size = frames[0].count
    return try Race(name: name, count: count).figures(
      ours: { count in
        var found = 0
        let time = Race.time {
          var decoder = FrameDecoder()
          var offset = 0
          while let outcome = decoder.receive(stream, from: &offset) {
            if case .frame = outcome { found += 1 }
          }
        }
        precondition(found == count, "every frame is found")
        return time
      },
      peers: [
        Race.Runner(
          name: "plain C",
          round: { count in
            var sum: UInt32 = 0
            var found = 0
            let time = Race.time { found = c_frames_decode(stream, stream.count, &sum) }
            precondition(found == count, "every frame is found")
            return time
          }, note: "the same work, with a CRC table; into one buffer, wiping nothing"),
        Race.Runner(
          name: "cobs", round: try CobsPeer(frames[0], count: count).map { peer in { _ in try peer.round() } },
          note: "PyPI's C extension from Python: frames already cut, no checksum"),
        Race.Runner(
          name: "memcpy",
          round: { count in
            Race.time {
              stream.withUnsafeBytes { stream in
                for index in 0..<count {
                  memcpy(copy.baseAddress!, stream.baseAddress! + index % (stream.count / size) * size, size)
                }
              }
            }
          }, note: "the bound: each frame copied once"),
      ])
  }

  private static func reading(_ name: String, _ message: DeviceMessage, count: Int) throws -> [Figure] {
    let frame = message.frame(sequence: 1)
    return try Race(name: name, count: count).figures(ours: { count in
      var known = 0
      let time = try Race.time {
        for _ in 0..<count {
          if case .unrecognized = try DeviceMessage(frame) { continue }
          known += 1
        }
      }
      precondition(known == count, "every message is known")
      return time
    })
  }
}
