/// Where a person sits: udev's word for a screen and the devices around it (ID_SEAT).
enum Seat {
  /// The seat of everything that udev gives no other.
  static let standard = "seat0"
}
