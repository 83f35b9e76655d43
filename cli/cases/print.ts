import type { Language, Phrase } from '#shared/kernel/language.ts'
import type { Comparison } from './compare.ts'
import type { CaseOutcome } from './run-case.ts'

const words = {
  expected: { zh: '应为', en: 'expected' },
  difference: { zh: '，差额', en: ', difference' },
  passed: { zh: '通过', en: 'passed' },
  failed: { zh: '未通过', en: 'failed' },
  comma: { zh: '，', en: ', ' },
  notPassed: { zh: '未通过的算例：', en: 'Failed:' },
} satisfies Record<string, Phrase>

/** A case for the terminal: passed or failed, then each figure with what came out and the difference. */
export const printCase = ({ id, title, passed, compared, error }: CaseOutcome, language: Language): string =>
  [
    `${passed ? '✓' : '✗'} ${id}  ${title}`.trimEnd(),
    ...compared.map((figure) => printFigure(figure, language)),
    ...(error ? [`    ${error.code}: ${error.message}`] : []),
  ].join('\n')

const printFigure = (
  { name, expected, got, matches, difference }: Comparison,
  language: Language,
): string => {
  const result = `    ${name}: ${shown(got)}`
  if (matches) return result
  const off = difference === undefined ? '' : `${words.difference[language]} ${difference}`
  return `${result}  ${words.expected[language]} ${shown(expected)}${off}`
}

const shown = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))

/** How many passed and failed, and which failed: of many cases they have scrolled away. */
export const printTotals = (outcomes: readonly CaseOutcome[], language: Language): string => {
  const failures = outcomes.filter(({ passed }) => !passed)
  const count = (number: number, word: Phrase): string => `${number} ${word[language]}`
  return [
    [count(outcomes.length - failures.length, words.passed), count(failures.length, words.failed)].join(
      words.comma[language],
    ),
    ...(failures.length === 0 ? [] : [words.notPassed[language], ...failures.map(failureLine)]),
  ].join('\n')
}

const failureLine = ({ id, file }: CaseOutcome): string => (id === file ? `  ${file}` : `  ${file}#${id}`)
