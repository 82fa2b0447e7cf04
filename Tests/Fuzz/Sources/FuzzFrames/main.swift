import Cryptography
import FuzzRig
import RoomRig
import WireProtocol

/// A closing zero's outcome, to compare; nil where there was none.
func content(_ outcome: FrameDecoder.Outcome?) -> [UInt8]? {
  switch outcome {
  case .frame(let frame): frame.content
  case .damaged(let fault): [fault.rawValue]
  case nil: nil
  }
}

// What stands between two zeros says the same whatever came before, it is taken whole or not at all, and the decoder
// keeps no more of a long input than of a short one.
fuzz(longest: 512) { input in
  var decoder = FrameDecoder()
  decoder.reset()
  let allocated = allocatedBytes()
  for byte in input { _ = decoder.receive(byte) }
  precondition(allocatedBytes() - allocated < 1024, "the decoder grew")

  decoder = FrameDecoder()
  let chunks = input.split(separator: 0, omittingEmptySubsequences: false)
  for (index, chunk) in chunks.enumerated() {
    let isEnded = index + 1 < chunks.count
    for byte in chunk { precondition(decoder.receive(byte) == nil, "something came before the zero") }
    guard isEnded else { break }
    let outcome = decoder.receive(0)

    var fresh = FrameDecoder()
    for byte in chunk { _ = fresh.receive(byte) }
    precondition(content(outcome) == content(fresh.receive(0)), "what came before made a difference")

    switch outcome {
    case .frame(let frame):
      precondition(frame.encoded() == Array(chunk) + [0], "a frame has two encodings")
    case .damaged(let fault):
      precondition((fault == .tooLong) == (chunk.count >= FrameLimits.longestFrame), "too long is measured wrongly")
      precondition(!chunk.isEmpty, "zeros in a row are a fault")
    case nil:
      precondition(chunk.isEmpty, "a zero ended something and nothing came of it")
    }
  }

  // Pieces bring what single bytes bring, wherever the stream is cut.
  let bytes = Array(input)
  let cut = bytes.isEmpty ? 0 : Int(bytes[0]) % bytes.count
  var single = FrameDecoder()
  var pieces = FrameDecoder()
  for piece in [Array(bytes[..<cut]), Array(bytes[cut...])] {
    var offset = 0
    for byte in piece {
      guard let outcome = single.receive(byte) else { continue }
      precondition(content(pieces.receive(piece, from: &offset)) == content(outcome), "a piece brings something else")
    }
    precondition(pieces.receive(piece, from: &offset) == nil && offset == piece.count, "a piece brings more")
  }

  // The next good frame is found after anything, and says what was put into it.
  _ = decoder.receive(0)
  var script = Script(input)
  let frame = Frame(
    id: script.byte(), sequence: script.byte(), bytes: script.rest(atMost: FrameLimits.longestBody))
  let wire = frame.encoded()
  precondition(wire.count == frame.body.count + FrameLimits.overhead, "a frame has the wrong length")
  var found: FrameDecoder.Outcome?
  for byte in wire {
    precondition(found == nil, "a frame ended early")
    found = decoder.receive(byte)
  }
  precondition(content(found) == frame.content, "a frame changed on its way")
}
