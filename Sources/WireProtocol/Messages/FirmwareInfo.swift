/// A firmware's particulars.
public struct FirmwareInfo: Sendable, Hashable {
  /// The protocol versions it speaks.
  public let versions: ClosedRange<UInt8>
  /// How often it has started, as far as it remembers.
  public let boots: UInt32
  /// The image's size in bytes; 0 where it does not know.
  public let imageSize: UInt32
  /// What the maker checks images with; 0 where there is none.
  public let imageCheck: UInt32
  /// The maker's words for the build, at most `FrameLimits.longestSealedBody - 14` bytes.
  public let build: PrintableText

  /// Makes particulars; the text is cut to fit.
  public init(
    versions: ClosedRange<UInt8>, boots: UInt32, imageSize: UInt32, imageCheck: UInt32, build: PrintableText
  ) {
    self.versions = versions
    self.boots = boots
    self.imageSize = imageSize
    self.imageCheck = imageCheck
    self.build = PrintableText(clipping: build.utf8, limit: FrameLimits.longestSealedBody - 14)
  }
}
