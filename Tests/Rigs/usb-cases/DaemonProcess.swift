import Foundation
import Rig

/// What the kernel knows of the running keyportd.
extension Daemon {
  private var folderOfProcess: String { "/proc/\(running.process.processIdentifier)" }

  /// Whether it has `path` open.
  func holds(_ path: String) throws -> Bool { try descriptors().contains(path) }

  /// What its descriptors stand for, without the numbers that the kernel gives to sockets, and without the files that
  /// libudev has open while it reads of an event: one may be under way at any moment.
  func held() throws -> [String] {
    try descriptors().filter { !$0.hasPrefix("/sys/") }.map { String($0.prefix { $0 != "[" }) }.sorted()
  }

  func threads() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "\(folderOfProcess)/task").count
  }

  private func descriptors() throws -> [String] {
    let folder = "\(folderOfProcess)/fd"
    return try FileManager.default.contentsOfDirectory(atPath: folder).compactMap {
      try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
    }
  }
}
