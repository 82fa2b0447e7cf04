internal import Board
internal import BoardSupport

/// Where start-up leads: the board computes what a test asks for on the person's line, so that its cryptography can be
/// held against published vectors where it really runs. A question is a line of words, its bytes in hexadecimal; the
/// answer is a line of hexadecimal. The line `Q` switches the board off.
@c(board_main)
func main() {
  UART.person.start(interrupting: true)
  Interrupts.enable()
  UART.person.send("ready\n")
  var line: [UInt8] = []
  while true {
    for byte in Interrupts.wait().fromPerson {
      guard byte == UInt8(ascii: "\n") else {
        line.append(byte)
        continue
      }
      if line == [UInt8(ascii: "Q")] { return }
      if let answer = Question(line).answer {
        for byte in answer {
          UART.person.send(hexadecimal(byte >> 4))
          UART.person.send(hexadecimal(byte & 0xF))
        }
        UART.person.send("\n")
      } else {
        UART.person.send("not a question\n")
      }
      line.removeAll(keepingCapacity: true)
    }
  }
}

private func hexadecimal(_ digit: UInt8) -> UInt8 {
  digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
}
