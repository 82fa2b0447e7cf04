internal import Cryptography
public import DeviceModel
public import TokenMachine
public import WireProtocol

/// What a machine did, in a form that can be compared.
public struct Transcript: Equatable {
  private var entries: [[UInt8]] = []

  /// Writes down what a host's link did.
  public init(_ effects: [HostLinkEffect]) {
    for effect in effects {
      switch effect {
      case .send(let bytes): note(1, bytes)
      case .up(let hello, let security):
        note(2, DeviceMessage.hello(hello).frame(sequence: 0).body.copy + Array("\(security)".utf8))
      case .restarted: note(3)
      case .failed(let failure): note(4, Array("\(failure)".utf8))
      case .message(let message): note(5, message.frame(sequence: 0).content)
      case .answered(let ticket, let message): note(6, Array("\(ticket)".utf8) + message.frame(sequence: 0).content)
      case .error(let report): note(7, [report.rawCode, report.about] + report.detail.copy)
      case .pong: note(8)
      case .damagedFrame: note(9)
      case .malformed(let id): note(10, [id])
      case .skipped(let id): note(11, [id])
      case .entropyWanted: note(12)
      case .unanswered(let ticket): note(13, Array("\(ticket)".utf8))
      case .settled(let ticket, let delivery): note(14, Array("\(ticket) \(delivery)".utf8))
      case .pairingNumber(let number): note(15, number.digits)
      case .paired(let key): note(16, key.bytes)
      case .pairingFailed(let failure): note(17, Array("\(failure)".utf8))
      }
    }
  }

  /// Writes down what a token did.
  public init(_ effects: [TokenEffect]) {
    for effect in effects {
      switch effect {
      case .send(let bytes): note(1, bytes)
      case .memoryChanged(let image): note(2, image.copy)
      case .displayChanged: note(3)
      case .signal(let signal, let ways): note(4, [signal.rawValue, ways.rawValue])
      case .entropyWanted: note(5)
      case .selfTest: note(6)
      case .restart: note(7)
      }
    }
  }

  /// Writes down what a driver did.
  public init(_ effects: [DriverEffect]) {
    for effect in effects {
      switch effect {
      case .send(let bytes): note(1, bytes)
      case .ready(let identity, let capabilities): note(2, Array("\(identity) \(capabilities)".utf8))
      case .event(.key(.digit(let digit))): note(3, [digit])
      case .event(.key(.enter)): note(4)
      case .event(.key(.clear)): note(5)
      case .event(.code(let code)): note(6, code.copy)
      case .event(.inputSpoiled(let fault)): note(7, Array(fault.rawValue.utf8))
      case .event(.yubicoOTP(let text)): note(13, text.copy)
      case .event(.answer(let ticket, let answer)): note(14, Array("\(ticket) \(answer)".utf8))
      case .event(.notice(let text)): note(15, Array(text.utf8))
      case .failed(let text): note(8, Array(text.utf8))
      case .note(let text): note(9, Array(text.utf8))
      case .setFeatureReport(let report): note(10, report)
      case .getFeatureReport(let length): note(11, [UInt8(truncatingIfNeeded: length)])
      case .session(let key): note(17, key?.bytes ?? [])
      case .unit(let unit, let effect):
        note(16, Array("\(unit)".utf8))
        switch effect {
        case .ready(let identity, let capabilities): note(2, Array("\(identity) \(capabilities)".utf8))
        case .event(let event): entries += Transcript([DriverEffect.event(event)]).entries
        case .failed(let text): note(8, Array(text.utf8))
        case .note(let text): note(9, Array(text.utf8))
        }
      case .entropyWanted(let count): note(12, [UInt8(truncatingIfNeeded: count)])
      }
    }
  }

  private mutating func note(_ kind: UInt8, _ bytes: [UInt8] = []) { entries.append([kind] + bytes) }
}
