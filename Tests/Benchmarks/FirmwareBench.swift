import Foundation
import Rig

/// How large the reference firmware is, and what it uses of its RAM: told by the firmware itself, after it has made its
/// session key and ten codes.
enum FirmwareBench {
  static func run() throws -> [Figure] {
    if let absence = Board.absence {
      FileHandle.standardError.write(Data("no firmware figures: \(absence)\n".utf8))
      return []
    }
    let board = try Board(.keypadWithTestKey)
    for _ in 0..<10 {
      try board.tell("a")
      _ = board.told()
    }
    let figures = try board.figures()
    try board.switchOff()
    func figure(_ name: String, _ bytes: Int) -> Figure {
      Figure(name: name, unit: "bytes", ours: Double(bytes))
    }
    let parts = [
      ("static", "data and bss"), ("heap-peak", "heap at its fullest"), ("stack-peak", "stack at its fullest"),
    ]
    return [
      figure("firmware image in flash", figures["image"] ?? 0),
      figure("firmware RAM", parts.reduce(0) { $0 + (figures[$1.0] ?? 0) }),
    ] + parts.map { figure("  of it \($0.1)", figures[$0.0] ?? 0) }
  }
}
