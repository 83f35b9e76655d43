const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** The check character of the first 17 of a unified social credit code (GB 32100-2015); undefined where one is not of it. */
export const usccCheck = (first: string): string | undefined => {
  const values = [...first].map((character) => alphabet.indexOf(character))
  if (values.length !== weights.length || values.includes(-1)) return undefined
  const total = values.reduce((all, value, index) => all + value * (weights[index] ?? 0), 0)
  return alphabet[(31 - (total % 31)) % 31]
}

/** Whether a text is a unified social credit code (统一社会信用代码): 18 characters, the last of which fits the others. */
export const isUscc = (text: string): boolean =>
  /^.{18}$/.test(text) && usccCheck(text.slice(0, 17)) === text.at(-1)
