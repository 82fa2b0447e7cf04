public import Cryptography

/// Sends numbered frames one at a time, each again and again until its acknowledgement comes (REQ-ACK-001…005). Both
/// sides have one; it is the only place where frames wait.
public struct Transmitter: Sendable {
  /// A message on its way.
  public struct Parcel: Sendable {
    /// The message's id.
    public let id: UInt8
    /// Its fields.
    public let body: SecretBytes
    /// What the sender calls it; 0 where nobody asks.
    public let ticket: UInt32

    /// Makes a parcel.
    public init(id: UInt8, body: SecretBytes, ticket: UInt32 = 0) {
      self.id = id
      self.body = body
      self.ticket = ticket
    }
  }

  /// What a deadline brought.
  public enum Outcome: Sendable {
    /// Nothing was due.
    case nothing
    /// The frame goes out again.
    case again([UInt8])
    /// The frame went out `LinkTiming.ackTries` times and nobody acknowledged it.
    case exhausted
  }

  /// The most frames that wait: more than a person can press while one is on its way five times.
  public static let limit = 32

  private var waiting: [Parcel] = []
  /// The parcel whose acknowledgement is awaited.
  public private(set) var underway: Parcel?
  /// The number of the frame sent last, 0 before the first.
  public private(set) var sequence = SequenceNumber.unnumbered
  private var tries = 0

  /// When the frame underway goes out again.
  public private(set) var deadline: Duration?

  /// Makes one with nothing to send.
  public init() {}

  /// Whether another parcel may wait.
  public var hasRoom: Bool { waiting.count < Self.limit }

  /// Takes a parcel, and sends it if nothing else is underway.
  /// - Returns: the bytes to write, if any.
  public mutating func send(_ parcel: Parcel, at now: Duration) -> [UInt8]? {
    guard underway == nil else {
      waiting.append(parcel)
      return nil
    }
    return start(parcel, at: now)
  }

  /// Takes an acknowledgement.
  /// - Returns: the parcel it settles and the bytes of the next; nil where it settles none.
  public mutating func acknowledge(_ number: UInt8, at now: Duration) -> (settled: Parcel, next: [UInt8]?)? {
    guard let settled = underway, number == sequence else { return nil }
    underway = nil
    deadline = nil
    guard !waiting.isEmpty else { return (settled, nil) }
    return (settled, start(waiting.removeFirst(), at: now))
  }

  /// Takes the time.
  public mutating func timeOut(at now: Duration) -> Outcome {
    guard let deadline, now >= deadline, let parcel = underway else { return .nothing }
    guard tries < LinkTiming.ackTries else { return .exhausted }
    tries += 1
    self.deadline = now + LinkTiming.ackTimeout
    return .again(Frame(id: parcel.id, sequence: sequence, body: parcel.body).encoded())
  }

  /// Forgets everything and counts anew.
  /// - Returns: the tickets of what never went out.
  public mutating func reset() -> [UInt32] {
    let unsent = waiting.map { $0.ticket }
    self = Transmitter()
    return unsent
  }

  private mutating func start(_ parcel: Parcel, at now: Duration) -> [UInt8] {
    underway = parcel
    sequence = SequenceNumber.following(sequence)
    tries = 1
    deadline = now + LinkTiming.ackTimeout
    return Frame(id: parcel.id, sequence: sequence, body: parcel.body).encoded()
  }
}
