internal import Cryptography
internal import WireProtocol

/// Frames and what is none.
extension ConformanceCase {
  private static var ping: UInt8 { HostMessageID.ping.rawValue }

  /// Sends what is no frame, which must find no answer, and then a good ping, which must.
  private static func ignored(_ bytes: [UInt8], _ remark: String, _ trial: Trial<Suite>) throws(TrialEnd) {
    try trial.send(raw: bytes, remark)
    try trial.expectNo("an answer to \(remark)") { _ in true }
    try trial.ping()
  }

  static var framing: [ConformanceCase] {
    [
      ConformanceCase("framing-checksum", "A frame with a wrong checksum is dropped, and that frame alone") { trial in
        try trial.greet()
        for damage: UInt16 in [0x0001, 0x8000, 0xFFFF] {
          let packet = RawFrame.packet(id: ping, sequence: 0, body: [0x11], damage: damage)
          try ignored(RawFrame.encoded(packet), "a ping with a wrong checksum", trial)
        }
      },
      ConformanceCase("framing-garbage", "After any garbage the next frame is found") { trial in
        try trial.greet()
        let noise = trial.bench.secret(150).withBytes { $0.map { $0 == 0 ? 1 : $0 } }
        try ignored(noise + [0], "garbage", trial)
        try ignored([0xFF, 0x01, 0xFE, 0], "code bytes that lead nowhere", trial)
      },
      ConformanceCase("framing-half", "Half a frame costs nothing but itself") { trial in
        try trial.greet()
        let frame = RawFrame.encoded(RawFrame.packet(id: ping, sequence: 0, body: [0x21]))
        try ignored(frame.prefix(frame.count / 2) + [0], "half a ping", trial)
      },
      ConformanceCase("framing-zeros", "Zeros between frames say nothing") { trial in
        try trial.greet()
        try ignored([UInt8](repeating: 0, count: 130), "zeros", trial)
      },
      ConformanceCase("framing-short", "A packet that is shorter than an empty message is dropped") { trial in
        try trial.greet()
        try ignored(RawFrame.encoded([ping] + RawFrame.checksum(of: [ping])), "a packet of three bytes", trial)
        try ignored(RawFrame.encoded(RawFrame.checksum(of: [])), "a packet of two bytes", trial)
        try ignored(RawFrame.encoded([ping]), "a packet of one byte", trial)
      },
      ConformanceCase("framing-code-byte", "A code byte that points past the frame's end makes it damage") { trial in
        try trial.greet()
        var frame = RawFrame.encoded(RawFrame.packet(id: ping, sequence: 5, body: [0x31]))
        let last = frame.indices.filter { $0 == 0 }.last ?? 0
        frame[last] = UInt8(frame.count)
        try ignored(frame, "a frame whose code byte points past its end", trial)
      },
      ConformanceCase("framing-overlong", "A frame of more than 192 bytes is skipped up to its zero") { trial in
        try trial.greet()
        let body = [UInt8](repeating: 0x41, count: FrameLimits.longestBody + 1)
        let frame = RawFrame.encoded(RawFrame.packet(id: ping, sequence: 0, body: body))
        try ignored(frame, "a ping in a frame of \(frame.count) bytes", trial)
        try ignored([UInt8](repeating: 0x42, count: 700) + [0], "700 bytes without a zero", trial)
      },
      ConformanceCase("framing-longest", "A frame of 192 bytes is taken") { trial in
        try trial.greet()
        let body = [0x61] + [UInt8](repeating: 0x41, count: FrameLimits.longestBody - 1)
        let frame = RawFrame.encoded(RawFrame.packet(id: ping, sequence: 0, body: body))
        try trial.send(raw: frame, "a ping in a frame of \(frame.count) bytes")
        try trial.expectPong(0x61)
      },
      ConformanceCase("framing-stream", "Frames may come byte by byte, and several at once") { trial in
        try trial.greet()
        let frame = RawFrame.encoded(RawFrame.packet(id: ping, sequence: 0, body: [0x71]))
        for byte in frame { try trial.write([byte]) }
        try trial.expectPong(0x71)
        try trial.send(raw: frame + frame, "two pings at once")
        try trial.expectPong(0x71)
        try trial.expectPong(0x71)
      },
      ConformanceCase("framing-own", "What the device sends is frames, with nothing between them") { trial in
        try trial.greetPlain()
        try trial.ping()
        try trial.request(.getFirmware)
        try trial.require(trial.damaged == 0, "\(trial.damaged) of the device's frames were damaged")
      },
    ]
  }
}
