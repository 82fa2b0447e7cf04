import Foundation

/// A client of pcscd that waits for cards, by Debian's libpcsclite, loaded when it is there.
final class PcscdReader {
  private typealias Establish =
    @convention(c) (UInt, UnsafeRawPointer?, UnsafeRawPointer?, UnsafeMutablePointer<Int>) -> Int
  private typealias GetStatusChange = @convention(c) (Int, UInt, UnsafeMutableRawPointer, UInt) -> Int

  /// <pcsclite.h>: the system's scope, and a reader's state with a card and without.
  private static let system: UInt = 2
  private static let empty: UInt = 0x10
  private static let present: UInt = 0x20
  private static let unknownReader = 0x8010_0009
  /// SCARD_READERSTATE: name, the caller's data, state known, state found, length and 33 bytes of the answer to reset.
  private static let size = 80
  private static let limit: UInt = 10_000

  private let getStatusChange: GetStatusChange
  private let context: Int
  private let name = strdup("Virtual PCD 00 00")
  private let state = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 8)

  /// Nil where the library or the daemon is not there.
  init?() {
    guard let library = dlopen("libpcsclite.so.1", RTLD_NOW), let establish = dlsym(library, "SCardEstablishContext"),
      let change = dlsym(library, "SCardGetStatusChange")
    else { return nil }
    getStatusChange = unsafeBitCast(change, to: GetStatusChange.self)
    var context = 0
    guard unsafeBitCast(establish, to: Establish.self)(Self.system, nil, nil, &context) == 0 else { return nil }
    self.context = context
    memset(state, 0, Self.size)
    state.storeBytes(of: name, as: UnsafeMutablePointer<CChar>?.self)
  }

  deinit {
    free(name)
    state.deallocate()
  }

  /// Waits until the reader has a card, or has none; false where that does not come.
  func wait(forCard: Bool) -> Bool {
    let wanted = forCard ? Self.present : Self.empty
    var attempts = 0
    while true {
      let result = getStatusChange(context, Self.limit, state, 1)
      // pcscd takes connections before it has its readers.
      if result & 0xFFFF_FFFF == Self.unknownReader, attempts < 500 {
        attempts += 1
        usleep(10_000)
        continue
      }
      guard result == 0 else { return false }
      let found = state.load(fromByteOffset: 24, as: UInt.self)
      state.storeBytes(of: found, toByteOffset: 16, as: UInt.self)
      if found & wanted != 0 { return true }
    }
  }
}
