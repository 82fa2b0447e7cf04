/// One path that a `PathWatcher` watches, for as long as somebody keeps this.
public final class WatchedPath {
  /// The path as it was given.
  public let path: String
  weak var watcher: PathWatcher?
  var changed: (() -> Void)?
  var entries: Set<WatchedEntry> = []

  init(path: String, watcher: PathWatcher, changed: @escaping () -> Void) {
    self.path = path
    self.watcher = watcher
    self.changed = changed
  }

  deinit { watcher?.forget(entries) }

  /// Ends the watch; nothing is called afterwards.
  public func cancel() {
    changed = nil
    watcher?.forget(entries)
    entries = []
  }
}

/// A name in a directory that inotify watches by number.
struct WatchedEntry: Hashable {
  var directory: CInt
  var name: String
}
