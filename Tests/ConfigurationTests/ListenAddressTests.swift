import Testing

@testable import Configuration

@Suite("Listen addresses")
struct ListenAddressTests {
  @Test(
    "an address and a port are read and written back",
    arguments: ["127.0.0.1:8420", "[::1]:0", "127.0.0.1:65535"])
  func roundTrip(text: String) {
    #expect(ListenAddress(text)?.description == text)
  }

  @Test("localhost is 127.0.0.1")
  func localhost() {
    #expect(ListenAddress("localhost:80")?.description == "127.0.0.1:80")
  }

  @Test(
    "anything else is refused",
    arguments: ["", "8420", ":8420", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "::1:80", "[]:80"])
  func refused(text: String) {
    #expect(ListenAddress(text) == nil)
  }
}
