/// The members of a JSON object, in the order they came or were added.
public struct JSONObject: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  /// A name and its value.
  public struct Member: Sendable, Equatable {
    /// The name, unique in its object.
    public var name: String
    /// The value.
    public var value: JSONValue
  }

  /// The members.
  public private(set) var members: [Member] = []

  /// Makes an object without members.
  public init() {}

  /// Makes an object; a name given twice keeps its first place and its last value.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    for (name, value) in elements { self[name] = value }
  }

  /// The value of `name`; nil where there is none or it is null. Setting nil takes the member away.
  public subscript(name: String) -> JSONValue? {
    get {
      guard let value = members.first(where: { $0.name == name })?.value, value != .null else { return nil }
      return value
    }
    set {
      let place = members.firstIndex { $0.name == name }
      switch (place, newValue) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil): members.remove(at: place)
      case (nil, let value?): members.append(Member(name: name, value: value))
      case (nil, nil): break
      }
    }
  }

  /// Puts a member before all others; one of this name that was there is dropped.
  public mutating func insert(_ name: String, _ value: JSONValue) {
    members.removeAll { $0.name == name }
    members.insert(Member(name: name, value: value), at: 0)
  }

  /// Adds a member whose name is known to be new.
  mutating func append(_ name: String, _ value: JSONValue) {
    members.append(Member(name: name, value: value))
  }
}
