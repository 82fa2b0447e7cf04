import LocalAPIClient

/// `status`, `devices` and `account`: one question, one answer.
enum ListingCommands {
  static func status(_ invocation: Invocation) throws -> ExitStatus {
    _ = try invocation.operands(0...0, named: "")
    let status = try invocation.client.status()
    if invocation.console.isJSON {
      invocation.console.print(status.json)
    } else {
      let console = invocation.console
      console.print("keyportd \(status.version) answers at \(PlainText.escape(invocation.client.socketPath))")
      console.print("devices ready   \(status.readyDevices)")
      console.print("logins waiting  \(status.waitingLogins)")
      if status.isLab { console.print(Style.warning("lab mode: emulated tokens are let in", on: console.output)) }
    }
    return .done
  }

  static func devices(_ invocation: Invocation) throws -> ExitStatus {
    _ = try invocation.operands(0...0, named: "")
    let console = invocation.console
    let devices = try invocation.client.devices()
    if console.isJSON {
      for device in devices { console.print(device.json) }
      return .done
    }
    guard !devices.isEmpty else {
      console.say("There are no devices. Plug one in, or name a tty with keyportd's --device.")
      return .done
    }
    var table = Table("DEVICE", "STATE", "SEAT", "DRIVER", "ORIGIN", "PATH", "WHAT")
    for device in devices {
      table.add(
        [
          device.name, device.state, device.seat, device.driver, device.origin, device.path, device.cause ?? device.product,
        ],
        styles: [0: .strong, 1: style(ofState: device.state), 4: device.origin == "emulated" ? .warning : .plain])
    }
    console.output.write(table.text(on: console.output))
    return .done
  }

  static func addAccount(_ invocation: Invocation) throws -> ExitStatus {
    let name = try invocation.operands(1...1, named: "the account's NAME")[0]
    let account = try invocation.client.addAccount(name)
    if invocation.console.isJSON {
      invocation.console.print(account.json)
    } else {
      invocation.console.say("Created the account \(name). Give it a token with: keyport enrol \(name)")
    }
    return .done
  }

  static func listAccounts(_ invocation: Invocation) throws -> ExitStatus {
    _ = try invocation.operands(0...0, named: "")
    let console = invocation.console
    let accounts = try invocation.client.accounts()
    if console.isJSON {
      for account in accounts { console.print(account.json) }
      return .done
    }
    guard !accounts.isEmpty else {
      console.say("There are no accounts. Create one with: keyport account add NAME")
      return .done
    }
    var table = Table("ACCOUNT", "TOKENS", "DIGITS")
    for account in accounts {
      table.add([account.name, "\(account.tokenCount)", account.digits.map(String.init).joined(separator: ", ")])
    }
    console.output.write(table.text(on: console.output))
    return .done
  }

  /// How a state is coloured, in lists and events alike.
  static func style(ofState state: String) -> Style {
    switch state {
    case "ready", "accepted": .good
    case "identifying", "present", "waiting": .plain
    case "busy", "forbidden", "failed", "error", "refused": .bad
    default: .faint
    }
  }
}
