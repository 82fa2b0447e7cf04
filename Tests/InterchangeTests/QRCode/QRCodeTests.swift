import Cryptography
import Interchange
import OTPAlgorithms
import Testing

@Suite("QR codes")
struct QRCodeTests {
  private func secret(_ text: String) -> SecretBytes { SecretBytes(copying: Array(text.utf8)) }

  private func symbol() throws -> QRCode {
    let uri = OTPAuthURI(
      issuer: "金鑰 & Söhne", accountName: "alice@example.org", secret: secret("12345678901234567890"),
      parameters: try OTPParameters(algorithm: .sha256, digits: 8))
    return try QRCode(uri.text())
  }

  private let content =
    "otpauth://totp/%E9%87%91%E9%91%B0%20%26%20S%C3%B6hne:alice%40example.org"
    + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E9%87%91%E9%91%B0%20%26%20S%C3%B6hne"
    + "&algorithm=SHA256&digits=8&period=30"

  @Test("a scanner reads the PNG, whatever its scale", arguments: [2, 3, 8])
  func png(scale: Int) throws {
    let reader = try SymbolReader()
    let image = try symbol().png(scale: scale)
    #expect(image.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    let text = try reader.text(ofImage: image, named: "symbol.png")
    #expect(text == content)
  }

  @Test("the PNG is as large as its modules, margin and scale say")
  func pngSize() throws {
    let symbol = try symbol()
    let image = symbol.png(scale: 3, margin: 2)
    let side = (symbol.width + 4) * 3
    // Width and height are the first fields of the header chunk (PNG specification §11.2.2).
    #expect(
      Array(image[16..<24]) == [0, 0, UInt8(side / 256), UInt8(side % 256), 0, 0, UInt8(side / 256), UInt8(side % 256)])
  }

  @Test("a scanner reads the SVG, large and small", arguments: [200, 337, 1000])
  func svg(pixels: Int) throws {
    let reader = try SymbolReader()
    let text = try reader.text(ofSVG: try symbol().svg(), pixels: pixels)
    #expect(text == content)
  }

  @Test("the SVG is one sharp path on white, and has nothing of the text in it")
  func svgForm() throws {
    let svg = try symbol().svg(margin: 1)
    #expect(svg.contains("viewBox=\"0 0 \(try symbol().width + 2) \(try symbol().width + 2)\""))
    #expect(svg.split(separator: "<path").count == 2)
    #expect(svg.contains("shape-rendering=\"crispEdges\""))
    for word in ["otpauth", "GEZDG", "alice"] { #expect(!svg.contains(word)) }
  }

  @Test(
    "a scanner reads what a terminal shows, with colours on any ground and without on a dark one",
    arguments: [true, false])
  func terminal(colours: Bool) throws {
    let reader = try SymbolReader()
    let text = try reader.text(
      ofImage: screenshot(of: try symbol().terminalText(colours: colours), colours: colours), named: "screen.pgm")
    #expect(text == content)
  }

  @Test("each coloured line sets its colours and takes them back")
  func terminalColours() throws {
    let lines = try symbol().terminalText().split(separator: "\n")
    #expect(lines.count == (try symbol().width + 8 + 1) / 2)
    for line in lines {
      #expect(line.hasPrefix("\u{1B}[38;5;16;48;5;231m") && line.hasSuffix("\u{1B}[0m"))
      #expect(line.dropFirst(20).dropLast(4).allSatisfy { " ▀▄█".contains($0) })
    }
  }

  @Test("without colours there is no escape character")
  func terminalPlain() throws {
    #expect(try symbol().terminalText(colours: false).allSatisfy { " ▀▄█\n".contains($0) })
  }

  @Test(
    "texts of every length come back, up to the longest", arguments: [1, 14, 15, 100, 500, 1000, QRCode.longestText])
  func lengths(count: Int) throws {
    let reader = try SymbolReader()
    let original = String((0..<count).map { Character(UnicodeScalar(UInt8(33 + $0 * 37 % 94))) })
    let text = try reader.text(ofImage: try QRCode(secret(original)).png(scale: 4), named: "symbol.png")
    #expect(text == original)
  }

  @Test("bytes that are no ASCII come back")
  func unicode() throws {
    let reader = try SymbolReader()
    let text = try reader.text(ofImage: try QRCode(secret("註冊用QRCode")).png(), named: "symbol.png")
    #expect(text == "註冊用QRCode")
  }

  @Test("a symbol has the smallest size that holds the text")
  func sizes() throws {
    // ISO/IEC 18004, table 7, level M in 8-bit mode: version 1 takes 14 bytes, version 2 takes 26.
    #expect(try QRCode(secret(String(repeating: "a", count: 14))).width == 21)
    #expect(try QRCode(secret(String(repeating: "a", count: 15))).width == 25)
    #expect(try QRCode(secret(String(repeating: "a", count: 27))).width == 29)
    #expect(try QRCode(secret(String(repeating: "a", count: QRCode.longestText))).width == 177)
  }

  @Test("no text and too long a text are refused")
  func refusals() {
    #expect(throws: QRCodeError.empty) { try QRCode(secret("")) }
    for count in [QRCode.longestText + 1, 100_000] {
      #expect(throws: QRCodeError.tooLong(count: count)) {
        try QRCode(secret(String(repeating: "a", count: count)))
      }
    }
  }

  /// What a terminal would show, as a grey image (PGM), one cell 4 by 8 pixels on a ground of middle grey.
  private func screenshot(of text: String, colours: Bool) -> [UInt8] {
    var rows: [[UInt8]] = []
    for line in text.split(separator: "\n") {
      let cells = colours ? Array(line.dropFirst(20).dropLast(4)) : Array(line)
      let drawn: UInt8 = colours ? 0 : 255
      var upper: [UInt8] = [UInt8](repeating: colours ? 128 : 0, count: 16)
      var lower = upper
      for cell in cells {
        upper += [UInt8](repeating: "▀█".contains(cell) ? drawn : 255 - drawn, count: 4)
        lower += [UInt8](repeating: "▄█".contains(cell) ? drawn : 255 - drawn, count: 4)
      }
      rows += Array(repeating: upper, count: 4) + Array(repeating: lower, count: 4)
    }
    return Array("P5 \(rows[0].count) \(rows.count) 255\n".utf8) + rows.joined()
  }
}
