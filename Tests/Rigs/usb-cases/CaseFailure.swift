/// What a case found amiss.
struct CaseFailure: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}

/// Fails the case, with the place, where `condition` does not hold.
func check(
  _ condition: Bool, _ claim: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line
) throws {
  if !condition { throw CaseFailure("\(file):\(line): \(claim())") }
}

/// Fails the case where the two differ.
func check<Value: Equatable>(
  _ found: Value, is wanted: Value, _ what: String, file: StaticString = #fileID, line: UInt = #line
) throws {
  try check(found == wanted, "\(what): \(found), wanted \(wanted)", file: file, line: line)
}
