import Glibc

/// The directory entries that decide what a path leads to: those it runs through as symbolic links, and the last one
/// that exists or the first that does not.
struct PathTrail {
  /// One name in one directory.
  struct Entry: Hashable {
    var directory: String
    var name: String
  }

  /// As the kernel: more links than this are a loop.
  private static let linkLimit = 40

  /// The entries, those nearest the root first.
  private(set) var entries: [Entry] = []

  /// Follows `path`, which is taken from the working directory unless it begins with a slash.
  init(_ path: String) {
    var place = "/"
    var ahead = Self.names(path.hasPrefix("/") ? path : "\(Self.workingDirectory)/\(path)")
    var links = 0
    while let name = ahead.popLast() {
      if name == ".." {
        place = Self.parent(of: place)
        continue
      }
      let here = place == "/" ? "/\(name)" : "\(place)/\(name)"
      var status = stat()
      guard lstat(here, &status) == 0 else {
        entries.append(Entry(directory: place, name: name))
        return
      }
      if status.st_mode & S_IFMT == S_IFLNK, let target = Self.target(of: here) {
        entries.append(Entry(directory: place, name: name))
        links += 1
        guard links <= Self.linkLimit else { return }
        if target.hasPrefix("/") { place = "/" }
        ahead += Self.names(target)
      } else if ahead.isEmpty {
        entries.append(Entry(directory: place, name: name))
      } else {
        place = here
      }
    }
  }

  /// The names in the order in which they are popped: last first.
  private static func names(_ path: String) -> [String] {
    path.split(separator: "/").filter { $0 != "." }.reversed().map(String.init)
  }

  /// The directory above `path`; the root's own is the root.
  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  private static var workingDirectory: String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }

  private static func target(of link: String) -> String? {
    withUnsafeTemporaryAllocation(byteCount: Int(PATH_MAX), alignment: 1) { buffer in
      let count = readlink(link, buffer.baseAddress!.assumingMemoryBound(to: CChar.self), buffer.count)
      return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
    }
  }
}
