/// Finds the word that somebody meant.
enum Suggestion {
  /// Returns the word that begins with `word`, or else the nearest by changed, missing, added or swapped letters; nil
  /// where nothing is near.
  static func nearest(to word: String, among words: [String]) -> String? {
    guard !word.isEmpty else { return nil }
    if let whole = words.first(where: { $0.hasPrefix(word) }) { return whole }
    let limit = max(1, word.count / 3)
    let ranked = words.map { (word: $0, distance: distance(Array(word), Array($0))) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= limit else { return nil }
    return best.word
  }

  /// The optimal string alignment distance.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var rows = [Array(0...b.count)]
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var cost = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] { cost = min(cost, rows[i - 1][j - 1] + 1) }
        row.append(cost)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
