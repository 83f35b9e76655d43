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

/**
 * Breaks a text into lines of at most so many columns: between words, and between any two Chinese characters, though
 * never before a punctuation mark that closes.
 */
export const wrap = (text: string, columns: number): string[] => {
  const lines: string[] = []
  let line = ''
  for (const piece of piecesOf(text)) {
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
