import Foundation
import Testing

/// Reads symbols back with programs that know nothing of this one: `zbarimg` (Debian package zbar-tools) and
/// `rsvg-convert` (librsvg2-bin), which the project installs.
struct SymbolReader: ~Copyable {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("symbols-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Returns the text of the one symbol in an image file of any kind that ImageMagick knows by its contents.
  func text(ofImage bytes: [UInt8], named name: String) throws -> String {
    let file = folder.appendingPathComponent(name)
    try Data(bytes).write(to: file)
    return try text(ofFile: file)
  }

  func text(ofSVG svg: String, pixels: Int) throws -> String {
    let file = folder.appendingPathComponent("symbol.svg")
    let image = folder.appendingPathComponent("rendered.png")
    try svg.write(to: file, atomically: false, encoding: .utf8)
    _ = try run("rsvg-convert", ["--width", "\(pixels)", "--output", image.path, file.path])
    return try text(ofFile: image)
  }

  private func text(ofFile file: URL) throws -> String {
    // As bytes, since zbarimg would guess at the encoding of anything but ASCII.
    try run("zbarimg", ["--raw", "--quiet", "--oneshot", "-Sbinary", "-Sdisable", "-Sqrcode.enable", file.path])
  }

  private func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(program) must be installed and find a symbol")
    return String(decoding: data, as: UTF8.self)
  }
}
