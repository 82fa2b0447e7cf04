/// The pages' one stylesheet, at `/style.css`: calm, one accent, large enough to be read from two metres.
enum Stylesheet {
  /// The stylesheet as an answer.
  static var response: Response {
    Response(status: 200, headers: [("Content-Type", "text/css; charset=utf-8")], body: ResponseBody(text))
  }

  private static let text = """
    :root {
      color-scheme: light dark;
      --ground: #f4f5f2; --card: #ffffff; --text: #1c2421; --soft: #55605b; --line: #d5dad6; --edge: #7a8580;
      --accent: #0b6b5d; --on-accent: #ffffff; --good: #136c3a; --bad: #a42a20; --warn: #8a5a00;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #121715; --card: #1b2220; --text: #ecf1ee; --soft: #a5b1ab; --line: #35403b; --edge: #71807a;
        --accent: #5fd0bb; --on-accent: #06231d; --good: #74d79b; --bad: #ff9a8d; --warn: #f2c46d;
      }
    }
    * { box-sizing: border-box; }
    html { font-size: clamp(18px, 1.1vw + 14px, 28px); }
    body {
      margin: 0; background: var(--ground); color: var(--text); line-height: 1.5;
      font-family: system-ui, "Noto Sans", "Noto Sans CJK TC", sans-serif;
    }
    header, main { max-width: 34rem; margin: 0 auto; padding: 0 1rem; }
    header { padding-top: 1.5rem; padding-bottom: .75rem; }
    header a { color: var(--accent); font-weight: 700; text-decoration: none; letter-spacing: .01em; }
    .card {
      background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
      padding: 1.5rem; margin-bottom: 1.25rem;
    }
    .card > :last-child { margin-bottom: 0; }
    h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }
    h2 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 .5rem; }
    p { margin: 0 0 1rem; overflow-wrap: anywhere; }
    .field { margin-bottom: 1.1rem; }
    label { display: block; font-weight: 600; margin-bottom: .35rem; }
    small { font-weight: 400; font-size: .8rem; color: var(--soft); }
    label small { margin-left: .35em; }
    input, select, button, .button {
      font: inherit; min-height: 3rem; padding: .5rem .9rem; border-radius: .5rem; border: 2px solid var(--edge);
      background: var(--ground); color: var(--text);
    }
    input, select { display: block; width: 100%; }
    input:focus, select:focus { border-color: var(--accent); }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    #code { font-size: 1.4rem; letter-spacing: .2em; font-variant-numeric: tabular-nums; }
    .hint, caption, .empty { color: var(--soft); font-size: .85rem; }
    .field .hint { margin: .35rem 0 0; }
    .note { border-left: .3rem solid var(--warn); padding-left: .75rem; color: var(--warn); }
    button, .button {
      display: inline-flex; align-items: center; justify-content: center; min-width: 9rem;
      font-weight: 700; text-decoration: none;
      background: var(--accent); border-color: var(--accent); color: var(--on-accent); cursor: pointer;
    }
    form > button { width: 100%; }
    .quiet { background: transparent; color: var(--text); border-color: var(--edge); }
    table { width: 100%; border-collapse: collapse; table-layout: fixed; }
    thead th { width: 45%; }
    thead th + th { width: auto; }
    thead th:nth-child(3) { width: 22%; }
    caption { text-align: left; padding-bottom: .5rem; }
    th, td { text-align: left; vertical-align: top; padding: .6rem .75rem .6rem 0; overflow-wrap: break-word; }
    th:last-child, td:last-child { padding-right: 0; }
    thead th { font-size: .8rem; color: var(--soft); font-weight: 600; padding-bottom: .3rem; }
    tbody tr { border-top: 1px solid var(--line); }
    tbody small { display: block; }
    .tag {
      display: inline-block; font-size: .7rem; font-weight: 600; color: var(--warn); border: 1px solid currentColor;
      border-radius: 1rem; padding: 0 .5em;
    }
    .state { font-weight: 600; white-space: nowrap; }
    .state::before {
      content: ""; display: inline-block; width: .6em; height: .6em; border-radius: 50%; margin-right: .45em;
      background: currentColor;
    }
    .state.ready { color: var(--good); }
    .state.busy, .state.identifying { color: var(--warn); }
    .state.forbidden, .state.failed { color: var(--bad); }
    .state.present, .state.gone { color: var(--soft); }
    .outcome { text-align: center; padding: 2.5rem 1.5rem; }
    .outcome .account { font-size: 1.25rem; font-weight: 600; margin-bottom: .5rem; }
    .outcome p:last-child { margin-top: 1.5rem; }
    .outcome form { margin-top: 1.5rem; }
    .outcome form > button { width: auto; }
    .mark {
      width: 5rem; height: 5rem; margin: 0 auto 1.25rem; border-radius: 50%; border: .3rem solid currentColor;
      font-size: 2.8rem; line-height: 4.4rem; font-weight: 700; color: var(--accent);
    }
    .mark::before { content: "\\2026"; }
    .waiting .mark { line-height: 3.2rem; }
    .accepted .mark { color: var(--good); }
    .accepted .mark::before { content: "\\2713"; }
    .refused .mark { color: var(--bad); }
    .refused .mark::before { content: "\\2715"; }
    .expired .mark, .error .mark { color: var(--warn); }
    .expired .mark::before, .error .mark::before { content: "!"; }

    """
}
