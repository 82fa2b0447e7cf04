/// The link's time-outs (firmware-spec, table `timing`, where the reasons stand).
public enum LinkTiming {
  /// From one hello to the next while the device says nothing.
  public static let helloInterval = Duration.milliseconds(500)
  /// How many hellos the host sends before it gives up.
  public static let helloTries = 10
  /// How long a pong may take.
  public static let pingTimeout = Duration.milliseconds(1000)
  /// How many pings the host sends before it calls the device silent.
  public static let pingTries = 3
  /// How long either side waits for an acknowledgement before it sends the frame again.
  public static let ackTimeout = Duration.milliseconds(400)
  /// How often a frame is sent before its sender gives the conversation up.
  public static let ackTries = 5
  /// How long the device may take from taking a request to its answer.
  public static let replyTimeout = Duration.milliseconds(5000)
  /// How long the session may take from its first message to the device's welcome.
  public static let handshakeTimeout = Duration.milliseconds(10_000)
  /// How many conversations in a row may break off before a session is made.
  public static let handshakeTries = 3
  /// How long people have to compare the pairing numbers.
  public static let pairingTimeout = Duration.milliseconds(60_000)
}
