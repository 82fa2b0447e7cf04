extension JSONObject {
  /// The object that an event carries as its data.
  public init(_ event: ServerSentEvent) throws(APIClientError) {
    do {
      let value = try event.data.withUnsafeBytes { (bytes) throws(JSONError) in try JSONValue(parsing: bytes) }
      if let object = value.object {
        self = object
        return
      }
    } catch {
      throw .nonsense("\(error) in an event")
    }
    throw .nonsense("an event without an object")
  }
}
