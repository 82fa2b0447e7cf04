internal import CLinux
import Glibc
public import HostPlatform

/// Tells when somebody closes a node or its rights change, so that a device that was given back is taken without polling.
/// One inotify descriptor serves all nodes; it belongs to the loop's thread.
///
/// The nodes themselves are watched, not their directories: each closing of `/dev/null` would be told otherwise.
public final class NodeWatcher {
  private static let events = UInt32(IN_CLOSE_WRITE | IN_CLOSE_NOWRITE | IN_ATTRIB)

  private struct WeakNode { weak var node: WatchedNode? }

  private let inotify: OwnedFileDescriptor
  private var watch: Watch?
  /// By the kernel's number, which two watches of one node share.
  private var nodes: [CInt: [WeakNode]] = [:]

  /// How many nodes the kernel watches for this.
  var watchedNodes: Int { nodes.count }

  /// Makes a watcher of no node yet.
  public init(loop: EventLoop) throws(SystemError) {
    inotify = OwnedFileDescriptor(
      adopting: try SystemError.retrying("inotify_init1") { inotify_init1(CInt(IN_CLOEXEC | IN_NONBLOCK)) })
    watch = try loop.watch(inotify.rawValue, for: .readable) { [weak self] _ in self?.receive() }
  }

  deinit { watch?.cancel() }

  /// Calls `changed` in any turn in which a descriptor of the node at `path` was closed, or its rights changed, until
  /// the result is released; nil where there is no such node.
  public func watch(_ path: String, _ changed: @escaping () -> Void) -> WatchedNode? {
    let number = inotify_add_watch(inotify.rawValue, path, Self.events)
    guard number >= 0 else { return nil }
    let node = WatchedNode(number: number, watcher: self, changed: changed)
    nodes[number, default: []].append(WeakNode(node: node))
    return node
  }

  func forget(_ number: CInt) {
    guard var rest = nodes[number] else { return }
    rest.removeAll { $0.node == nil }
    nodes[number] = rest.isEmpty ? nil : rest
    if rest.isEmpty { _ = inotify_rm_watch(inotify.rawValue, number) }
  }

  private func receive() {
    var touched: Set<CInt> = []
    withUnsafeTemporaryAllocation(byteCount: 4096, alignment: MemoryLayout<inotify_event>.alignment) { buffer in
      let count = Glibc.read(inotify.rawValue, buffer.baseAddress, buffer.count)
      var offset = 0
      while offset + MemoryLayout<inotify_event>.size <= count {
        let event = buffer.load(fromByteOffset: offset, as: inotify_event.self)
        offset += MemoryLayout<inotify_event>.size + Int(event.len)
        if event.mask & UInt32(IN_Q_OVERFLOW) != 0 {
          touched.formUnion(nodes.keys)
        } else if event.mask & UInt32(IN_IGNORED) != 0 {
          // The node is gone: its number stands for nothing now.
          nodes[event.wd] = nil
        } else {
          touched.insert(event.wd)
        }
      }
    }
    for number in touched.sorted() {
      for node in nodes[number]?.compactMap(\.node) ?? [] { node.changed() }
    }
  }
}
