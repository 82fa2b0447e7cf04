/// A signal that ended a command, which tidies up on its way out.
struct Interruption: Error, Equatable {
  var signal: CInt
}
