extension APIReply {
  /// The reply in JSON, with the status for success; 204 where there is nothing to say.
  func response(status: Int) -> Response {
    switch self {
    case .version(let version): .json(version.json, status: status)
    case .devices(let devices): .json(.object([("devices", .list(devices.map(\.json)))]), status: status)
    case .accounts(let accounts): .json(.object([("accounts", .list(accounts.map(\.json)))]), status: status)
    case .account(let account): .json(account.json, status: status)
    case .tokens(let tokens): .json(.object([("tokens", .list(tokens.map(\.json)))]), status: status)
    case .enrolled(let enrolment): .json(enrolment.json, status: status)
    case .login(let login): .json(login.json, status: status)
    case .device(let reply): reply.json.map { .json($0, status: status) } ?? .empty(status: 204)
    case .pairings(let devices): .json(.object([("pairings", .list(devices.map(\.json)))]), status: status)
    case .code(let code): .json(code.json, status: status)
    case .done: .empty(status: 204)
    }
  }
}
