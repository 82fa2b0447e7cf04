extension JSONObject {
  /// The text of `name`, which the API always gives.
  func text(_ name: String) throws(APIClientError) -> String {
    guard let text = self[name]?.text else { throw .nonsense("no text '\(name)' in the answer") }
    return text
  }

  /// The number of `name`, which the API always gives.
  func number(_ name: String) throws(APIClientError) -> Int64 {
    guard let number = self[name]?.number else { throw .nonsense("no number '\(name)' in the answer") }
    return number
  }

  /// The objects in the array of `name`, which the API always gives.
  func objects(_ name: String) throws(APIClientError) -> [JSONObject] {
    guard let items = self[name]?.items else { throw .nonsense("no list '\(name)' in the answer") }
    var objects: [JSONObject] = []
    for item in items {
      guard let object = item.object else { throw .nonsense("a list '\(name)' of something else") }
      objects.append(object)
    }
    return objects
  }

  /// The object of `name`, which the API always gives.
  func object(_ name: String) throws(APIClientError) -> JSONObject {
    guard let object = self[name]?.object else { throw .nonsense("no object '\(name)' in the answer") }
    return object
  }
}
