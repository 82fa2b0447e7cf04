internal import CLinux
import Glibc
public import HostPlatform

/// Tells when a path may lead elsewhere than before: it appeared, went, changed its rights, or a symbolic link on the
/// way did. One inotify descriptor serves all paths, nothing polls, and it belongs to the loop's thread.
///
/// What is watched are directories: the one that holds the path's last name, or the nearest that exists, and the one of
/// each symbolic link on the way. So `/tmp/x/keypad -> /dev/pts/7` is told of when `/dev/pts/7` comes back.
public final class PathWatcher {
  private static let events = UInt32(
    IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_MOVED_FROM | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)
  /// Events that are about the watched directory itself, or about everything.
  private static let whole = UInt32(IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED)

  private struct WeakPath { weak var path: WatchedPath? }

  private let inotify: OwnedFileDescriptor
  private var watch: Watch?
  private var paths: [WeakPath] = []
  /// How many entries each directory's watch serves.
  private var users: [CInt: Int] = [:]

  /// How many directories the kernel watches for this.
  var watchedDirectories: Int { users.count }

  /// Makes a watcher of no path yet.
  public init(loop: EventLoop) throws(SystemError) {
    inotify = OwnedFileDescriptor(
      adopting: try SystemError.retrying("inotify_init1") { inotify_init1(CInt(IN_CLOEXEC | IN_NONBLOCK)) })
    watch = try loop.watch(inotify.rawValue, for: .readable) { [weak self] _ in self?.receive() }
  }

  deinit { watch?.cancel() }

  /// Calls `changed` in any turn in which `path` may have begun to lead elsewhere or changed its rights, until the
  /// result is cancelled or released. What is there now is not told: watch first, then look.
  ///
  /// A directory that may not be read cannot be watched; its own entry is, so that a change of its rights is told.
  public func watch(_ path: String, _ changed: @escaping () -> Void) -> WatchedPath {
    let watched = WatchedPath(path: path, watcher: self, changed: changed)
    paths.removeAll { $0.path == nil }
    paths.append(WeakPath(path: watched))
    follow(watched)
    return watched
  }

  /// Watches what decides about the path now. The path may change while this looks at it, so it looks until two looks
  /// agree; a path that keeps changing has its next event waiting anyway.
  private func follow(_ watched: WatchedPath) {
    for _ in 0..<8 {
      let entries = enter(PathTrail(watched.path))
      let before = watched.entries
      watched.entries = entries
      forget(before)
      if entries == before { return }
    }
  }

  private func enter(_ trail: PathTrail) -> Set<WatchedEntry> {
    var entries: Set<WatchedEntry> = []
    for entry in trail.entries {
      var directory = entry.directory
      var name = entry.name
      while true {
        let number = inotify_add_watch(inotify.rawValue, directory, Self.events)
        if number >= 0 {
          if entries.insert(WatchedEntry(directory: number, name: name)).inserted { users[number, default: 0] += 1 }
          break
        }
        if directory == "/" { break }
        name = String(directory[directory.index(after: directory.lastIndex(of: "/")!)...])
        directory = PathTrail.parent(of: directory)
      }
    }
    return entries
  }

  func forget(_ entries: Set<WatchedEntry>) {
    for entry in entries {
      guard let count = users[entry.directory] else { continue }
      users[entry.directory] = count > 1 ? count - 1 : nil
      // Gone already where the directory is.
      if count == 1 { _ = inotify_rm_watch(inotify.rawValue, entry.directory) }
    }
  }

  private func receive() {
    var names: Set<WatchedEntry> = []
    var directories: Set<CInt> = []
    var everything = false
    withUnsafeTemporaryAllocation(byteCount: 16384, alignment: MemoryLayout<inotify_event>.alignment) { buffer in
      let count = Glibc.read(inotify.rawValue, buffer.baseAddress, buffer.count)
      var offset = 0
      while offset + MemoryLayout<inotify_event>.size <= count {
        let event = buffer.load(fromByteOffset: offset, as: inotify_event.self)
        let name = buffer[(offset + MemoryLayout<inotify_event>.size)...].prefix(Int(event.len)).prefix { $0 != 0 }
        offset += MemoryLayout<inotify_event>.size + Int(event.len)
        if event.mask & UInt32(IN_Q_OVERFLOW) != 0 {
          everything = true
        } else if event.mask & Self.whole != 0 {
          directories.insert(event.wd)
        } else if !name.isEmpty {
          names.insert(WatchedEntry(directory: event.wd, name: String(decoding: name, as: UTF8.self)))
        }
        // The kernel has ended this watch; its number stands for nothing now.
        if event.mask & UInt32(IN_IGNORED) != 0 { users[event.wd] = nil }
      }
    }
    let touched = paths.compactMap(\.path).filter { path in
      everything || !path.entries.isDisjoint(with: names)
        || path.entries.contains { directories.contains($0.directory) }
    }
    for path in touched {
      guard let changed = path.changed else { continue }
      follow(path)
      changed()
    }
  }
}
