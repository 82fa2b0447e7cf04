import LocalAPI

extension EnrolmentRequest.Source {
  /// Whether the key goes into the stand-in token.
  var isStandIn: Bool {
    if case .standIn = self { true } else { false }
  }
}
