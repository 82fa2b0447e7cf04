import HostPlatform
import LocalAPIClient

/// `keyport devices`
struct DevicesCommand: Command {
  init(_ line: ParsedCommandLine) throws(UsageError) { try line.noOperand() }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    let devices = try client.devices()
    if console.isJSON {
      for device in devices { console.print(device.json) }
      return .done
    }
    if devices.isEmpty {
      console.say("No devices. Plug a keypad in, or start keyportd with --device PATH; keyport watch shows what comes.")
      return .done
    }
    var table = Table("NAME", "STATE", "SEAT", "ORIGIN", "DRIVER", "SESSION", "PATH", "CAN")
    for device in devices {
      table.add(
        [
          device.name, device.state, device.seat, device.origin, device.driver, device.hasSession ? "yes" : nil,
          device.path,
          device.capabilities.joined(separator: ", "),
        ],
        styles: [1: Self.style(device.state), 3: device.origin == "emulated" ? .faint : .plain])
    }
    console.output.write(table.text(on: console.output))
    for device in devices {
      guard let cause = device.cause else { continue }
      console.print("\(PlainText.escape(device.name)) is \(PlainText.escape(device.state)): \(PlainText.escape(cause))")
    }
    return .done
  }

  /// How a state stands out.
  static func style(_ state: String) -> Style {
    switch state {
    case "ready", "claimed": .good
    case "busy", "forbidden", "failed": .bad
    case "present", "identifying": .warning
    default: .plain
    }
  }
}
