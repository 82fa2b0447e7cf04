import Cryptography
import Rig
import Testing
import WireProtocol

struct FrameDecoderTests {
  @Test("decoding agrees with every frame vector", arguments: FrameVector.file.tests)
  func frames(_ vector: FrameVector) throws {
    let outcomes = decode(bytes(hex: vector.wire))
    try #require(outcomes.count == 1)
    switch outcomes[0] {
    case .frame(let frame):
      #expect(vector.result == "valid")
      #expect(frame.id == vector.id)
      #expect(frame.sequence == vector.sequence)
      #expect(frame.body.array == bytes(hex: try #require(vector.body)))
    case .damaged(let fault):
      #expect(vector.result == "invalid")
      #expect("\(fault)" == vector.fault)
    }
  }

  @Test("decoding agrees with every stream vector", arguments: StreamVector.file.tests)
  func streams(_ vector: StreamVector) {
    let outcomes = decode(bytes(hex: vector.wire))
    #expect(outcomes.map(StreamVector.Outcome.init) == vector.outcomes)
    let isDamaged = outcomes.contains { if case .damaged = $0 { true } else { false } }
    #expect((vector.result == "invalid") == isDamaged)
  }

  @Test("every kind of fault has a vector")
  func everyFault() {
    let named = Set(FrameVector.file.tests.compactMap(\.fault))
    #expect(named == Set(FrameFault.allCases.map { "\($0)" }))
  }

  @Test("the vector files count themselves, name a schema that is there, and number their cases once each")
  func files() throws {
    try check(FrameVector.file, ids: FrameVector.file.tests.map(\.tcId))
    try check(StreamVector.file, ids: StreamVector.file.tests.map(\.tcId))
    try check(ReportVector.file, ids: ReportVector.file.tests.map(\.tcId))
    try check(MessageVector.file, ids: MessageVector.file.tests.map(\.tcId))
  }

  private func check<Test: Sendable & Decodable>(_ file: Specification.Vectors<Test>, ids: [Int]) throws {
    #expect(file.numberOfTests == file.tests.count)
    #expect(Set(ids).count == ids.count)
    #expect(!file.source.isEmpty)
    #expect(!Specification.text("schemas/\(file.schema)").isEmpty)
  }

  @Test("every prefix of a frame, ended by a zero, is no frame; the next frame is found after it")
  func prefixes() throws {
    let wire = Frame(id: 0x92, sequence: 7, body: SecretBytes(copying: "755224".utf8)).encoded()
    let next = Frame(id: 0x90, sequence: 8, body: SecretBytes(copying: "1".utf8)).encoded()
    for length in 1..<(wire.count - 1) {
      let outcomes = decode(wire[..<length] + [0] + next)
      try #require(outcomes.count == 2, "prefix of \(length)")
      guard case .damaged = outcomes[0], case .frame(let frame) = outcomes[1] else {
        Issue.record("prefix of \(length)")
        continue
      }
      #expect(frame.sequence == 8)
    }
  }

  @Test("no single wrong byte of a frame passes, and the second frame after it is always found")
  func wrongBytes() {
    let wire = Frame(id: 0x92, sequence: 7, body: SecretBytes(copying: "755224".utf8)).encoded()
    let next = Frame(id: 0x90, sequence: 9, body: SecretBytes(copying: "1".utf8)).encoded()
    for index in wire.indices {
      for value in UInt8.min...UInt8.max where value != wire[index] {
        var damaged = wire
        damaged[index] = value
        let frames = decode(damaged + [0] + next + next).compactMap { outcome in
          if case .frame(let frame) = outcome { frame.sequence } else { nil }
        }
        #expect(frames == [9, 9], "byte \(index) as \(value)")
      }
    }
  }

  @Test("after any garbage and a zero, the next frame is found")
  func garbage() {
    let seed: UInt64 = SeededGenerator.environmentSeed ?? 2026
    var random = SeededGenerator(seed: seed)
    let good = Frame(id: 0x90, sequence: 1, body: SecretBytes(copying: "5".utf8)).encoded()
    for round in 0..<3000 {
      let noise = (0..<Int.random(in: 0...400, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      guard case .frame(let frame)? = decode(noise + [0] + good).last else {
        Issue.record("no frame in round \(round) of KEYPORT_SEED=\(seed)")
        return
      }
      #expect(frame.body.array == Array("5".utf8), "KEYPORT_SEED=\(seed), round \(round)")
    }
  }

  @Test("pieces of any size bring what single bytes bring")
  func pieces() {
    let seed: UInt64 = SeededGenerator.environmentSeed ?? 2027
    var random = SeededGenerator(seed: seed)
    for round in 0..<500 {
      var stream: [UInt8] = []
      for number in UInt8(1)...6 {
        let body = (0..<Int.random(in: 0...FrameLimits.longestBody, using: &random)).map { _ in
          UInt8.random(in: 0...3, using: &random)
        }
        stream += Frame(id: 0x90, sequence: number, body: SecretBytes(copying: body)).encoded()
        let noise = Bool.random(using: &random) ? 0 : Int.random(in: 0...260, using: &random)
        stream += (0..<noise).map { _ in UInt8.random(in: 1...255, using: &random) }
        if Bool.random(using: &random) { stream += [0, 0] }
      }
      var decoder = FrameDecoder()
      var outcomes: [FrameDecoder.Outcome] = []
      var rest = stream[...]
      while !rest.isEmpty {
        let piece = Array(rest.prefix(Int.random(in: 1...300, using: &random)))
        rest.removeFirst(piece.count)
        var offset = 0
        while let outcome = decoder.receive(piece, from: &offset) { outcomes.append(outcome) }
        #expect(offset == piece.count)
      }
      #expect(
        outcomes.map(StreamVector.Outcome.init) == decode(stream).map(StreamVector.Outcome.init),
        "KEYPORT_SEED=\(seed), round \(round)")
    }
  }

  @Test("a flood without a zero is told once, and costs no memory")
  func flood() {
    var decoder = FrameDecoder()
    for _ in 0..<(1 << 20) where decoder.receive(0xA5) != nil {
      Issue.record("an outcome before any zero")
      return
    }
    guard case .damaged(.tooLong)? = decoder.receive(0) else {
      Issue.record("the end of a flood")
      return
    }
    #expect(decode([0, 0]).isEmpty)
  }

  private func decode(_ wire: some Sequence<UInt8>) -> [FrameDecoder.Outcome] {
    var decoder = FrameDecoder()
    return wire.compactMap { decoder.receive($0) }
  }
}
