import Testing

@Suite("Cases in the virtual machine")
struct GuestCaseTests {
  @Test("every case that ran is one that a test asks for, and none is missing")
  func namesAgree() throws {
    try VirtualMachine.cancelIfAbsent()
    let names = Set(GuestCase.allCases.map(\.rawValue))
    #expect(Set(VirtualMachine.run.results.keys) == names, "\(VirtualMachine.run.ending)")
  }
}
