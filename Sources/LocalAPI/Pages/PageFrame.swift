/// What all pages share.
struct PageFrame {
  /// The page's name, for the window and for readers.
  var title: String
  /// After how many seconds the browser asks again; nil for a page that stays.
  var refresh: Int?
  /// The page itself.
  var content: HTML

  init(title: String, refresh: Int? = nil, content: HTML) {
    self.title = title
    self.refresh = refresh
    self.content = content
  }

  /// The page as an answer.
  func response(status: Int = 200) -> Response {
    Response(
      status: status, headers: [("Content-Type", "text/html; charset=utf-8"), ("Content-Language", "en")],
      body: ResponseBody(document.markup))
  }

  private var document: HTML {
    let refreshing: HTML = refresh.map { "<meta http-equiv=\"refresh\" content=\"\(String($0))\">\n" } ?? ""
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      \(refreshing)<title>\(title) · Keyport</title>
      <link rel="stylesheet" href="/style.css">
      </head>
      <body>
      <header><a href="/">Keyport</a></header>
      <main>
      \(content)</main>
      </body>
      </html>

      """
  }
}
