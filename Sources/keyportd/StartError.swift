/// Why the daemon cannot start though its command line is right: exit status 1.
struct StartError: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}
