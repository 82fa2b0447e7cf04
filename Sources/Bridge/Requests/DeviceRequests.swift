import DeviceModel
import HostPlatform

/// The requests that devices have not answered for good yet, and who waits for each.
final class DeviceRequests {
  private struct Open {
    let connection: DeviceConnection
    let report: (DeviceAnswer) -> Void
    let timer: Timer
  }

  private let loop: EventLoop
  private var open: [UInt32: Open] = [:]
  private var lastTicket: UInt32 = 0

  init(loop: EventLoop) { self.loop = loop }

  /// Asks a device. `report` is called, never before this returns, with each answer up to the final one; there is one
  /// whatever happens.
  func ask(
    _ request: DeviceRequest, of connection: DeviceConnection, _ report: @escaping (DeviceAnswer) -> Void
  ) {
    repeat { lastTicket &+= 1 } while open[lastTicket] != nil
    let ticket = lastTicket
    let timer = loop.schedule(at: loop.now + request.patience) { [weak self] in
      self?.answered(ticket, .unknown("the device did not answer in \(request.patience.components.seconds) s"))
    }
    open[ticket] = Open(connection: connection, report: report, timer: timer)
    guard connection.ask(request, ticket: ticket) else {
      return answered(ticket, .refused("the device is out of reach; nothing was done"))
    }
  }

  /// Takes an answer to whoever waits for it, at the end of the turn: the connection is still at work.
  func answered(_ ticket: UInt32, _ answer: DeviceAnswer) {
    guard let entry = open[ticket] else { return }
    if answer.isFinal {
      open[ticket] = nil
      entry.timer.cancel()
    }
    loop.atEndOfTurn { entry.report(answer) }
  }

  /// A device's line is closed: what it was asked is not known.
  func closed(_ connection: DeviceConnection) {
    for (ticket, entry) in open where entry.connection === connection {
      answered(ticket, .unknown("the device went away before it answered"))
    }
  }
}

extension DeviceRequest {
  /// How long its answer is waited for. The link has shorter times of its own for a device; this is for people, and for
  /// a device that takes a question and never comes back to it.
  fileprivate var patience: Duration {
    switch self {
    case .confirm(_, _, let seconds): .seconds(seconds + 15)
    case .challenge, .pair: .seconds(180)
    default: .seconds(60)
    }
  }
}
