import HostPlatform

/// A node's descriptor, closed when the last that holds it lets go: the node itself, or a request that is under way.
final class NodeDescriptor: Sendable {
  let descriptor: OwnedFileDescriptor

  init(_ descriptor: consuming OwnedFileDescriptor) { self.descriptor = descriptor }
}
