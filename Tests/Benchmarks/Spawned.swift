import Foundation

/// A program started by `posix_spawn`, which returns once the program has been executed: what comes after is its own
/// time.
struct Spawned {
  private let process: pid_t

  init(_ program: String, _ arguments: [String]) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    var process: pid_t = 0
    let failure = posix_spawn(&process, program, &actions, nil, words, environ)
    guard failure == 0 else {
      throw BenchFailure("\(program) cannot be started: \(String(cString: strerror(failure)))")
    }
    self.process = process
  }

  /// Waits until `connect` gives something, for as long as the program runs.
  func first<Value>(_ connect: () -> Value?) throws -> Value {
    while waitpid(process, nil, WNOHANG) == 0 { if let value = connect() { return value } }
    throw BenchFailure("a program ended before it answered")
  }

  func end() {
    kill(process, SIGTERM)
    waitpid(process, nil, 0)
  }
}
