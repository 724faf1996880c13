"""What every Typst document of docgen begins with: settings that make Word's lines, and the few functions they need."""

BASE = r"""
#let base(bookmarks: true, body) = {
  set heading(bookmarked: bookmarks)
  set par(leading: 0pt, spacing: 0pt, linebreaks: "simple")
  // Stops and commas keep their width at a line's end in Taiwan's typography only, as Word has it everywhere. Letters
  // keep the mainland's shapes: each font's own, without those that it has for other regions.
  set text(lang: "zh", region: "tw", features: (locl: 0))
  set text(hyphenate: false, cjk-latin-spacing: none, overhang: false, size: 10.5pt)
  set block(spacing: 0pt)
  set table(stroke: none, inset: 0pt)
  // Headings are told to readers of the structure, and look as Word has them.
  show heading: set text(size: 1em, weight: "regular")
  show heading: set block(spacing: 0pt, sticky: false)
  show heading: it => it.body
  body
}
// The space beside Han characters; a place where a line may end as it is (a space of nothing would not count).
#let z = h(0.2em, weak: true)
#let o = h(0.001pt)
// Sets a character apart from the one before it, which would lose half its width beside it.
#let j = text.with(ligatures: false)
// A mark without ink whose place is read from the finished page, and which is then taken out.
#let sign(name) = link("docgen:" + name, box(width: 0pt, height: 0pt))
#let strut(above, below) = box(width: 0pt, height: above + below, baseline: below)
// A cell whose row has an exact height.
#let fixed(room, where, body) = block(height: room, width: 100%, clip: true, breakable: false, layout(size => {
  // What does not fit is cut off below: Typst would heap it on the last line that does.
  let all = measure(width: size.width, body).height
  if all <= room + 0.01pt { align(where, body) } else { place(top + left, block(width: 100%, height: all, body)) }
}))
// A paragraph whose lines stay together, where they are not more than `room` holds: then Typst would let them run off.
#let together(width, room, whole, loose, ..given) = context {
  if measure(width: width, whole(..given)).height > room { loose(..given) } else { whole(..given) }
}
// A table at the foot of the text area, which the text before it does not reach. It goes to the next page together
// with the line behind it, as in Word, where that line holds its anchor.
#let foot(where, x, clear, line, body) = context {
  let room = measure(body).height + clear + line
  block(height: room, width: 100%, breakable: false)
  v(-room)
  place(where, dx: x, float: true, clearance: clear, body)
}
// A table in a box of the page; it takes no room.
#let placed(x, y, width, height, where, dx, dy, body) = place(top + left, dx: x, dy: y, block(
  width: width, height: height, place(where, dx: dx, dy: dy, body),
))
// Vertical text: turned to the right, its lines as long as told.
#let turned(length, where, body) = align(where, rotate(90deg, reflow: true, block(
  width: length, align(left, body),
)))
// A character of it that stands upright: turned back about the middle of its square, which is `off` that of its line,
// and moved to the upper right by `corner`.
#let up(off, corner, body) = box(move(dx: -off - corner, dy: off - corner, rotate(-90deg, body)))
// Page numbers; a name stands for the marks around a document or section.
#let begin(name, title: none) = {
  // A bookmark that leaves no mark on the page.
  if title != none { place(hide(heading(bookmarked: true, outlined: false, title))) }
  [#metadata(none)#label(name + "b")]
}
#let end(name) = [#metadata(none)#label(name + "e")]
// A pattern of Typst's own, "-" for - 1 -, "=" and ten figures, or "#" and signs that stand for numbers.
#let dashed(pattern, n) = {
  let signs = pattern.clusters()
  if pattern == "-" { "- " + str(n) + " -" }
  else if signs.first() == "=" { str(n).clusters().map(figure => signs.at(int(figure) + 1)).join() }
  else if signs.first() == "#" { if n > 0 and n < signs.len() { signs.at(n) } else { str(n) } }
  else { numbering(pattern, n) }
}
#let number(pattern) = dashed(pattern, counter(page).get().first())
#let spanned(name, pattern) = dashed(
  pattern, locate(label(name + "e")).page() - locate(label(name + "b")).page() + 1,
)
#let kinds(name, default, first, even) = {
  if first != none and here().page() == locate(label(name + "b")).page() { first.at(0) }
  else if even != none and calc.even(counter(page).get().first()) { even.at(0) }
  else { default }
}
// A header that tells of its document is looked up: a part of the page itself, it would have all laid out anew.
#let told(name) = { let found = query(label(name + "h")); if found.len() > 0 { (found.first().value)() } }
#let header(room, body) = block(height: 100%, width: 100%, align(top, { v(room); body }))
#let footer(room, body) = block(height: 100%, width: 100%, align(bottom, { body; v(room) }))
// Tab stops: `lines` are lines of stretches between tabs; places count from the left indent.
#let tabbed(left, first, step, stops, underlined, lines) = context {
  for (row, stretches) in lines.enumerate() {
    if row > 0 { linebreak() }
    let x = if row == 0 { first } else { 0pt }
    for (index, stretch) in stretches.enumerate() {
      let width = measure({ stretch; o }).width
      if index > 0 {
        let found = none
        let all = stops.map(s => (s.at(0) - left, s.at(1), s.at(2)))
        if left > 0pt { all.push((0pt, "left", "")) }
        for stop in all { if stop.at(0) > x + 0.1pt and (found == none or stop.at(0) < found.at(0)) { found = stop } }
        if found == none {
          found = ((calc.floor((x + left + 0.1pt) / step) + 1) * step - left, "left", "")
        }
        let share = (center: 0.5, right: 1, decimal: 1).at(found.at(1), default: 0)
        let gap = calc.max(found.at(0) - x - share * width, 0pt)
        let dash = if underlined.at(row).at(index) or found.at(2) == "_" { "solid" } else {
          (".": "dotted", "·": "dotted", "-": "dashed").at(found.at(2), default: none)
        }
        let pen = (thickness: 0.5pt, dash: dash)
        if dash == none { h(gap) } else { box(width: gap, height: 0pt, stroke: (bottom: pen)) }
        x += gap
      }
      stretch
      x += width
    }
  }
}
"""
"""The fixed part of the preamble."""

PAGE_PATTERNS = {
    "decimal": "1",
    "upperRoman": "I",
    "lowerRoman": "i",
    "upperLetter": "A",
    "lowerLetter": "a",
    "chineseCounting": "一",
    "chineseCountingThousand": "一",
    "japaneseCounting": "一",
    "taiwaneseCountingThousand": "一",
    "chineseLegalSimplified": "壹",
    "decimalEnclosedCircle": "①",
    "decimalEnclosedCircleChinese": "①",
    "numberInDash": "-",
    "ideographDigital": "=〇一二三四五六七八九",
    "decimalFullWidth": "=０１２３４５６７８９",
    "decimalFullWidth2": "=０１２３４５６７８９",
    "decimalEnclosedParen": "#" + "".join(chr(0x2474 + number) for number in range(20)),
    "ideographTraditional": "#甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "#子丑寅卯辰巳午未申酉戌亥",
}
"""Word's number formats of page numbers as patterns of the preamble's `dashed`."""
