import Rig
import Testing
import WireProtocol

struct PrintableTextTests {
  @Test("clipping keeps whole characters and replaces what cannot be shown")
  func clipping() {
    func clip(_ bytes: [UInt8], _ limit: Int) -> String {
      String(decoding: PrintableText(clipping: bytes, limit: limit).utf8, as: UTF8.self)
    }
    #expect(clip(Array("code".utf8), 3) == "cod")
    #expect(clip(Array("a€€".utf8), 6) == "a€")
    #expect(clip(Array("a\u{1b}[2J\n".utf8), 20) == "a?[2J?")
    #expect(clip([0x61, 0xFF, 0x62], 20) == "a?b")
    #expect(clip([], 0).isEmpty)
    #expect(clip([0xFF], 0).isEmpty)
  }

  @Test("what clipping gives is always such text, whatever went in")
  func closed() {
    let seed: UInt64 = SeededGenerator.environmentSeed ?? 2026
    var random = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      let noise = (0..<Int.random(in: 0...60, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      let limit = Int.random(in: 0...40, using: &random)
      let text = PrintableText(clipping: noise, limit: limit)
      #expect(text.utf8.count <= limit, "KEYPORT_SEED=\(seed)")
      #expect(PrintableText(text.utf8) == text, "KEYPORT_SEED=\(seed)")
    }
  }
}
