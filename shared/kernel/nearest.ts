/** How many letters have to be changed, added or left out to make one word of another. */
const distance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const letter of from) {
    const next = [(row[0] ?? 0) + 1]
    for (const [column, other] of [...to].entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

/** Of three letters one may be wrong; two that changed places are two. */
const isNear = (away: number, length: number): boolean => away <= Math.max(2, Math.floor(length / 3))

/** The known word that was probably meant; nothing where none comes close. */
export const nearest = (word: string, known: Iterable<string>): string | undefined => {
  const [closest] = [...known]
    .map((candidate) => ({ candidate, away: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, away }) => isNear(away, candidate.length) && away < candidate.length)
    .sort((a, b) => a.away - b.away)
  return closest?.candidate
}

/** The question after an unknown word, ready to stand behind it; empty where no known word comes close. */
export const didYouMean = (word: string, known: Iterable<string>): string => {
  const meant = nearest(word, known)
  return meant === undefined ? '' : `; did you mean ${meant}?`
}
