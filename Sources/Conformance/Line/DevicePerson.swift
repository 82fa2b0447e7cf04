/// Whoever can touch and see the device under test: an operator who is asked on a terminal, or an emulated device's own
/// person.
public protocol DevicePerson: AnyObject {
  /// How long the person may take, from being asked to having done it.
  var patience: Duration { get }

  /// Asks for something; an operator is told and then does it while the device's bytes are waited for, and is waited for
  /// only where a question wants Yes or No.
  /// - Returns: whether it will be done, or the answer to a question; nil where it cannot be had.
  func ask(_ favour: Favour) -> Bool?
}
