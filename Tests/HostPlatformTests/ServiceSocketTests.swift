import Testing

@testable import HostPlatform

@Suite("The service's socket")
struct ServiceSocketTests {
  private static let user = ["XDG_RUNTIME_DIR": "/run/user/1000"]

  private func connect(_ environment: [String: String], isRoot: Bool = false, there: Bool = false) -> String {
    ServiceSocket.toConnect(environment: { environment[$0] }, isRoot: isRoot, exists: { _ in there }).path
  }

  private func listen(_ environment: [String: String], isRoot: Bool = false) -> String {
    ServiceSocket.toListen(environment: { environment[$0] }, isRoot: isRoot).path
  }

  @Test("the variable goes before everything", arguments: [true, false])
  func variable(isRoot: Bool) {
    let environment = Self.user.merging(["KEYPORT_SOCKET": "/tmp/x"]) { $1 }
    #expect(connect(environment, isRoot: isRoot, there: true) == "/tmp/x")
    #expect(listen(environment, isRoot: isRoot) == "/tmp/x")
  }

  @Test("root uses the system's, there or not")
  func root() {
    #expect(connect(Self.user, isRoot: true) == "/run/keyport/keyport.sock")
    #expect(listen(Self.user, isRoot: true) == "/run/keyport/keyport.sock")
  }

  @Test("others look for the system's first, and listen at their own")
  func others() {
    #expect(connect(Self.user, there: true) == "/run/keyport/keyport.sock")
    #expect(connect(Self.user) == "/run/user/1000/keyport/keyport.sock")
    #expect(listen(Self.user) == "/run/user/1000/keyport/keyport.sock")
  }

  @Test("without a directory of their own, or with one that is no absolute path, the system's is named")
  func noDirectory() {
    #expect(connect([:]) == "/run/keyport/keyport.sock")
    #expect(listen(["XDG_RUNTIME_DIR": "run"]) == "/run/keyport/keyport.sock")
  }
}
