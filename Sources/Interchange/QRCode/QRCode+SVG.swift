extension QRCode {
  /// Draws the symbol as an SVG document: one black path on a white square, one unit a module, sharp at any size.
  /// - Parameter margin: light modules around the symbol, from 0; readers want `quietZone`.
  public func svg(margin: Int = quietZone) -> String {
    precondition(margin >= 0, "a margin from 0")
    let side = width + 2 * margin
    var path = ""
    withModules { isDark in
      for row in 0..<width {
        var column = 0
        while column < width {
          let start = column
          while isDark(column, row) { column += 1 }
          let run = column - start
          if run > 0 { path += "M\(start + margin) \(row + margin)h\(run)v1h-\(run)z" } else { column += 1 }
        }
      }
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" shape-rendering="crispEdges">\
      <rect width="\(side)" height="\(side)" fill="#fff"/><path d="\(path)"/></svg>

      """
  }
}
