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
}
