import DeviceModel
import Testing

struct KeyTests {
  @Test("a key never prints which it is")
  func printing() {
    var dumped = ""
    dump([Key.digit(7), .enter], to: &dumped)
    #expect(!dumped.contains("7") && !dumped.contains("enter"))
    #expect("\(Key.digit(7)) \(Key.enter)" == "key key")
    #expect(String(reflecting: Key.digit(7)) == "key")
    #expect(!"\(DeviceEvent.key(.digit(7)))".contains("7"))
  }
}
