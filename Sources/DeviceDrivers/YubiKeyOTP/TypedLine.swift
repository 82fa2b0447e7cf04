internal import Cryptography
internal import DeviceModel

/// What a YubiKey types when it is touched, from its keyboard's reports to the code that they mean.
///
/// Digits are keys as they come, as from any keypad. A line that begins with a letter is held until it ends: it is a
/// Yubico OTP, or an OATH code after its token's identifier, or a static password, which is nobody's business here.
/// Since the key types all by itself, a line that stops has ended, Enter or not.
struct TypedLine {
  private enum State {
    case empty
    case digits(Int)
    case letters
    case spoiled
  }

  /// How long the key may stop: half a second after each part, where it is set up so.
  static let pause = Duration.seconds(1)
  /// The most digits that are a code.
  static let longestCode = 32
  /// A public name of up to sixteen bytes, then a block of sixteen, two letters a byte.
  static let otpLengths = 32...64
  /// An identifier of twelve characters before the digits of an OATH code (OATH Token Identifier Specification).
  static let identifierLength = 12

  private var state = State.empty
  private var text: [UInt8] = []
  private var down: Set<UInt8> = []
  private var lastKey = Duration.zero

  init() { text.reserveCapacity(Self.otpLengths.upperBound) }

  /// When a line that stopped has ended.
  var nextDeadline: Duration? {
    if case .empty = state { return nil }
    return lastKey + Self.pause
  }

  /// Forgets the line; keys that are down stay down.
  mutating func start() {
    erase(&text)
    state = .empty
  }

  /// Takes an input report of a boot keyboard: modifiers, a reserved byte, six keys (HID 1.11, appendix B).
  mutating func take(_ report: [UInt8], at now: Duration) -> [DriverEffect] {
    var effects = timePassed(to: now)
    guard report.count == 8 else {
      spoil(.damagedFrame, at: now, &effects)
      return effects
    }
    let keys = report[2...].filter { $0 != 0 }
    // Too many keys at once; which ones, nobody knows.
    if keys.contains(where: { $0 <= 3 }) {
      spoil(.damagedFrame, at: now, &effects)
      return effects
    }
    let isShifted = report[0] & 0x22 != 0
    let isControlled = report[0] & ~0x22 != 0
    for key in keys where !down.contains(key) {
      let character = isControlled ? TypedCharacter.other : TypedCharacter(usage: key, isShifted: isShifted)
      take(character, at: now, &effects)
    }
    down = Set(keys)
    return effects
  }

  /// Takes the time.
  mutating func timePassed(to now: Duration) -> [DriverEffect] {
    guard let deadline = nextDeadline, now >= deadline else { return [] }
    var effects: [DriverEffect] = []
    end(&effects)
    return effects
  }

  private mutating func take(_ character: TypedCharacter, at now: Duration, _ effects: inout [DriverEffect]) {
    lastKey = now
    switch (character, state) {
    case (.enter, _): end(&effects)
    case (.tab, _), (_, .spoiled): break
    case (.digit(let digit), .empty): press(digit, after: 0, &effects)
    case (.digit(let digit), .digits(let count)): press(digit, after: count, &effects)
    case (.digit(let digit), .letters): hold(0x30 + digit, at: now, &effects)
    case (.modhex(let letter), .empty):
      state = .letters
      hold(letter, at: now, &effects)
    case (.modhex(let letter), .letters): hold(letter, at: now, &effects)
    case (.modhex, .digits), (.other, _): spoil(.notADigit, at: now, &effects)
    }
  }

  private mutating func press(_ digit: UInt8, after count: Int, _ effects: inout [DriverEffect]) {
    guard count < Self.longestCode else { return spoil(.tooLong, at: lastKey, &effects) }
    state = .digits(count + 1)
    effects.append(.event(.key(.digit(digit))))
  }

  private mutating func hold(_ byte: UInt8, at now: Duration, _ effects: inout [DriverEffect]) {
    guard text.count < Self.otpLengths.upperBound else { return spoil(.tooLong, at: now, &effects) }
    text.append(byte)
  }

  private mutating func end(_ effects: inout [DriverEffect]) {
    defer { start() }
    switch state {
    case .empty, .spoiled: return
    case .digits: effects.append(.event(.key(.enter)))
    case .letters:
      if text.allSatisfy({ !$0.isDigit }), Self.otpLengths.contains(text.count), text.count.isMultiple(of: 2) {
        effects.append(.event(.yubicoOTP(SecretBytes(copying: text))))
      } else if let digits = codeAfterIdentifier {
        for digit in digits { effects.append(.event(.key(.digit(digit - 0x30)))) }
        effects.append(.event(.key(.enter)))
      } else {
        effects.append(.event(.inputSpoiled(.notACode)))
      }
    }
  }

  /// The six or eight digits behind an identifier; its letters come before its digits.
  private var codeAfterIdentifier: ArraySlice<UInt8>? {
    let code = text.dropFirst(Self.identifierLength)
    let letters = text.prefix { !$0.isDigit }.count
    guard code.count == 6 || code.count == 8, [2, 4, Self.identifierLength].contains(letters) else { return nil }
    return text.dropFirst(letters).allSatisfy(\.isDigit) ? code : nil
  }

  private mutating func spoil(_ fault: InputFault, at now: Duration, _ effects: inout [DriverEffect]) {
    lastKey = now
    if case .spoiled = state { return }
    erase(&text)
    state = .spoiled
    effects.append(.event(.inputSpoiled(fault)))
  }
}
