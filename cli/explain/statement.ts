import Table from 'cli-table3'
import { formatYuan } from '#shared/money/fen.ts'
import type { ExplainedStep } from '../../services/settlement/explanation/rules/explained-steps.ts'
import type {
  ExplainedCorrection,
  ExplainedLine,
  ExplainedSum,
  Explanation,
  LabelledText,
} from '../../services/settlement/explanation/rules/explanation.ts'
import { displayWidth, wrap } from './display-width.ts'
import type { Headings } from './headings.ts'
import { headings } from './headings.ts'

const textColumns = 64

/** Lays an explanation out as the statement a person gets: plain text, in the explanation's own language. */
export const statementOf = (explanation: Explanation): string => {
  const words = headings[explanation.language]
  const { title, facts, lines, steps, payers, sums, counted, corrections, standing, notes } = explanation
  const section = (heading: string, ...content: readonly string[]): string[] =>
    content.some((text) => text !== '') ? ['', words.heading(heading), ...content] : []
  return [
    title,
    '═'.repeat(displayWidth(title)),
    ...labelled(facts),
    ...section(words.lines, linesTable(lines, words)),
    ...section(words.steps, stepsTable(steps, words)),
    ...section(words.payers, sumTable(payers)),
    ...section(words.sums, ...sums.map(sumLine)),
    ...section(words.counted, ...labelled(counted)),
    ...corrections.flatMap((correction) => correctionOf(correction, words)),
    ...(standing ? section(words.standing, sumTable(standing)) : []),
    ...section(words.notes, ...notes.flatMap((note) => wrap(note, 90))),
  ].join('\n')
}

const style = { head: [], border: [] }

/** Labels and values, the values under one another. */
const labelled = (entries: readonly LabelledText[]): string[] => {
  const widest = Math.max(0, ...entries.map(({ label }) => displayWidth(label)))
  return entries.map(
    ({ label, value }) => `${beginning(label)}${' '.repeat(widest - displayWidth(label) + 2)}${value}`,
  )
}

const linesTable = (lines: readonly ExplainedLine[], words: Headings): string => {
  if (lines.length === 0) return ''
  const table = new Table({
    head: [...words.lineColumns],
    colAligns: ['left', 'right', 'right', 'right', 'left'],
    style,
  })
  for (const { code, name, quantity, unitPrice, amount, inScope, text } of lines)
    table.push([
      [code, ...(name === '' ? [] : wrap(name, 24))].join('\n'),
      `${unitPrice} × ${quantity}`,
      formatYuan(amount),
      formatYuan(inScope),
      wrap(text, 36).join('\n'),
    ])
  return table.toString()
}

const stepsTable = (steps: readonly ExplainedStep[], words: Headings): string => {
  if (steps.length === 0) return ''
  const table = new Table({
    head: [...words.stepColumns],
    colAligns: ['right', 'left', 'left', 'right'],
    style,
  })
  for (const [index, step] of steps.entries())
    table.push([String(index + 1), wrap(step.title, 20).join('\n'), stepText(step, words), step.result])
  return table.toString()
}

/** The calculation, the rules with their articles, and what is left under each ceiling. */
const stepText = ({ text, rules, rooms }: ExplainedStep, words: Headings): string => {
  const byArticle = Map.groupBy(rules, ({ article }) => article)
  const indented = (line: string): string[] =>
    wrap(line, textColumns - 2).map((part, index) => `${index === 0 ? '· ' : '  '}${part}`)
  return [
    ...wrap(text, textColumns),
    ...[...byArticle].flatMap(([article, ofArticle]) => [
      ...ofArticle.flatMap((rule) => indented(rule.text)),
      ...wrap(words.article(article), textColumns - 2).map((part) => `  ${part}`),
    ]),
    ...rooms.flatMap(({ ceiling, left }) => wrap(words.room(ceiling, formatYuan(left)), textColumns)),
  ].join('\n')
}

/** A label at the beginning of a line. */
const beginning = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1)

const sumTable = ({ total, terms }: ExplainedSum): string => {
  const table = new Table({ colAligns: ['left', 'right'], style })
  for (const { label, amount } of [...terms, total]) table.push([beginning(label), formatYuan(amount)])
  return table.toString()
}

/** A sum on one line; terms of nothing are left out, as long as something is left. */
const sumLine = ({ total, terms }: ExplainedSum): string => {
  const counted = terms.filter(({ amount }) => amount !== 0)
  const shown = counted.length > 0 ? counted : terms.slice(0, 1)
  const sum = shown
    .map(({ label, amount }, index) => {
      const sign = amount < 0 ? '− ' : index === 0 ? '' : '+ '
      return `${sign}${label} ${formatYuan(Math.abs(amount))}`
    })
    .join(' ')
  return `${beginning(total.label)} ${formatYuan(total.amount)} = ${sum}`
}

const correctionOf = (
  { title, facts, difference, lines, steps }: ExplainedCorrection,
  words: Headings,
): string[] => [
  '',
  words.heading(title),
  ...labelled(facts),
  words.difference,
  sumTable(difference),
  ...(steps.length > 0
    ? [words.stepsSince, ...(lines.length > 0 ? [linesTable(lines, words)] : []), stepsTable(steps, words)]
    : []),
]
