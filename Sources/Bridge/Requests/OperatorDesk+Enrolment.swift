import Cryptography
import DeviceModel
import HostPlatform
import LocalAPI
import OTPAlgorithms
import TwoFactor

/// A key that is made here, written into a device's slot inside the session, and registered.
///
/// The device comes first: a key that a device holds and no account has opens nothing, while a token whose key nobody
/// holds would stand in the way of a person who wants in. Where the store then fails, the slot is emptied again.
extension OperatorDesk {
  func enrol(
    _ account: AccountName, _ registration: TokenRegistration, onto name: String, slot: Int?, _ reply: @escaping Reply
  ) {
    let device: DeviceConnection
    switch find(name, toDo: .listSlots) {
    case .failure(let failure): return reply(.failure(failure))
    case .success(let found): device = found
    }
    guard device.sessionKey != nil else { return reply(.failure(.noSession(name))) }
    if registration.parameters.movingFactor != .counter, !device.capabilities.contains(.clock) {
      return reply(.failure(Self.noClock(name)))
    }
    guard enrolling.insert(name).inserted else {
      return reply(
        .failure(APIFailure(.conflict, "device_busy", "Another key is being written to \(name). Try again then.")))
    }
    let end: Reply = { [self] result in
      enrolling.remove(name)
      reply(result)
    }
    store(.findAccount(account)) { [self] result in
      if case .failure(let failure) = result { return end(.failure(APIFailure(failure, subject: account))) }
      requests.ask(.listSlots, of: device) { [self] answer in
        guard answer.isFinal else { return }
        switch Self.freeSlot(slot, answer, name) {
        case .failure(let failure): end(.failure(failure))
        case .success(let slot): write(account, registration, device, slot, end)
        }
      }
    }
  }

  private static func freeSlot(_ wish: Int?, _ answer: DeviceAnswer, _ name: String) -> Result<Int, APIFailure> {
    guard case .slots(let used, let capacity) = answer else {
      let hint = "Nothing was written or registered."
      if case .unknown(let cause) = answer { return .failure(.unknown(name, cause, hint)) }
      guard case .failure(let failure) = result(of: .listSlots, answer, from: name) else {
        return .failure(.unknown(name, "it answered something else than was asked", hint))
      }
      return .failure(failure)
    }
    guard let wish else {
      guard let free = (0..<capacity).first(where: { !used.contains($0) }) else {
        return .failure(
          APIFailure(
            .conflict, "device_full",
            "All \(capacity) slots of \(name) hold a key. Empty one with: keyport device \(name) erase-slot N"))
      }
      return .success(free)
    }
    guard wish < capacity else {
      return .failure(
        APIFailure(.conflict, "no_slot", "\(name) has \(capacity) slots, numbered from 0; there is no slot \(wish)."))
    }
    guard !used.contains(wish) else {
      return .failure(
        APIFailure(
          .conflict, "slot_taken",
          "Slot \(wish) of \(name) holds a key, which would be lost. Empty it first with: "
            + "keyport device \(name) erase-slot \(wish)"))
    }
    return .success(wish)
  }

  private func write(
    _ account: AccountName, _ registration: TokenRegistration, _ device: DeviceConnection, _ number: Int,
    _ end: @escaping Reply
  ) {
    let name = device.name
    let label = registration.label.isEmpty ? account.text : registration.label
    guard
      let slot = DeviceSlot(number, registration.parameters, counter: registration.counter, label: label)
    else {
      return end(.failure(.refused(name, "devices count time steps of up to 65535 s, from 1970")))
    }
    let request = DeviceRequest.writeSlot(slot, key: registration.secret)
    requests.ask(request, of: device) { [self] answer in
      switch answer {
      case .done: register(account, registration, device, number, end)
      case .unknown(let cause):
        end(
          .failure(
            APIFailure(
              .noAnswer, "device_silent",
              "Nothing was registered, and slot \(number) of \(name) may hold a key that no account has: \(cause). "
                + Self.emptying(name, number))))
      default:
        guard answer.isFinal else { return }
        let result = Self.result(of: request, answer, from: name)
        end(result.map { .device($0) })
      }
    }
  }

  private func register(
    _ account: AccountName, _ registration: TokenRegistration, _ device: DeviceConnection, _ number: Int,
    _ end: @escaping Reply
  ) {
    store(.addToken(account, registration, memory: nil, at: .wallClock)) { [self] result in
      switch result {
      case .success(.token(let token)):
        end(.success(.enrolled(Enrolment(account: account, token: token, uri: nil, slot: number))))
      case .success: takeBack(device, number, .nonsense, end)
      case .failure(let failure):
        if !failure.isExpected { log(.error, "the store refused a command", ["cause": failure.description]) }
        takeBack(device, number, APIFailure(failure, subject: account), end)
      }
    }
  }

  /// The store did not take the token: its key goes again, so that neither side has it.
  private func takeBack(
    _ device: DeviceConnection, _ number: Int, _ failure: APIFailure, _ end: @escaping Reply
  ) {
    requests.ask(.eraseSlot(number), of: device) { answer in
      guard answer.isFinal else { return }
      var failure = failure
      if case .done = answer {
        failure.message += " Slot \(number) of \(device.name) was emptied again."
      } else {
        failure.message +=
          " Slot \(number) of \(device.name) may still hold the key, which no account has. "
          + Self.emptying(device.name, number)
      }
      end(.failure(failure))
    }
  }

  private static func emptying(_ name: String, _ slot: Int) -> String {
    "Look with: keyport device \(name) slots. Empty it with: keyport device \(name) erase-slot \(slot)"
  }

  private static func noClock(_ name: String) -> APIFailure {
    APIFailure(
      .conflict, "no_clock",
      "\(name) has no clock, so that its codes cannot go by time. Give it a key with --counter 0.")
  }
}
