import DeviceModel

extension DeviceRequest {
  /// What a device must be able to do for it; nil where every device that is asked can.
  var needs: DeviceCapabilities? {
    switch self {
    case .confirm: .confirm
    case .challenge: .challenge
    case .listSlots, .readSlot, .writeSlot, .eraseSlot: .slots
    case .readClock, .setClock: .clock
    case .status, .selfTest: .status
    case .setPIN: .pin
    case .eraseAll, .pair, .unpair: .session
    case .firmware, .restart: nil
    }
  }

  /// How an operator finds out whether it was done, where nobody told.
  func hint(_ device: String) -> String {
    switch self {
    case .writeSlot, .eraseSlot: "See what its slots hold with: keyport device \(device) slots"
    case .setClock: "See what its clock says with: keyport device \(device) clock"
    case .setPIN: "Set the PIN again, so that it is the one that you know."
    case .eraseAll, .unpair:
      "If its state says that it is another host's, or not paired, it did: keyport devices. Then forget it here with: "
        + "keyport device \(device) unpair --only-here"
    case .pair: "Begin again; open pairing at the device first."
    default: "See how it stands with: keyport devices"
    }
  }
}
