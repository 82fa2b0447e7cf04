import Glibc

/// Which node a path means now: the resolved path, and the inode with its birth, so that a node made anew under an old
/// name is told from the old.
struct NodeIdentity: Equatable {
  let path: String
  private let device: dev_t
  private let inode: ino_t
  private let changedSeconds: Int
  private let changedNanoseconds: Int

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
  }
}
