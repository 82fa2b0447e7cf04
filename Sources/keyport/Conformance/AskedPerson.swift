import Conformance
import Glibc

/// The operator as the person at the device: told on standard error what to do, and asked there for Yes or No.
final class AskedPerson: DevicePerson {
  private let console: Console

  init(_ console: Console) { self.console = console }

  var patience: Duration { .seconds(45) }

  func ask(_ favour: Favour) -> Bool? {
    guard favour.isQuestion else {
      console.say("Please \(favour.words).")
      return true
    }
    while true {
      console.say("Please say: \(favour.words) [y/n]")
      guard let answer = readLine() else { return nil }
      if answer.lowercased().hasPrefix("y") { return true }
      if answer.lowercased().hasPrefix("n") { return false }
    }
  }
}
