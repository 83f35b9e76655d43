import type { Violation } from '#shared/kernel/invariant.ts'
import type { Language, Phrase } from '#shared/kernel/language.ts'
import { wrap } from '../terminal/display-width.ts'
import type { Column } from '../terminal/table.ts'
import { tableOf } from '../terminal/table.ts'
import { chineseRules } from './chinese-rules.ts'
import { invariantHeadings } from './headings.ts'
import type { CheckResult, VerifyResult } from './verify.ts'

const mostShown = 20

const words = {
  id: { zh: '检查项', en: 'invariant' },
  rule: { zh: '内容', en: 'rule' },
  invariants: { zh: '恒等关系', en: 'invariants' },
  rules: { zh: '规则数', en: 'rules' },
  checked: { zh: '检查数', en: 'checked' },
  violated: { zh: '不符数', en: 'violated' },
} satisfies Record<string, Phrase>

const countedWords = (items: number, violations: number): Phrase => ({
  zh: `共 ${items} 条记录，${violations} 处不符`,
  en: `${items} recorded items, ${violations} violations`,
})
const moreWords = (more: number): Phrase => ({ zh: `还有 ${more} 处`, en: `and ${more} more` })

type Reader = { readonly language: Language; readonly width: number }

/** Every rule with the number of things checked, under its heading, then what does not hold. */
export const findingsTable = (verified: VerifyResult, reader: Reader): string =>
  [
    ...byHeading(verified).flatMap(([number, checks]) => [
      headingOf(number, reader.language),
      checksTable(checks, verified.checks, reader),
    ]),
    ...violationsFound(verified, reader),
  ].join('\n')

/** The headings alone with the sums of their rules, then what does not hold. */
export const findingsSummary = (verified: VerifyResult, reader: Reader): string => {
  const sumOf = (checks: readonly CheckResult[], name: 'checked' | 'violations'): string =>
    String(checks.reduce((sum, check) => sum + check[name], 0))
  const head = (name: keyof typeof words): string => words[name][reader.language]
  return [
    tableOf(
      [
        { head: head('invariants'), kind: 'text' },
        { head: head('rules'), kind: 'figure' },
        { head: head('checked'), kind: 'figure' },
        { head: head('violated'), kind: 'figure' },
      ],
      byHeading(verified).map(([number, checks]) => [
        headingOf(number, reader.language),
        String(checks.length),
        sumOf(checks, 'checked'),
        sumOf(checks, 'violations'),
      ]),
      reader.width,
    ),
    ...violationsFound(verified, reader),
  ].join('\n')
}

const byHeading = ({ checks }: VerifyResult): readonly (readonly [number, readonly CheckResult[]])[] => [
  ...Map.groupBy(checks, ({ number }) => number),
]

const headingOf = (number: number, language: Language): string =>
  `${number}. ${invariantHeadings[number]?.[language] ?? ''}`

const violationsFound = ({ items, violations }: VerifyResult, { language, width }: Reader): string[] => {
  const shown = violations.slice(0, mostShown).flatMap((violation) => violationLines(violation, width))
  const more = violations.length - mostShown
  return [
    countedWords(items, violations.length)[language],
    ...shown,
    ...(more > 0 ? [`  ${moreWords(more)[language]}`] : []),
  ]
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
