internal import CPNG
import Cryptography

extension QRCode {
  /// Draws the symbol as a grey PNG, black on white (C function: `png_image_write_to_memory`).
  /// - Parameters:
  ///   - scale: pixels a module, from 1.
  ///   - margin: light modules around the symbol, from 0; readers want `quietZone`.
  /// - Returns: the file's bytes, for the caller to wipe.
  public func png(scale: Int = 8, margin: Int = quietZone) -> [UInt8] {
    precondition(scale >= 1 && margin >= 0, "a scale from 1 and a margin from 0")
    let side = (width + 2 * margin) * scale
    let pixels = SecretBytes(count: side * side) { pixels in
      withModules { isDark in
        for row in 0..<side {
          for column in 0..<side {
            pixels[row * side + column] = isDark(column / scale - margin, row / scale - margin) ? 0 : 255
          }
        }
      }
    }
    return pixels.withBytes { pixels in
      var file = [UInt8](repeating: 0, count: Self.write(pixels, side: side, to: nil, room: 0))
      let count = file.withUnsafeMutableBytes { file in
        Self.write(pixels, side: side, to: file.baseAddress, room: file.count)
      }
      precondition(count == file.count, "libpng writes as many bytes as it asked for")
      return file
    }
  }

  /// Returns the file's length, and writes it where there is room. Only a lack of memory makes it fail, which Swift
  /// does not survive either.
  private static func write(
    _ pixels: UnsafeRawBufferPointer, side: Int, to memory: UnsafeMutableRawPointer?, room: Int
  ) -> Int {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    image.width = png_uint_32(side)
    image.height = png_uint_32(side)
    image.format = png_uint_32(PNG_FORMAT_GRAY)
    var count = room
    let isWritten = png_image_write_to_memory(&image, memory, &count, 0, pixels.baseAddress, png_int_32(side), nil)
    precondition(isWritten == 1, "png_image_write_to_memory failed")
    return count
  }
}
