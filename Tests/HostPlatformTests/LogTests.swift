import Glibc
import HostPlatform
import Testing

@Suite("the log")
struct LogTests {
  /// What `body` writes to a log that goes into a pipe.
  private func written(_ threshold: Log.Level = .info, by body: (Log) -> Void) throws -> String {
    let pipe = try TestPipe()
    body(Log(threshold: threshold, descriptor: pipe.writer.rawValue))
    var bytes = [UInt8](repeating: 0, count: 8192)
    let count = try bytes.withUnsafeMutableBytes { try pipe.reader.read(into: $0) } ?? 0
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  @Test(
    "a line has journald's priority where it is no terminal",
    arguments: [(Log.Level.error, 3), (.warning, 4), (.notice, 5), (.info, 6), (.debug, 7)])
  func priority(level: Log.Level, number: Int) throws {
    #expect(
      try written(.debug) { $0(level, "device gone", ["seat": "seat0"]) } == "<\(number)>device gone seat=seat0\n")
  }

  @Test("what is less important than the threshold is neither written nor put together")
  func threshold() throws {
    var asked = 0
    func text() -> String {
      asked += 1
      return "text"
    }
    #expect(try written(.notice) { $0(.info, text()) } == "")
    #expect(asked == 0)
    #expect(try written(.notice) { $0(.notice, text()) } == "<5>text\n")
  }

  @Test(
    "no name forges a line, a field or drives a terminal",
    arguments: [
      ("a\nb", #""a\x0ab""#), ("a\r\nb", #""a\x0d\x0ab""#), ("\u{1B}[31m", #""\x1b[31m""#),
      ("\u{9B}31m", #""\x9b31m""#), ("x y", #""x y""#), ("x=y", #""x=y""#), ("say \"x\"", #""say \"x\"""#),
      (#"a\x0a"#, #""a\\x0a""#), ("", #""""#), ("\u{202E}gnp", #""\u{202e}gnp""#), ("a\u{2028}b", #""a\u{2028}b""#),
      ("e\u{301}\u{7F}", "\"e\u{301}\\x7f\""), ("Tastatur-Größe", "Tastatur-Größe"), ("\u{0}", #""\x00""#),
    ])
  func escaping(value: String, shown: String) throws {
    #expect(try written { $0(.info, "name", ["value": value]) } == "<6>name value=\(shown)\n")
  }

  @Test("control characters in the message are escaped too")
  func message() throws {
    #expect(try written { $0(.info, "a\n<3>b") } == #"<6>a\x0a<3>b"# + "\n")
  }

  @Test("on a terminal a line is readable")
  func terminal() throws {
    var master: CInt = 0
    var slave: CInt = 0
    #expect(openpty(&master, &slave, nil, nil, nil) == 0)
    defer {
      close(master)
      close(slave)
    }
    Log(descriptor: slave)(.warning, "no udev")
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(master, &bytes, bytes.count)
    #expect(String(decoding: bytes.prefix(count), as: UTF8.self) == "warning: no udev\r\n")
  }
}
