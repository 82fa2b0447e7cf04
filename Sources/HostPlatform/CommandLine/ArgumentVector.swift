import Glibc

/// A C argument vector, which getopt rearranges; wiped when it goes, since arguments may be keys or codes.
final class ArgumentVector {
  let base: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  let count: Int

  init(_ arguments: [String]) {
    count = arguments.count
    base = .allocate(capacity: count + 1)
    for (index, argument) in arguments.enumerated() { (base + index).initialize(to: strdup(argument)) }
    (base + count).initialize(to: nil)
  }

  deinit {
    for index in 0..<count {
      guard let argument = base[index] else { continue }
      explicit_bzero(argument, strlen(argument))
      free(argument)
    }
    base.deallocate()
  }

  subscript(index: Int) -> String { base[index].map { String(cString: $0) } ?? "" }

  func strings(from start: Int) -> [String] { (start..<count).map { self[$0] } }
}
