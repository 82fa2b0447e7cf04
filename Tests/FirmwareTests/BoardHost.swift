import Cryptography
import Foundation
import HostPlatform
import Rig
import WireProtocol

/// Keyport's own link machine at the other end of a board's line, driven by the test's thread.
final class BoardHost {
  typealias Link = HostLink<SodiumSuite>

  struct NothingCame: Error {}
  struct Unexpected: Error, CustomStringConvertible { var description: String }

  private var link: Link
  private let descriptor: Int32
  private let start = ContinuousClock.now
  private var effects: [HostLinkEffect] = []
  private var random = KernelRandom()
  private var ticket: UInt32 = 0

  /// Opens the line and starts the link.
  init(_ board: Board, credentials: HostCredentials? = nil) throws {
    link = Link(credentials: credentials)
    descriptor = open(board.line, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    var settings = termios()
    tcgetattr(descriptor, &settings)
    cfmakeraw(&settings)
    tcsetattr(descriptor, TCSANOW, &settings)
    handle(.opened(entropy: random.secret(count: Link.entropySize)))
  }

  deinit { close(descriptor) }

  /// Hands the link something to do.
  func handle(_ event: HostLinkEvent) {
    for effect in link.handle(event, at: ContinuousClock.now - start) {
      switch effect {
      case .send(let bytes): send(bytes)
      case .entropyWanted: handle(.entropy(random.secret(count: Link.entropySize)))
      // Noise and what is sent again because of it are the link's own business.
      case .damagedFrame, .settled(_, .delivered): break
      default: effects.append(effect)
      }
    }
  }

  /// Writes bytes past the link.
  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// The next thing that the link tells; waits for it.
  func next() throws -> HostLinkEffect {
    let end = ContinuousClock.now + .milliseconds(Int(Running.patience))
    while effects.isEmpty {
      let now = ContinuousClock.now
      guard now < end else { throw NothingCame() }
      let deadline = link.nextDeadline.map { min(start + $0, end) } ?? end
      let wait = max(0, (deadline - now) / .milliseconds(1))
      var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if Glibc.poll(&poll, 1, Int32(wait.rounded(.up))) > 0 {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { throw NothingCame() }
        handle(.received(Array(buffer[..<count])))
      } else if let deadline = link.nextDeadline, ContinuousClock.now - start >= deadline {
        handle(.deadline)
      }
    }
    return effects.removeFirst()
  }

  /// The hello of the device, once the link is up.
  @discardableResult
  func hello() throws -> DeviceHello {
    let effect = try next()
    guard case .up(let hello, _) = effect else { throw Unexpected(description: "\(effect) and no hello") }
    return hello
  }

  /// The next message that nobody asked for.
  func message() throws -> DeviceMessage {
    let effect = try next()
    guard case .message(let message) = effect else { throw Unexpected(description: "\(effect) and no message") }
    return message
  }

  /// The code that the device tells next.
  func code() throws -> String {
    guard case .code(_, let code) = try message() else { throw Unexpected(description: "no code") }
    return code.withBytes { String(decoding: $0, as: UTF8.self) }
  }

  /// Asks for something and returns the answer.
  func ask(_ request: HostMessage) throws -> DeviceMessage {
    ticket += 1
    handle(.request(request, ticket: ticket))
    let effect = try next()
    guard case .answered(ticket, let answer) = effect else { throw Unexpected(description: "\(effect) and no answer") }
    return answer
  }
}
