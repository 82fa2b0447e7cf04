import Glibc
import HostPlatform

@main
enum Main {
  static func main() {
    openStandardStreams()
    // A reader that goes away shows as an error of the write, and the command ends in good order.
    signal(SIGPIPE, SIG_IGN)
    let arguments = Array(CommandLine.arguments.dropFirst())
    ArgumentEraser.erase(valuesOf: Grammar.secretOptions)
    exit(Invocation.run(arguments).code)
  }

  /// Without them, the socket could become standard output and get our text. What is missing leads nowhere.
  private static func openStandardStreams() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDWR)
    }
  }
}
