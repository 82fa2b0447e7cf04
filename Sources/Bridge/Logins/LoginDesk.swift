import Cryptography
import HostPlatform
import LocalAPI
import TwoFactor

/// The logins under way and those just decided; at most one waits at each seat.
final class LoginDesk {
  /// Decided logins that can still be asked for.
  private static let mostDecided = 256
  /// Logins under way at once, over all clients.
  private static let mostUnderWay = 1024
  /// Of these, logins whose clients have not stayed: nobody's leaving ends them, so that a few clients could start any
  /// number.
  private static let mostUnfollowed = 64

  private let loop: EventLoop
  private let log: Log
  private let policy: LoginPolicy
  private let store: (StoreCommand, @escaping (Result<StoreResult, StoreFailure>) -> Void) -> Void
  private let publish: (LoginReport) -> Void
  private let seatWaits: (String) -> Void
  private let seatDecided: (String, LoginOutcome) -> Void

  private var logins: [LoginID: PendingLogin] = [:]
  private var seats: [String: LoginID] = [:]
  private var decided: [LoginReport] = []

  /// - Parameters:
  ///   - publish: a login waits or is decided: tell those who watch.
  ///   - seatWaits: a login waits for a code at this seat: ready its devices.
  ///   - seatDecided: the login at this seat is decided: tell the person there.
  init(
    loop: EventLoop, log: Log, policy: LoginPolicy,
    store: @escaping (StoreCommand, @escaping (Result<StoreResult, StoreFailure>) -> Void) -> Void,
    publish: @escaping (LoginReport) -> Void,
    seatWaits: @escaping (String) -> Void,
    seatDecided: @escaping (String, LoginOutcome) -> Void
  ) {
    self.loop = loop
    self.log = log
    self.policy = policy
    self.store = store
    self.publish = publish
    self.seatWaits = seatWaits
    self.seatDecided = seatDecided
  }

  /// How many logins wait for a code.
  var waitingCount: Int { seats.count }

  /// Starts a login, or reports at once why not.
  func start(_ request: LoginRequest, report: @escaping (LoginProgress) -> Void) -> LoginID {
    let id = Self.drawID()
    let seat = request.code == nil ? request.seat : nil
    let unfollowed = request.isFollowed ? 0 : logins.values.count { !$0.isFollowed }
    if logins.count >= Self.mostUnderWay || unfollowed >= Self.mostUnfollowed {
      report(
        .failed(APIFailure(.unavailable, "too_many_logins", "Too many logins are under way. Try again in a minute.")))
      return id
    }
    if let seat, seats[seat] != nil {
      report(
        .failed(
          APIFailure(
            .conflict, "seat_busy",
            "Another login is waiting at \(seat). Wait until it is decided, or give the code with --code.")))
      return id
    }
    let session = LoginSession<NettleKeyedHash>(
      account: request.account, seat: seat, code: request.code, timeout: request.timeout, policy: policy)
    let login = PendingLogin(
      id: id, account: request.account, seat: seat, isFollowed: request.isFollowed, session: session, report: report)
    logins[id] = login
    if let seat { seats[seat] = id }
    run(login, login.session.begin(at: now))
    return id
  }

  /// Where a login stands, as long as it is remembered.
  func status(of id: LoginID) -> LoginReport? {
    logins[id]?.status() ?? decided.last { $0.id == id }
  }

  /// Hands a code that was typed in a client to a login that waits; false when none of that name does.
  func submit(_ code: SecretBytes, to id: LoginID) -> Bool {
    guard let login = logins[id] else { return false }
    handle(login, .code(code, .typed))
    return true
  }

  /// Ends a login that waits; false when none of that name does.
  @discardableResult
  func cancel(_ id: LoginID) -> Bool {
    guard let login = logins[id] else { return false }
    handle(login, .cancelled)
    return true
  }

  /// Hands what happened at a seat's device to the login waiting there. What nobody waits for ends here.
  func happened(_ event: LoginEvent, atSeat seat: String) {
    guard let id = seats[seat], let login = logins[id] else { return }
    handle(login, event)
  }

  /// Ends every login without a decision: the daemon is stopping, and nobody was refused.
  func close() {
    let stopping = APIFailure(.unavailable, "stopping", "keyportd is stopping. Try again when it runs.")
    for login in logins.values {
      login.timer?.cancel()
      login.report(.failed(stopping))
    }
    logins = [:]
    seats = [:]
  }

  private var now: LoginInstant { LoginInstant(monotonic: loop.now, wallClock: .wallClock) }

  private func handle(_ login: PendingLogin, _ event: LoginEvent) {
    guard logins[login.id] === login else { return }
    run(login, login.session.handle(event, at: now))
  }

  private func run(_ login: PendingLogin, _ effects: [LoginEffect]) {
    for effect in effects {
      switch effect {
      case .store(let command):
        carryOut(command, for: login)
      case .waiting:
        login.report(.waiting(login.status()))
        publish(login.status())
        if let seat = login.seat { seatWaits(seat) }
      case .keyPressed:
        login.report(.keyPressed)
      case .decided(let outcome):
        decide(login, outcome)
      }
    }
    arm(login)
  }

  private func carryOut(_ command: StoreCommand, for login: PendingLogin) {
    if case .record = command {
      store(command) { [log] result in
        if case .failure(let failure) = result {
          log(
            .error, "a decision could not be recorded", ["account": login.account.text, "cause": failure.description])
        }
      }
    } else {
      store(command) { [weak self, weak login] result in
        guard let self, let login else { return }
        self.handle(login, .stored(result))
      }
    }
  }

  private func decide(_ login: PendingLogin, _ outcome: LoginOutcome) {
    login.timer?.cancel()
    login.timer = nil
    logins[login.id] = nil
    if let seat = login.seat {
      seats[seat] = nil
      seatDecided(seat, outcome)
    }
    let report = login.status(outcome)
    decided.append(report)
    if decided.count > Self.mostDecided { decided.removeFirst() }
    log(.info, "login decided", login.fields(outcome))
    publish(report)
    login.report(.decided(report))
  }

  private func arm(_ login: PendingLogin) {
    let deadline = logins[login.id] === login ? login.session.nextDeadline : nil
    guard login.timer?.deadline != deadline else { return }
    login.timer?.cancel()
    login.timer = deadline.map { deadline in
      loop.schedule(at: deadline) { [weak self, weak login] in
        guard let self, let login else { return }
        login.timer = nil
        self.handle(login, .deadline)
      }
    }
  }

  private static func drawID() -> LoginID {
    var random = KernelRandom()
    let digits = Array("0123456789abcdef")
    let text = random.secret(count: 16).withBytes { bytes in
      String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
    guard let id = LoginID(text) else { preconditionFailure("32 hexadecimal digits are a login's name") }
    return id
  }
}
