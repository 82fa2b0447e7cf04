import DeviceModel
import Foundation
import Glibc
import HostPlatform
import Testing

@testable import LinuxDevices

@Suite("a serial port that cannot be had")
struct SerialPortAccessTests {
  private func open(_ path: String) throws -> SerialPort {
    try SerialPort(path: path, line: SerialLine(), origin: .hardware, loop: try EventLoop())
  }

  /// Holds `path` in another program, in the way that `lock` names.
  private func holder(of path: String, by lock: String) throws -> Child {
    let script = """
      import fcntl, os, sys, termios
      tty = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
      \(lock)
      print("held", flush=True)
      sys.stdin.read()
      """
    let child = try Child("/usr/bin/python3", ["-c", script, path])
    #expect(child.line() == "held")
    return child
  }

  @Test("since it has no RS-485 mode says so, where the operator wants one; a pty has none")
  func noRS485() throws {
    let pty = try PseudoTerminal()
    var line = SerialLine()
    line.isRS485 = true
    #expect(throws: DeviceAccessError.self) {
      try SerialPort(path: pty.path, line: line, origin: .hardware, loop: try EventLoop())
    }
    do {
      _ = try SerialPort(path: pty.path, line: line, origin: .hardware, loop: try EventLoop())
    } catch let error as DeviceAccessError {
      #expect(error.description.contains("has no RS-485 mode"))
    }
  }

  @Test(
    "since another program holds it is busy, and the program is named",
    arguments: ["fcntl.flock(tty, fcntl.LOCK_EX)", "fcntl.ioctl(tty, termios.TIOCEXCL)"])
  func busy(lock: String) throws {
    let pty = try PseudoTerminal()
    let holder = try holder(of: pty.path, by: lock)
    #expect(throws: DeviceAccessError.busy(holder: "python3, pid \(holder.pid)")) { try open(pty.path) }
    #expect(try holder.finish() == 0)
    // With its holder it becomes free, also where the mark outlives the holder. That needs root, as the mark does.
    if geteuid() == 0 { try open(pty.path).close() }
  }

  @Test("since this process holds it already is busy too")
  func busyWithItself() throws {
    let pty = try PseudoTerminal()
    let port = try open(pty.path)
    let error = #expect(throws: DeviceAccessError.self) { try open(pty.path) }
    #expect(error?.state == .busy(holder: error.map { "\($0)" }.map { String($0.dropFirst("held by ".count)) } ?? ""))
    #expect(error?.description.hasSuffix("pid \(getpid())") == true)
    port.close()
  }

  @Test("since it is none is said to be what it is")
  func noPort() throws {
    let directory = try TemporaryDirectory()
    let file = directory.path + "/file"
    let fifo = directory.path + "/fifo"
    #expect(FileManager.default.createFile(atPath: file, contents: nil))
    #expect(mkfifo(fifo, 0o600) == 0)
    let texts = [
      directory.path: "\(directory.path) is a directory, not a serial port",
      file: "\(file) is a regular file, not a serial port", fifo: "\(fifo) is not a serial port",
      "/dev/null": "/dev/null is no serial port: it takes no line settings",
    ]
    for (path, text) in texts {
      #expect(throws: DeviceAccessError.failed(text)) { try open(path) }
    }
  }

  @Test("since it is not there is absent, also behind a link that leads nowhere")
  func absent() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/keypad"
    for _ in 0..<2 {
      #expect(throws: DeviceAccessError.absent("\(path) is not there")) { try open(path) }
      _ = symlink("nowhere", path)
    }
  }

  @Test("at a rate that no line has fails with the rates that lines have")
  func noRate() throws {
    let pty = try PseudoTerminal()
    let error = #expect(throws: DeviceAccessError.self) {
      try SerialPort(path: pty.path, line: SerialLine(baud: 12345), origin: .hardware, loop: try EventLoop())
    }
    #expect(error?.description.contains("no line runs at 12345 baud") == true)
    #expect(error?.description.contains("115200") == true)
    try open(pty.path).close()
  }

  @Test("behind a symbolic link is opened")
  func link() throws {
    let directory = try TemporaryDirectory()
    let pty = try PseudoTerminal()
    #expect(symlink(pty.path, directory.path + "/keypad") == 0)
    try open(directory.path + "/keypad").close()
  }

  @Test("for want of a right says which group or rule is missing")
  func forbidden() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/node"
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    let group = try #require(getgrgid(getegid())).pointee.gr_name.map { String(cString: $0) } ?? ""
    #expect(chmod(path, 0o660) == 0)
    #expect(MissingRight.explain(path, code: EACCES).contains("into the group \(group)"))
    #expect(chmod(path, 0o600) == 0)
    #expect(MissingRight.explain(path, code: EACCES).contains("mode 0600, which lets no group in: install"))
    #expect(MissingRight.explain(path, code: EPERM).contains("DeviceAllow="))
    #expect(MissingRight.explain(path + "/x", code: EACCES).contains("directory on the way"))
  }

  @Test(
    "by a user without the right is forbidden",
    .enabled(if: geteuid() == 0, "only root can become another user for the attempt"))
  func forbiddenToAnother() throws {
    let pty = try PseudoTerminal()
    #expect(chmod(pty.path, 0o600) == 0)
    // Only this thread's user for files changes, and its right to pass over modes goes with it (setfsuid(2)).
    typealias SetUser = @convention(c) (uid_t) -> CInt
    let setUser = unsafeBitCast(try #require(dlsym(nil, "setfsuid")), to: SetUser.self)
    nonisolated(unsafe) var error: (any Error)?
    let done = DispatchSemaphore(value: 0)
    let path = pty.path
    let thread = Thread {
      _ = setUser(65534)
      do {
        try SerialPort(path: path, line: SerialLine(), origin: .hardware, loop: try EventLoop()).close()
      } catch let thrown {
        error = thrown
      }
      done.signal()
    }
    thread.start()
    done.wait()
    let refused = try #require(error as? DeviceAccessError)
    #expect(refused.state.word == "forbidden")
    #expect(refused.description.contains("with mode 0600"))
  }
}
