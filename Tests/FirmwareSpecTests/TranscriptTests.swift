import Testing
import WireProtocol

struct TranscriptTests {
  @Test("both machines write and tell, byte for byte, what each transcript says", arguments: Transcript.names)
  func replay(_ name: String) throws {
    try play(Transcript(named: name))
  }

  @Test("every transcript says what it is about, and what the device can do", arguments: Transcript.names)
  func headers(_ name: String) throws {
    let transcript = Transcript(named: name)
    #expect(Set(transcript.header.keys) == ["title", "device", "capabilities"])
    #expect(try capabilities(of: transcript).rawValue != 0)
  }

  @Test("together the transcripts show every message that version 1's ordinary life has")
  func coverage() {
    let shown = Transcript.names.flatMap { Transcript(named: $0).lines }.flatMap { entry -> [Frame] in
      guard case .wire(_, let bytes, _) = entry.line else { return [] }
      return frames(in: bytes)
    }
    let seen = Set(shown.map(\.id))
    let link: [UInt8] =
      [HostMessageID.hello, .ack, .ping, .handshake, .sealed].map(\.rawValue)
      + [DeviceMessageID.hello, .ack, .pong, .handshake, .sealed, .error].map(\.rawValue)
    #expect(seen.isSuperset(of: link))
  }

  private func play(_ transcript: Transcript) throws {
    var bench = Bench(capabilities: try capabilities(of: transcript))
    for (number, line) in transcript.lines {
      let place = "\(transcript.name):\(number)"
      switch line {
      case .event(let event):
        try rest(bench, before: place)
        try bench.happen(event)
      case .wire(let sender, let bytes, let arrives):
        let pending = sender == .device ? bench.fromDevice : bench.fromHost
        let isCarried = bench.carry(bytes, from: sender, arrives: arrives)
        try #require(isCarried, "\(place): written was \(hexadecimal(pending))")
      case .told(let words):
        let told = bench.hear(from: words.prefix { $0 != " " })
        try #require(told == words, "\(place)")
      }
    }
    try rest(bench, before: "the end of \(transcript.name)")
  }

  /// Nothing may be left that no line said.
  private func rest(_ bench: Bench, before place: String) throws {
    try #require(bench.fromHost.isEmpty, "before \(place): the host wrote \(hexadecimal(bench.fromHost))")
    try #require(bench.fromDevice.isEmpty, "before \(place): the device wrote \(hexadecimal(bench.fromDevice))")
    try #require(bench.told.isEmpty, "before \(place)")
  }

  private func capabilities(of transcript: Transcript) throws -> Capabilities {
    let words = try #require(transcript.header["capabilities"]).split(separator: " ").map(String.init)
    return try words.reduce(into: Capabilities()) { capabilities, word in
      capabilities.formUnion(try #require(Capabilities.named.first { "\($0.name)" == word }).capability)
    }
  }

  private func frames(in bytes: [UInt8]) -> [Frame] {
    var decoder = FrameDecoder()
    return bytes.compactMap { byte in
      if case .frame(let frame)? = decoder.receive(byte) { frame } else { nil }
    }
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }
}
