import Testing

@testable import LocalAPIClient

@Suite("JSON objects")
struct JSONObjectTests {
  @Test("members keep the order they were added in, and a new value keeps its name's place")
  func order() {
    var object: JSONObject = ["b": .integer(1), "a": .integer(2)]
    object["c"] = .integer(3)
    object["b"] = .integer(4)
    #expect(object.members.map(\.name) == ["b", "a", "c"])
    #expect(object["b"] == .integer(4))
  }

  @Test("setting nil takes a member away, and does nothing for a name that is not there")
  func removal() {
    var object: JSONObject = ["a": .integer(1), "b": .null]
    object["a"] = nil
    object["x"] = nil
    #expect(object.members.map(\.name) == ["b"])
    #expect(object["b"] == nil)
  }

  @Test("an answer that lacks a member is nonsense, and the message names the member")
  func missing() {
    let object: JSONObject = ["list": .array([.integer(1)])]
    #expect(throws: APIClientError.nonsense("no text 'name' in the answer")) { try object.text("name") }
    #expect(throws: APIClientError.nonsense("no number 'list' in the answer")) { try object.number("list") }
    #expect(throws: APIClientError.nonsense("a list 'list' of something else")) { try object.objects("list") }
    #expect(throws: APIClientError.nonsense("no object 'list' in the answer")) { try object.object("list") }
  }
}
