import type { Violation } from '#shared/kernel/invariant.ts'
import type { Language, Phrase } from '#shared/kernel/language.ts'
import { wrap } from '../terminal/display-width.ts'
import type { Column } from '../terminal/table.ts'
import { tableOf } from '../terminal/table.ts'
import { chineseRules } from './chinese-rules.ts'
import { invariantHeadings } from './headings.ts'
import type { CheckResult, Verified } from './verify.ts'

const mostShown = 20

const words = {
  id: { zh: '检查项', en: 'invariant' },
  rule: { zh: '内容', en: 'rule' },
  checked: { zh: '检查数', en: 'checked' },
  violated: { zh: '不符数', en: 'violated' },
} satisfies Record<string, Phrase>

const countedWords = (items: number, violations: number): Phrase => ({
  zh: `共 ${items} 条记录，${violations} 处不符`,
  en: `${items} recorded items, ${violations} violations`,
})
const moreWords = (more: number): Phrase => ({ zh: `还有 ${more} 处`, en: `and ${more} more` })

type Reader = { readonly language: Language; readonly width: number }

/** Every rule with the number of things checked, under its heading, then the first violations with their figures. */
export const findingsTable = (
  { items, checks, violations }: Verified,
  { language, width }: Reader,
): string => {
  const shown = violations.slice(0, mostShown).flatMap((violation) => violationLines(violation, width))
  const more = violations.length - mostShown
  return [
    ...[...Map.groupBy(checks, ({ number }) => number)].flatMap(([number, ofNumber]) => [
      `${number}. ${invariantHeadings[number]?.[language] ?? ''}`,
      checksTable(ofNumber, checks, { language, width }),
    ]),
    countedWords(items, violations.length)[language],
    ...shown,
    ...(more > 0 ? [`  ${moreWords(more)[language]}`] : []),
  ].join('\n')
}

const ruleOf = ({ id, rule }: CheckResult, language: Language): string =>
  language === 'zh' ? (chineseRules[id] ?? rule) : rule

const checksTable = (
  ofNumber: readonly CheckResult[],
  all: readonly CheckResult[],
  { language, width }: Reader,
): string => {
  const columns: readonly Column[] = [
    { head: words.id[language], kind: 'text', least: 18, like: all.map(({ id }) => id) },
    {
      head: words.rule[language],
      kind: 'text',
      least: 26,
      like: all.map((check) => ruleOf(check, language)),
    },
    { head: words.checked[language], kind: 'figure', like: all.map(({ checked }) => String(checked)) },
    { head: words.violated[language], kind: 'figure', like: all.map(({ violations }) => String(violations)) },
  ]
  const rows = ofNumber.map((check) => [
    check.id,
    ruleOf(check, language),
    String(check.checked),
    String(check.violations),
  ])
  return tableOf(columns, rows, width)
}

/** Ids as claims and reversals have them, wherever they stand in a violation. */
const claimIds = /\bC[0-9a-f]{20}\b/g

/** One violation with its figures; where it is about claims, the commands that explain them. */
const violationLines = ({ invariant, where, what, figures }: Violation, width: number): string[] => {
  const told = Object.entries(figures ?? {}).map(([name, figure]) => `${name} ${figure}`)
  const line = `  ${invariant}: ${where}: ${[what, ...told].join(', ')}`
  const ids = new Set(line.match(claimIds) ?? [])
  return [...wrap(line, width), ...[...ids].slice(0, 2).map((id) => `      npm run explain -- ${id}`)]
}
