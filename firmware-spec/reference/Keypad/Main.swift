/// Where start-up leads.
@c(board_main)
func main() {
  var keypad = Keypad()
  keypad.run()
}
