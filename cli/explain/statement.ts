import { formatYuan } from '#shared/money/fen.ts'
import type { ExplainedStep } from '../../services/settlement/explanation/rules/explained-steps.ts'
import type {
  ExplainedCorrection,
  ExplainedLine,
  ExplainedSum,
  Explanation,
  LabelledText,
} from '../../services/settlement/explanation/rules/explanation.ts'
import { displayWidth, wrap } from '../terminal/display-width.ts'
import type { Column } from '../terminal/table.ts'
import { tableOf } from '../terminal/table.ts'
import type { Headings } from './headings.ts'
import { headings } from './headings.ts'

/** Longer lines are hard to read, however wide the terminal. */
const mostColumns = 120

/**
 * Lays an explanation out as the statement for the insured person: plain text in one language, within a number of
 * columns.
 */
export const statementOf = (explanation: Explanation, columns = mostColumns): string => {
  const width = Math.min(columns, mostColumns)
  const words = headings[explanation.language]
  const { title, facts, lines, steps, payers, sums, counted, corrections, standing, notes } = explanation
  const section = (heading: string, ...content: readonly string[]): string[] =>
    content.some((text) => text !== '') ? ['', words.heading(heading), ...content] : []
  return [
    ...wrap(title, width),
    '═'.repeat(Math.min(width, displayWidth(title))),
    ...labelled(facts, width),
    ...section(words.lines, linesTable(lines, words, width)),
    ...section(words.steps, stepsTable(steps, words, width)),
    ...section(words.payers, sumTable(payers, width)),
    ...section(words.sums, ...sums.flatMap((sum) => sumLines(sum, width))),
    ...section(words.counted, ...labelled(counted, width)),
    ...corrections.flatMap((correction) => correctionOf(correction, words, width)),
    ...(standing ? section(words.standing, sumTable(standing, width)) : []),
    ...section(words.notes, ...notes.flatMap((note) => wrap(note, width))),
  ].join('\n')
}

/** Labels and values, the values under one another. */
const labelled = (entries: readonly LabelledText[], width: number): string[] => {
  const indent = Math.max(0, ...entries.map(({ label }) => displayWidth(label))) + 2
  return entries.flatMap(({ label, value }) =>
    wrap(value, Math.max(narrowestText, width - indent)).map((line, index) => {
      const before = index === 0 ? beginning(label) : ''
      return `${before}${' '.repeat(indent - displayWidth(before))}${line}`
    }),
  )
}
const narrowestText = 20

const figure = (head: string): Column => ({ head, kind: 'figure' })
const text = (head: string, least: number): Column => ({ head, kind: 'text', least })

const linesTable = (lines: readonly ExplainedLine[], words: Headings, width: number): string => {
  if (lines.length === 0) return ''
  const [item, price, amount, inScope, why] = words.lineColumns
  return tableOf(
    [text(item, 16), figure(price), figure(amount), figure(inScope), text(why, 16)],
    lines.map((line) => [
      [line.code, ...(line.name === '' ? [] : [line.name])].join('\n'),
      `${line.unitPrice} × ${line.quantity}`,
      formatYuan(line.amount),
      formatYuan(line.inScope),
      line.text,
    ]),
    width,
  )
}

const stepsTable = (steps: readonly ExplainedStep[], words: Headings, width: number): string => {
  if (steps.length === 0) return ''
  const [no, title, calculation, result] = words.stepColumns
  return tableOf(
    [figure(no), text(title, 10), text(calculation, 24), figure(result)],
    steps.map((step, index) => [String(index + 1), step.title, stepText(step, words), step.result]),
    width,
  )
}

/** The calculation, the rules with their articles, and what is left under each ceiling. */
const stepText = ({ text: calculation, rules, rooms }: ExplainedStep, words: Headings): string => {
  const byArticle = Map.groupBy(rules, ({ article }) => article)
  return [
    calculation,
    ...[...byArticle].flatMap(([article, ofArticle]) => [
      ...ofArticle.map((rule) => `· ${rule.text}`),
      `  ${words.article(article)}`,
    ]),
    ...rooms.map(({ ceiling, left }) => words.room(ceiling, formatYuan(left))),
  ].join('\n')
}

/** A label at the beginning of a line. */
const beginning = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1)

const sumTable = ({ total, terms }: ExplainedSum, width: number): string =>
  tableOf(
    [text('', 16), figure('')],
    [...terms, total].map(({ label, amount }) => [beginning(label), formatYuan(amount)]),
    width,
  )

/** A sum on one line; terms of nothing are left out, as long as something is left. */
const sumLines = ({ total, terms }: ExplainedSum, width: number): string[] => {
  const counted = terms.filter(({ amount }) => amount !== 0)
  const shown = counted.length > 0 ? counted : terms.slice(0, 1)
  const sum = shown
    .map(({ label, amount }, index) => {
      const sign = amount < 0 ? '− ' : index === 0 ? '' : '+ '
      return `${sign}${label} ${formatYuan(Math.abs(amount))}`
    })
    .join(' ')
  return wrap(`${beginning(total.label)} ${formatYuan(total.amount)} = ${sum}`, width)
}

const correctionOf = (
  { title, facts, difference, lines, steps }: ExplainedCorrection,
  words: Headings,
  width: number,
): string[] => [
  '',
  words.heading(title),
  ...labelled(facts, width),
  words.difference,
  sumTable(difference, width),
  ...(steps.length > 0
    ? [
        words.stepsSince,
        ...(lines.length > 0 ? [linesTable(lines, words, width)] : []),
        stepsTable(steps, words, width),
      ]
    : []),
]
