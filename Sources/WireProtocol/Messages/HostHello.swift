/// The host's hello: which versions it speaks.
public struct HostHello: Sendable, Hashable {
  /// The lowest and the highest version the host speaks, and all between.
  public let versions: ClosedRange<UInt8>
  /// What the answer must repeat, never 0. It names the conversation that begins with it, so no two hellos of a host
  /// have the same, and no other host's are likely to.
  public let tag: UInt32

  /// Makes a hello.
  public init(versions: ClosedRange<UInt8>, tag: UInt32) {
    self.versions = versions
    self.tag = tag
  }
}
