import Glibc

/// A directory that only this user may enter, such as the daemon's state.
public enum PrivateDirectory {
  /// Makes `path` and what is missing above it; `path` itself with mode 0700. One that is there already is taken as it
  /// is, rights included, since its owner may have a reason for a group.
  public static func create(at path: String) throws(SystemError) {
    let names = path.split(separator: "/")
    var place = path.hasPrefix("/") ? "" : "."
    for (index, name) in names.enumerated() {
      place += "/\(name)"
      let last = index == names.count - 1
      do {
        _ = try SystemError.retrying("mkdir", place) { mkdir(place, last ? 0o700 : 0o755) }
      } catch {
        // Where a directory above may not be written but is there, the kernel says so in more ways than one.
        guard isDirectory(place) else { throw error }
      }
    }
  }

  private static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
