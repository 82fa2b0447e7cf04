public import Cryptography
public import OTPAlgorithms

/// Keys that come not over the wire but from whoever runs the token in the same process.
extension TokenMachine where Hash: ~Copyable {
  /// Adds a slot that is kept from now on, but can be pressed only after `settle(slot:kept: true)`: between the two, the
  /// caller makes the image safe. Images made meanwhile for other reasons hold the slot too.
  /// - Returns: the slot's number and the image with it.
  public mutating func provision(
    label: some Collection<UInt8>, parameters: OTPParameters, key: SecretBytes, counter: UInt64
  ) throws(ProvisioningError) -> (slot: Int, image: SecretBytes) {
    let slot = try memory.add(label: label, function: .oneTimePassword(parameters), key: key, counter: counter)
    unsettled.append(slot)
    return (slot, memory.image())
  }

  /// Ends what `provision` began: the slot comes into use, or goes as if it had never been.
  /// - Returns: the memory to keep, where the slot is dropped and an image made meanwhile holds it; else nothing.
  public mutating func settle(slot: Int, kept: Bool) -> [TokenEffect] {
    guard let index = unsettled.firstIndex(of: slot) else { return [] }
    unsettled.remove(at: index)
    defer { if unsettled.isEmpty { unsettledWasKept = false } }
    guard !kept else { return [] }
    memory.remove(slot: slot)
    return unsettledWasKept ? [.memoryChanged(memory.image())] : []
  }
}
