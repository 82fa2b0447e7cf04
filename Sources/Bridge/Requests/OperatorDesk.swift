import Cryptography
import DeviceModel
import HostPlatform
import LocalAPI
import TwoFactor

/// The way from an operator to a device: it finds the device, asks what it can be asked, and brings the answer back.
final class OperatorDesk {
  typealias Reply = (Result<APIReply, APIFailure>) -> Void

  let devices: DeviceDesk
  let keys: HostKeys
  let requests: DeviceRequests
  let log: Log
  let store: HostKeys.Store
  var pairings: [String: Pairing] = [:]
  /// Devices that a key is being written to, by name.
  var enrolling: Set<String> = []

  init(devices: DeviceDesk, keys: HostKeys, loop: EventLoop, log: Log, store: @escaping HostKeys.Store) {
    self.devices = devices
    self.keys = keys
    self.log = log
    self.store = store
    requests = DeviceRequests(loop: loop)
  }

  /// Takes what happened on a device's line.
  func happened(_ event: LinkEvent, at device: DeviceConnection) {
    switch event {
    case .answered(let ticket, let answer): requests.answered(ticket, answer)
    case .closed: requests.closed(device)
    case .ready:
      guard let key = device.sessionKey else { break }
      log(.info, "a session protects the line", ["device": device.name])
      keys.saw(key)
      if device.capabilities.contains(.clock) { setClockOnce(device) }
    }
  }

  /// Carries out what an operator wants of a device.
  func answer(_ call: DeviceCall, of name: String, _ reply: @escaping Reply) {
    switch call {
    case .request(let request): ask(request, of: name, reply)
    case .setClock(let time): ask(.setClock(time ?? .wallClock), of: name, reply)
    case .confirm(let text, let number, let seconds): confirm(text, number, seconds, at: name, reply)
    case .show(let text): tell(.show(text), [.display], name, reply)
    case .feedback(let signal): tell(.feedback(signal), [.feedback, .sound], name, reply)
    case .pair: beginPairing(name, reply)
    case .pairVerdict(let isEqual): judge(name, isEqual, reply)
    case .unpair(onlyHere: true): forgetHere(name, reply)
    case .unpair(onlyHere: false): endPair(by: .unpair, with: name, reply)
    case .eraseAll: endPair(by: .eraseAll, with: name, reply)
    }
  }

  // MARK: Asking

  /// A device that is usable and can do this.
  func find(_ name: String, toDo request: DeviceRequest) -> Result<DeviceConnection, APIFailure> {
    guard let report = devices.roster.report(of: name) else { return .failure(.noDevice(name)) }
    guard let device = devices.roster.connection(named: name), device.state.isUsable else {
      return .failure(.notReady(report))
    }
    if let needed = request.needs, !device.capabilities.isSuperset(of: needed) {
      return .failure(.cannot(name, needed))
    }
    return .success(device)
  }

  private func ask(_ request: DeviceRequest, of name: String, _ reply: @escaping Reply) {
    switch find(name, toDo: request) {
    case .failure(let failure): reply(.failure(failure))
    case .success(let device):
      requests.ask(request, of: device) { answer in
        guard answer.isFinal else { return }
        reply(Self.result(of: request, answer, from: name).map { .device($0) })
      }
    }
  }

  /// What a client is told of a device's last answer.
  static func result(
    of request: DeviceRequest, _ answer: DeviceAnswer, from name: String
  ) -> Result<DeviceReply, APIFailure> {
    switch answer {
    case .done: .success(.done)
    case .response(let code): .success(.response(code))
    case .slots(let used, let capacity): .success(.slots(used, capacity: capacity))
    case .slot(let slot): .success(.slot(slot))
    case .clock(let time, let drift): .success(.clock(time, drift: drift))
    case .facts(let facts): .success(.facts(facts))
    case .refused(let cause): .failure(.refused(name, cause))
    case .unknown(let cause): .failure(.unknown(name, cause, request.hint(name)))
    case .no: .failure(.refused(name, "the person at the device said no"))
    case .unanswered: .failure(.refused(name, "nobody at the device answered in time"))
    case .yes, .touchWanted, .pairingNumber, .paired:
      .failure(.unknown(name, "it answered something else than was asked", request.hint(name)))
    }
  }

  private func confirm(
    _ text: String, _ number: SecretBytes?, _ seconds: Int, at name: String, _ reply: @escaping Reply
  ) {
    let request = DeviceRequest.confirm(text, numberDigits: number?.count ?? 0, seconds: seconds)
    switch find(name, toDo: request) {
    case .failure(let failure): reply(.failure(failure))
    case .success(let device):
      requests.ask(request, of: device) { answer in
        switch answer {
        case .yes(let typed):
          let isRight = number.map { $0.matches(typed) } ?? true
          reply(.success(.device(.confirmation(isRight ? .yes : .wrongNumber))))
        case .no: reply(.success(.device(.confirmation(.no))))
        case .unanswered: reply(.success(.device(.confirmation(.unanswered))))
        default:
          guard answer.isFinal else { return }
          reply(Self.result(of: request, answer, from: name).map { .device($0) })
        }
      }
    }
  }

  /// Sends what a device does not answer.
  private func tell(_ command: DeviceCommand, _ oneOf: DeviceCapabilities, _ name: String, _ reply: Reply) {
    guard let report = devices.roster.report(of: name) else { return reply(.failure(.noDevice(name))) }
    guard let device = devices.roster.connection(named: name), device.state.isUsable else {
      return reply(.failure(.notReady(report)))
    }
    guard !device.capabilities.isDisjoint(with: oneOf) else { return reply(.failure(.cannot(name, oneOf))) }
    device.perform(command)
    reply(.success(.device(.done)))
  }

  // MARK: The clock

  /// A device that lost its power lost the time with it; without the time its codes are none.
  private func setClockOnce(_ device: DeviceConnection) {
    requests.ask(.readClock, of: device) { [self] answer in
      guard case .clock(nil, _) = answer, device.sessionKey != nil else { return }
      requests.ask(.setClock(.wallClock), of: device) { [log] answer in
        guard answer.isFinal else { return }
        if case .done = answer {
          log(.info, "the device's clock was not set; it is now", ["device": device.name])
        } else {
          log(.warning, "the device's clock is not set, and could not be", ["device": device.name])
        }
      }
    }
  }
}
