/// No person: cases that want one say so.
public final class NobodyThere: DevicePerson {
  /// Makes nobody.
  public init() {}

  /// None.
  public var patience: Duration { .zero }

  /// Nothing will be done.
  public func ask(_ favour: Favour) -> Bool? { nil }
}
