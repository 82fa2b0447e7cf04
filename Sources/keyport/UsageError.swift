/// A command line that parses and yet makes no sense.
struct UsageError: Error, Equatable {
  /// One line for the person who typed it.
  var message: String

  init(_ message: String) { self.message = message }
}
