import Foundation
import Testing

/// A disk of one MiB in memory. Only root may mount one; elsewhere tests limit the file instead.
final class SmallDisk: Sendable {
  let folder = TemporaryFolder()

  static let isPossible: Bool = {
    guard geteuid() == 0 else { return false }
    return (try? SmallDisk()) != nil
  }()

  init() throws { try Self.run("mount", "-t", "tmpfs", "-o", "size=1m,mode=0700", "tmpfs", folder.path) }

  deinit { try? Self.run("umount", "-l", folder.path) }

  /// Fills it to the last byte.
  func fill() throws {
    let file = try #require(fopen(folder.path + "/filler", "w"))
    defer { fclose(file) }
    setvbuf(file, nil, _IONBF, 0)
    for size in [4096, 1] {
      let block = [UInt8](repeating: 1, count: size)
      while fwrite(block, 1, size, file) == size {}
    }
  }

  func empty() { unlink(folder.path + "/filler") }

  func makeReadOnly() throws { try Self.run("mount", "-o", "remount,ro", folder.path) }

  private static func run(_ words: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw CocoaError(.fileWriteUnknown) }
  }
}
