internal import CQREncode
public import Cryptography
import HostPlatform

/// A QR symbol (ISO/IEC 18004) in 8-bit mode with error correction M, as small as the text allows. It says nothing of
/// its encoding: readers take ASCII for what it is, and may have to guess at the rest.
///
/// The symbol shows its text to whoever sees it: the matrix is wiped when the last copy goes, and what is drawn from it
/// is the caller's to wipe. The working memory of libqrencode and libpng is freed without being
/// wiped: draw symbols in a process that ends soon.
public struct QRCode: Sendable {
  /// The most bytes that fit: version 40, level M.
  public static let longestText = 2331
  /// The light border that readers need around a symbol, in modules.
  public static let quietZone = 4

  /// Modules a side, 21 to 177.
  public let width: Int
  /// One byte a module, row by row: 1 is dark.
  private let modules: SecretBytes

  /// Makes a symbol (C function: `QRcode_encodeData`).
  /// - Parameter text: UTF-8 or any bytes, 1 to `longestText` of them.
  public init(_ text: SecretBytes) throws(QRCodeError) {
    guard !text.isEmpty else { throw .empty }
    guard text.count <= Self.longestText else { throw .tooLong(count: text.count) }
    let symbol = text.withBytes { bytes in
      QRcode_encodeData(CInt(bytes.count), bytes.baseAddress!.assumingMemoryBound(to: UInt8.self), 0, QR_ECLEVEL_M)
    }
    guard let symbol else { throw .system(SystemError(call: "QRcode_encodeData")) }
    defer { QRcode_free(symbol) }
    width = Int(symbol.pointee.width)
    let matrix = UnsafeMutableRawBufferPointer(start: symbol.pointee.data, count: width * width)
    defer { erase(matrix) }
    modules = SecretBytes(count: matrix.count) { storage in
      // The library keeps what a module is for in the other bits.
      for index in storage.indices { storage[index] = matrix[index] & 1 }
    }
  }

  /// Calls `body` with a function that tells whether a module is dark; those outside the symbol are light.
  func withModules<Result>(_ body: ((_ column: Int, _ row: Int) -> Bool) -> Result) -> Result {
    modules.withBytes { modules in
      body { column, row in
        guard (0..<width).contains(column), (0..<width).contains(row) else { return false }
        return modules[row * width + column] == 1
      }
    }
  }
}
