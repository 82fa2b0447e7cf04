/// What a device is asked next, or was asked last.
enum OSDPPhase: Equatable {
  /// Who are you?
  case identity
  /// What can you do?
  case capabilities
  /// Prove that you have the key.
  case challenge
  /// Here is the proof that this panel has it.
  case cryptogram
  /// Take a key of your own in place of the default one.
  case newKey
  /// Move to another address or rate.
  case move
  /// Are you whole?
  case status
  /// What was pressed?
  case online
  /// Nothing any more: the operator has to do something first.
  case ended
}
