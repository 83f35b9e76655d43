/** Characters a terminal shows two columns wide: Chinese characters, their punctuation and full-width forms. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u

/** How many columns a text takes. */
export const displayWidth = (text: string): number => {
  let width = 0
  for (const character of text) width += wide.test(character) ? 2 : 1
  return width
}

/** What may not begin a line. */
const closing = /^[，。；：、）》”’！？,.;:)%]/u

/** Ids and file names may break after these. */
const joints = /(?<=[-./#_])/u

/**
 * A word in parts of at most so many columns. A long id breaks at its separators, any other word where the line ends.
 */
const broken = (piece: string, columns: number): string[] => {
  if (displayWidth(piece.trimEnd()) <= columns) return [piece]
  const joined = piece.split(joints)
  if (joined.length > 1) return joined.flatMap((part) => broken(part, columns))
  const parts: string[] = []
  for (const character of piece) {
    const last = parts.at(-1)
    if (last !== undefined && displayWidth(last + character) <= columns) parts[parts.length - 1] += character
    else parts.push(character)
  }
  return parts
}

/**
 * Breaks a text into lines of at most so many columns. Breaks fall between words and between any two Chinese
 * characters, but never before a closing punctuation mark. A word that is longer than a line is broken too. Line ends
 * of the text stay, and so does the indent of a line.
 */
export const wrap = (text: string, columns: number): string[] =>
  text.split('\n').flatMap((line) => {
    const indent = indentOf(line)
    if (indent === 0) return wrapLine(line, columns)
    const [first = '', ...rest] = wrapLine(line.slice(indent), columns - indent)
    return [line.slice(0, indent) + first, ...rest.map((more) => ' '.repeat(indent) + more)]
  })

/** What the lines after the first stand under: blanks, or the dot of a list. */
const indentOf = (line: string): number => /^(?:· | +)/.exec(line)?.[0].length ?? 0

const wrapLine = (text: string, columns: number): string[] => {
  const lines: string[] = []
  let line = ''
  for (const piece of piecesOf(text).flatMap((whole) => broken(whole, columns))) {
    if (line !== '' && displayWidth(line + piece.trimEnd()) > columns) {
      lines.push(line.trimEnd())
      line = piece.trimStart()
    } else line += piece
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line.trimEnd()]
}

/** What stays together: a word with the blank after it, or one wide character, with the marks that close it. */
const piecesOf = (text: string): string[] => {
  const pieces: string[] = []
  let current = ''
  for (const character of text) {
    const joins =
      current === '' ||
      closing.test(character) ||
      (!wide.test(character) && !wide.test(lastOf(current)) && !current.endsWith(' '))
    if (joins || character === ' ') current += character
    else {
      pieces.push(current)
      current = character
    }
  }
  return current === '' ? pieces : [...pieces, current]
}

const lastOf = (text: string): string => [...text].at(-1) ?? ''
