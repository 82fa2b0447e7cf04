/// One case: its name, by which a test of `Tests/USBTests` asks for it, and what it does.
struct Case: Sendable {
  var name: String
  var body: @Sendable (Guest) throws -> Void

  init(_ name: String, _ body: @escaping @Sendable (Guest) throws -> Void) {
    self.name = name
    self.body = body
  }
}
