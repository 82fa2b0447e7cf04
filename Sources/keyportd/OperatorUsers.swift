import Glibc

/// The users who may manage accounts, by number.
enum OperatorUsers {
  /// Looks up names; a number stands for itself.
  static func numbers(of users: [String]) throws(UsageError) -> Set<UInt32> {
    var numbers: Set<UInt32> = []
    for user in users {
      if let number = UInt32(user) {
        numbers.insert(number)
      } else if let entry = getpwnam(user) {
        numbers.insert(entry.pointee.pw_uid)
      } else {
        throw UsageError("'operators' names '\(user)', and this machine has no such user")
      }
    }
    return numbers
  }
}
