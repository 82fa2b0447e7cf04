import DeviceModel

/// The page at `/`: the form to log in with, and the devices that are there.
struct HomePage {
  private let devices: [DeviceReport]
  private let isLab: Bool

  init(devices: [DeviceReport], isLab: Bool) {
    self.devices = devices
    self.isLab = isLab
  }

  /// The page as an answer.
  func response() -> Response {
    PageFrame(title: "Log in", content: "\(form)\(list)").response()
  }

  private var form: HTML {
    let lab: HTML =
      isLab ? "<p class=\"note\">Lab mode: codes of emulated tokens are let in.</p>\n" : ""
    return """
      <section class="card" aria-labelledby="login">
      <h1 id="login">Log in</h1>
      \(lab)<form method="post" action="/login" autocomplete="off">
      <div class="field">
      <label for="account">Account</label>
      <input id="account" name="account" type="text" required maxlength="64" autofocus autocapitalize="none" \
      spellcheck="false" autocomplete="username">
      </div>
      <div class="field">
      <label for="code">Code <small>leave empty to type it on the keypad</small></label>
      <input id="code" name="code" type="text" inputmode="numeric" pattern="[0-9]*" maxlength="10" \
      autocomplete="one-time-code" aria-describedby="code-hint">
      <p class="hint" id="code-hint">The digits that your token shows now.</p>
      </div>
      \(seatField)<button type="submit">Log in</button>
      </form>
      </section>

      """
  }

  /// Most machines have one seat: then there is nothing to choose, and nothing to tell apart.
  private var seats: [String] { Set(devices.map(\.seat)).union([LoginRequest.defaultSeat]).sorted() }

  private var seatField: HTML {
    guard seats.count > 1 else { return "<input type=\"hidden\" name=\"seat\" value=\"\(seats[0])\">\n" }
    let options = HTML.joined(seats.map { "<option value=\"\($0)\">\($0)</option>\n" })
    return """
      <div class="field">
      <label for="seat">Seat <small>where the keypad is</small></label>
      <select id="seat" name="seat">
      \(options)</select>
      </div>

      """
  }

  private var list: HTML {
    guard !devices.isEmpty else {
      return """
        <section class="card" aria-labelledby="devices">
        <h2 id="devices">Devices</h2>
        <p class="empty">No device is plugged in. Plug in a keypad or token, or type the code above.</p>
        </section>

        """
    }
    let showsSeats = seats.count > 1
    let seatHeading: HTML = showsSeats ? "<th scope=\"col\">Seat</th>" : ""
    let rows = HTML.joined(devices.map { Self.row($0, showsSeat: showsSeats) })
    return """
      <section class="card" aria-labelledby="devices">
      <h2 id="devices">Devices</h2>
      <table>
      <caption>Keypads and tokens that are plugged in</caption>
      <thead><tr><th scope="col">Device</th><th scope="col">State</th>\(seatHeading)</tr></thead>
      <tbody>
      \(rows)</tbody>
      </table>
      </section>

      """
  }

  private static func row(_ device: DeviceReport, showsSeat: Bool) -> HTML {
    let identity = [device.identity.vendor, device.identity.product].filter { !$0.isEmpty }.joined(separator: " ")
    let model: HTML = identity.isEmpty ? "" : "<small>\(identity)</small>"
    let emulated: HTML = device.origin == .emulated ? " <span class=\"tag\">emulated</span>" : ""
    let seat: HTML = showsSeat ? "<td>\(device.seat)</td>" : ""
    let cause: HTML = device.state.cause.map { "<small>\($0)</small>" } ?? ""
    return """
      <tr><th scope="row"><span class="name">\(device.name)</span>\(emulated)\(model)</th>\
      <td><span class="state \(device.state.word)">\(device.state.word)</span>\(cause)</td>\(seat)</tr>

      """
  }
}
