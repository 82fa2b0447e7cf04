/// Times of a device's plugging in and out again and again, in milliseconds.
struct PlugTimes {
  /// From its coming until clients are told.
  var coming = Sample()
  /// From its going until clients are told.
  var going = Sample()
}
