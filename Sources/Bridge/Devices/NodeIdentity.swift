import Glibc

/// Which node a path means now: the resolved path, and the inode with its birth, so that a node made anew under an old
/// name is told from the old.
struct NodeIdentity: Equatable {
  let path: String
  private let device: dev_t
  private let inode: ino_t
  private let changedSeconds: Int
  private let changedNanoseconds: Int
  /// The link that the path is, if it is one: its inode and its birth.
  private let link: [Int]

  /// Whether this is the place that `earlier` was, come back: the same node, or a pty behind a link that has not been
  /// made anew. The kernel gives a pty's number to whoever asks next, so that an old link may lead to a stranger's
  /// terminal.
  func isStale(after earlier: NodeIdentity) -> Bool {
    self == earlier || (path.hasPrefix("/dev/pts/") && !link.isEmpty && link == earlier.link)
  }

  /// Nil where the path leads nowhere.
  init?(ofPath path: String) {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    var status = stat()
    guard stat(resolved, &status) == 0 else { return nil }
    self.path = String(cString: resolved)
    device = status.st_rdev
    inode = status.st_ino
    changedSeconds = status.st_ctim.tv_sec
    changedNanoseconds = status.st_ctim.tv_nsec
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else {
      link = []
      return
    }
    link = [Int(status.st_ino), status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
  }
}
