import LocalAPIClient

/// `code`: presses the stand-in's button and shows what it displays.
enum CodeCommand {
  static func run(_ invocation: Invocation) throws -> ExitStatus {
    let slot = try invocation.operands(0...1, named: "").first
    do throws(APIClientError) {
      let shown = try invocation.client.standInCode(slot)
      if invocation.console.isJSON {
        invocation.console.print(shown.json)
      } else {
        invocation.console.print(shown.code)
      }
      return .done
    } catch {
      // There is no code to be had, whatever the reason: nothing was refused.
      invocation.console.complain(error.description)
      return .unanswered
    }
  }
}
