import type { Compared } from './compare.ts'
import type { CaseOutcome } from './run-case.ts'

/** A case for the terminal: passed or failed, then each figure with what came out and the difference. */
export const printCase = ({ id, title, passed, compared, error }: CaseOutcome): string =>
  [
    `${passed ? '✓' : '✗'} ${id}  ${title}`,
    ...compared.map(printFigure),
    ...(error ? [`    ${error.code}: ${error.message}`] : []),
  ].join('\n')

const printFigure = ({ name, expected, got, matches, difference }: Compared): string => {
  const result = `    ${name}: ${shown(got)}`
  if (matches) return result
  const off = difference === undefined ? '' : `, difference ${difference}`
  return `${result}  expected ${shown(expected)}${off}`
}

const shown = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))
