import HostPlatform
import Testing

@testable import LocalAPI

@Suite("The loopback socket")
struct LoopbackSocketTests {
  @Test(
    "no address but loopback's is listened on",
    arguments: ["0.0.0.0", "::", "[::]", "192.168.0.1", "localhost", "127.0.0.2", "", "127.0.0.1 "])
  func others(address: String) {
    do throws(ListenError) {
      _ = try LoopbackSocket.listen(address: address, port: 0)
      Issue.record("listens on \(address)")
    } catch {
      #expect(error == .notLoopback(address: address))
    }
  }

  @Test("port 0 is a port of the kernel's choice, and a taken one is refused")
  func ports() throws {
    let socket = try LoopbackSocket.listen(address: "127.0.0.1", port: 0)
    #expect(socket.port != 0)
    do throws(ListenError) {
      _ = try LoopbackSocket.listen(address: "127.0.0.1", port: socket.port)
      Issue.record("two listen on one port")
    } catch {
      guard case .system(let cause) = error else { throw error }
      #expect(cause.call == "bind")
    }
  }
}
