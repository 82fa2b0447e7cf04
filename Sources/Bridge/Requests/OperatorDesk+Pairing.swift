import Cryptography
import DeviceModel
import HostPlatform
import LocalAPI
import TwoFactor

/// Making and ending pairs. A pair is kept on both sides or on none; where a failure in between leaves one side alone,
/// the answer says which, and how to settle it.
extension OperatorDesk {
  func beginPairing(_ name: String, _ reply: @escaping Reply) {
    guard let report = devices.roster.report(of: name) else { return reply(.failure(.noDevice(name))) }
    guard let device = devices.roster.connection(named: name), device.isOpen else {
      return reply(.failure(.notReady(report)))
    }
    // One that has failed may have done so since it wants to be paired: only it can tell.
    if device.state.isUsable, !device.capabilities.contains(.session) {
      return reply(.failure(.cannot(name, .session)))
    }
    if let pairing = pairings[name], pairing.isOpen { return reply(.failure(Self.pairingBusy(name))) }
    keys.load { [self] failure in
      if let failure { return reply(.failure(.noHostKey(failure.description))) }
      device.renewCredentials()
      pairings[name] = Pairing(device: device, stage: .asked(reply))
      requests.ask(.pair, of: device) { [self] answer in advance(name, device, answer) }
    }
  }

  /// Takes what the operator found when comparing.
  func judge(_ name: String, _ isEqual: Bool, _ reply: @escaping Reply) {
    guard let pairing = pairings[name] else { return reply(.failure(Self.noPairing(name))) }
    switch pairing.stage {
    case .asked, .judged: reply(.failure(Self.pairingBusy(name)))
    case .over(let failure):
      pairings[name] = nil
      reply(isEqual ? .failure(failure) : .success(.device(.done)))
    case .shown:
      pairings[name]?.stage = .judged(isEqual: isEqual, reply)
      pairing.device.perform(.pairVerdict(isEqual))
    }
  }

  private func advance(_ name: String, _ device: DeviceConnection, _ answer: DeviceAnswer) {
    guard let pairing = pairings[name], pairing.device === device else { return }
    switch (answer, pairing.stage) {
    case (.pairingNumber(let number), .asked(let reply)):
      pairings[name]?.stage = .shown
      reply(.success(.device(.pairingNumber(number))))
    case (.paired(let key), .judged(_, let reply)):
      pairings[name] = nil
      keep(key, of: device, reply)
    default:
      guard answer.isFinal else { return }
      let cause: String =
        switch answer {
        case .refused(let cause), .unknown(let cause): cause
        default: "it answered something else than was asked"
        }
      log(.notice, "pairing ended without a pair", ["device": name, "cause": cause])
      let failure = APIFailure(
        .conflict, "not_paired", "\(name) was not paired: \(cause). Open pairing at the device, and begin again.")
      switch pairing.stage {
      case .asked(let reply):
        pairings[name] = nil
        reply(.failure(failure))
      case .shown: pairings[name]?.stage = .over(failure)
      case .judged(let isEqual, let reply):
        pairings[name] = nil
        reply(isEqual ? .failure(failure) : .success(.device(.done)))
      case .over: break
      }
    }
  }

  private func keep(_ key: PublicKey, of device: DeviceConnection, _ reply: @escaping Reply) {
    let now = Duration.wallClock
    let entry = PairedDevice(key: key, name: device.name, paired: now, lastSeen: now)
    keys.add(entry) { [self] failure in
      guard let failure else {
        devices.renewCredentials()
        log(.notice, "a device was paired", ["device": device.name])
        return reply(.success(.device(.paired(entry))))
      }
      // The device has this host's key and this host not the device's: the device is asked to forget it again.
      requests.ask(.unpair, of: device) { [self] answer in
        guard answer.isFinal else { return }
        devices.renewCredentials()
        let end =
          if case .done = answer {
            "\(device.name) has forgotten this host again."
          } else {
            "\(device.name) still keeps this host's key, which is of no use to anybody else."
          }
        reply(
          .failure(
            APIFailure(
              .unavailable, "pair_not_kept",
              "\(device.name) was paired, but the store could not keep it: \(failure.description). \(end) "
                + "Mend the store, and pair again.")))
      }
    }
  }

  // MARK: Ending a pair

  /// Has the device forget this host, and then forgets the device.
  func endPair(by request: DeviceRequest, with name: String, _ reply: @escaping Reply) {
    let device: DeviceConnection
    switch find(name, toDo: request) {
    case .failure(let failure): return reply(.failure(failure))
    case .success(let found): device = found
    }
    guard let key = device.sessionKey else { return reply(.failure(.noSession(name))) }
    requests.ask(request, of: device) { [self] answer in
      guard answer.isFinal else { return }
      let result = Self.result(of: request, answer, from: name)
      guard case .success = result else { return reply(result.map { .device($0) }) }
      log(.notice, "a device has forgotten this host", ["device": name])
      forget([key], name, reply)
    }
  }

  /// Forgets a device that is lost, or cannot be told.
  func forgetHere(_ name: String, _ reply: @escaping Reply) {
    var lost = keys.paired.filter { $0.name == name }.map(\.key)
    if let key = devices.roster.connection(named: name)?.sessionKey { lost = [key] }
    guard !lost.isEmpty else { return reply(.failure(Self.noPair(name))) }
    forget(lost, name, reply)
  }

  private func forget(_ lost: [PublicKey], _ name: String, _ reply: @escaping Reply) {
    guard let key = lost.first else {
      devices.renewCredentials()
      return reply(.success(.device(.done)))
    }
    keys.remove(key) { [self] failure in
      guard let failure else { return forget(Array(lost.dropFirst()), name, reply) }
      reply(
        .failure(
          APIFailure(
            .unavailable, "pair_not_forgotten",
            "This host still keeps the key of \(name): \(failure.description). Mend the store, then: "
              + "keyport device \(name) unpair --only-here")))
    }
  }

  private static func pairingBusy(_ name: String) -> APIFailure {
    APIFailure(
      .conflict, "pairing_busy", "\(name) is being paired already. Wait for its end, a minute at most, and begin again."
    )
  }

  private static func noPairing(_ name: String) -> APIFailure {
    APIFailure(
      .notFound, "no_pairing", "\(name) is not being paired. Begin with: keyport device \(name) pair")
  }

  private static func noPair(_ name: String) -> APIFailure {
    APIFailure(.notFound, "no_pair", "This host is paired with no device that was named \(name).")
  }
}
