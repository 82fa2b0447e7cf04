import Cryptography
import DeviceModel
import HostPlatform
import TwoFactor

/// Who this keyportd is to devices that pair: its own key, made at the first start, and the devices that it knows. The
/// store keeps both; without the store there is no key, and devices that want none work all the same.
final class HostKeys {
  typealias Store = (StoreCommand, @escaping (Result<StoreResult, StoreFailure>) -> Void) -> Void

  /// The devices that it is paired with, the latest first.
  private(set) var paired: [PairedDevice] = []
  private var keys: KeyPair?
  private let store: Store
  private let log: Log

  init(store: @escaping Store, log: Log) {
    self.store = store
    self.log = log
  }

  /// What a device is shown; nil while there is no key. One whose name a paired device had has to prove itself: a
  /// plain one in its place, or one that says it is not paired, is another.
  func credentials(for name: String) -> DeviceCredentials? {
    keys.map { keys in
      DeviceCredentials(
        keys: keys, known: paired.map(\.key), isRequired: paired.contains { $0.name == name })
    }
  }

  /// Has the key read, or made; does nothing where it is there.
  /// - Parameter done: called with why there is none, or nil.
  func load(_ done: @escaping (StoreFailure?) -> Void) {
    if keys != nil { return done(nil) }
    store(.loadHost) { [self] result in
      guard case .success(.host(nil, _)) = result else { return take(result, done) }
      var random = KernelRandom()
      store(.createHost(random.secret(count: PublicKey.size), at: .wallClock)) { [self] in take($0, done) }
    }
  }

  private func take(_ result: Result<StoreResult, StoreFailure>, _ done: (StoreFailure?) -> Void) {
    switch result {
    case .success(.host(let secret?, let devices)):
      keys = KeyPair(secret: secret, by: SodiumSuite.Agreement.self)
      paired = devices
      done(nil)
    case .success: done(.unavailable("it answered something else than was asked"))
    case .failure(let failure):
      log(
        .error, "this keyportd has no key of its own: devices that are paired with it are refused, others work",
        ["cause": failure.description])
      done(failure)
    }
  }

  /// Keeps a device. It counts as known at once, and no more where the store fails.
  func add(_ device: PairedDevice, _ done: @escaping (StoreFailure?) -> Void) {
    let before = paired
    paired.removeAll { $0.key == device.key }
    paired.insert(device, at: 0)
    store(.addPairedDevice(device)) { [self] result in
      guard case .failure(let failure) = result else { return done(nil) }
      paired.removeAll { $0.key == device.key }
      paired += before.filter { $0.key == device.key }
      done(failure)
    }
  }

  /// Forgets a device.
  func remove(_ key: PublicKey, _ done: @escaping (StoreFailure?) -> Void) {
    store(.removePairedDevice(key)) { [self] result in
      if case .failure(let failure) = result { return done(failure) }
      paired.removeAll { $0.key == key }
      done(nil)
    }
  }

  /// A session with a device was made just now.
  func saw(_ key: PublicKey) {
    guard let index = paired.firstIndex(where: { $0.key == key }) else { return }
    let now = Duration.wallClock
    paired[index].lastSeen = now
    store(.sawPairedDevice(key, at: now)) { [log] result in
      guard case .failure(let failure) = result else { return }
      log(.warning, "when a paired device was seen could not be kept", ["cause": failure.description])
    }
  }
}
