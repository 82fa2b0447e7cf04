import Foundation

/// Debian's liboath, loaded when it is there.
struct Liboath {
  private typealias Initialise = @convention(c) () -> CInt
  private typealias ValidateHOTP = @convention(c) (UnsafePointer<CChar>, Int, UInt64, Int, UnsafePointer<CChar>) -> CInt
  private typealias ValidateTOTP =
    @convention(c) (
      UnsafePointer<CChar>, Int, Int, CUnsignedInt, Int, Int, UnsafePointer<CChar>
    ) -> CInt

  private let hotp: ValidateHOTP
  private let totp: ValidateTOTP

  /// Nil where it is not installed.
  init?() {
    guard let library = dlopen("liboath.so.0", RTLD_NOW), let initialise = dlsym(library, "oath_init"),
      let hotp = dlsym(library, "oath_hotp_validate"), let totp = dlsym(library, "oath_totp_validate"),
      unsafeBitCast(initialise, to: Initialise.self)() == 0
    else { return nil }
    self.hotp = unsafeBitCast(hotp, to: ValidateHOTP.self)
    self.totp = unsafeBitCast(totp, to: ValidateTOTP.self)
  }

  /// Whether `code` is one of the key's from `counter` to `counter + window`.
  func validate(_ code: [CChar], key: [CChar], counter: UInt64, window: Int) -> Bool {
    hotp(key, key.count, counter, window, code) >= 0
  }

  /// Whether `code` is the key's at `time` or a step away.
  func validate(_ code: [CChar], key: [CChar], time: Int, window: Int) -> Bool {
    totp(key, key.count, time, 30, 0, window, code) >= 0
  }
}
