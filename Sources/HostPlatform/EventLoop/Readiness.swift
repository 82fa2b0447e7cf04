internal import CLinux

/// What a descriptor is watched for, and what it turned out to be ready for (C: `EPOLLIN` and the like).
public struct Readiness: OptionSet, Sendable {
  /// epoll's bits.
  public let rawValue: UInt32

  /// Takes epoll's bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// There is something to read, or an end to be seen.
  public static let readable = Readiness(rawValue: EPOLLIN.rawValue)
  /// There is room to write.
  public static let writable = Readiness(rawValue: EPOLLOUT.rawValue)
  /// The peer will send nothing more (`EPOLLRDHUP`).
  public static let peerClosed = Readiness(rawValue: EPOLLRDHUP.rawValue)
  /// The other end is gone (`EPOLLHUP`); always reported.
  public static let hungUp = Readiness(rawValue: EPOLLHUP.rawValue)
  /// The descriptor is in error (`EPOLLERR`); always reported.
  public static let failed = Readiness(rawValue: EPOLLERR.rawValue)
}
