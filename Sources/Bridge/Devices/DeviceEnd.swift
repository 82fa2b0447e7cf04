/// Why a connection is of no more use.
enum DeviceEnd: Equatable {
  /// It was there and was unplugged.
  case unplugged
  /// Nothing was there when it was opened.
  case absent
}
