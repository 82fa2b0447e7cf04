/// Why a stream of events cannot be followed any further.
public enum EventStreamError: Error, Equatable {
  /// An event is longer than `EventStreamParser.longestEvent`.
  case tooLong
}
