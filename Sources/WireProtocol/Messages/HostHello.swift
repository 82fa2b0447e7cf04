/// The host's hello: which versions it speaks.
public struct HostHello: Sendable, Hashable {
  /// The lowest and the highest version the host speaks, and all between.
  public let versions: ClosedRange<UInt8>
  /// What the answer must repeat, `1 ... 255`, so that a late answer to an earlier hello is known for one.
  public let tag: UInt8

  /// Makes a hello.
  public init(versions: ClosedRange<UInt8>, tag: UInt8) {
    self.versions = versions
    self.tag = tag
  }
}
