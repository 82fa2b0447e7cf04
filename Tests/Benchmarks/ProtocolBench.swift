/// What the device protocol costs the host: frames, messages, sealed messages, a key's way from the line to its event,
/// and the way there.
enum ProtocolBench {
  static func run() throws -> [Figure] {
    try FrameBench.run() + SessionBench.run() + KeyPressBench.run()
  }
}
