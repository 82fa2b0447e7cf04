/// Whether two byte strings are equal, in a time that depends on their lengths alone.
///
/// Inlining is off so that no caller's knowledge of the operands lets the compiler stop at the first difference.
@inline(never)
public func constantTimeEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
  guard left.count == right.count else { return false }
  var difference: UInt8 = 0
  for index in 0..<left.count { difference |= left[index] ^ right[index] }
  return difference == 0
}
