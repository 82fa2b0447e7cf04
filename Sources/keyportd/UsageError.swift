/// A command line or configuration that cannot be used: exit status 2.
struct UsageError: Error {
  var message: String

  init(_ message: String) { self.message = message }
}
