/// One node that a `NodeWatcher` watches, for as long as somebody keeps this.
public final class WatchedNode {
  private let number: CInt
  private weak var watcher: NodeWatcher?
  let changed: () -> Void

  init(number: CInt, watcher: NodeWatcher, changed: @escaping () -> Void) {
    self.number = number
    self.watcher = watcher
    self.changed = changed
  }

  deinit { watcher?.forget(number) }
}
