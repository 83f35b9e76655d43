import { Option } from 'commander'
import { isDay } from '#shared/calendar/day.ts'
import { provinceCode } from '#shared/kernel/divisions.ts'
import { provenanceTags } from '#shared/policy/format.ts'
import { differingFigures } from '#shared/policy/unity.ts'
import { incomeTies } from '../../services/settlement/plan/rules/income-ties.ts'
import { planBook } from '../../services/settlement/plan/rules/plan-book.ts'
import { provincePolicy } from '../province-policy.ts'
import { carryOut, defineCommand } from '../terminal/command.ts'
import { tableOf } from '../terminal/table.ts'
import { terminalWidth } from '../terminal/terminal-width.ts'
import { triedBy } from '../what-if/whose-figure.ts'
import type { Asked, Figure } from './figures.ts'
import { cityNamed, countByTag, figuresOf, placeOf } from './figures.ts'
import { readersInSource } from './readers.ts'
import { tiesTable } from './ties.ts'
import { unityTable } from './unity.ts'

type Options = Asked & {
  readonly json: boolean
  readonly readers: boolean
  readonly whatIf: boolean
  readonly tied?: number
  readonly unity?: string
}

const command = defineCommand(
  'policy',
  'Lists the dated figures of the law: each value with how sure it is, its source, and what reads it.',
  [
    ['npm run policy', 'every figure, and how many have each tag'],
    ['npm run policy -- --tag assumed', 'what no document gives that was read'],
    ['npm run policy -- --city 340200 --key settlement.', 'what Wuhu pays by: its own and the province’s'],
    ['npm run policy -- --unity 2026-01-01', 'what cities still set otherwise than the province on that day'],
    ['npm run policy -- --tied 2025 --city 340100', 'benefits and contribution if they followed income'],
    ['npm run policy -- --readers', 'with the source files that read each figure'],
    ['npm run policy -- --what-if', 'which what-if tries each figure, or why none does'],
  ],
)
  .addOption(new Option('--tag <tag>', 'only values with this tag').choices([...provenanceTags]))
  .option('--city <code>', 'only the province’s values and those of this city')
  .option('--key <start>', 'only parameters whose key begins so')
  .option('--tied <year>', 'what wages and income would make of benefits and the contribution', Number)
  .option('--readers', 'name the source files that read each parameter', false)
  .option('--unity <day>', 'what cities still set otherwise than the province on a day')
  .option('--what-if', 'which what-if tries each parameter, or why none does', false)
  .option('--json', 'print one object for machines', false)
  .parse()
const { json, readers, whatIf, tied, unity, ...asked } = command.opts<Options>()

const shown = ({ value, unit }: Figure): string =>
  typeof value === 'object' ? `a ${unit}` : `${value} ${unit}`

const tagOf = ({ tag, borrowedFrom }: Figure): string =>
  borrowedFrom === undefined ? tag : `${tag}, of ${cityNamed(borrowedFrom)}`

const printed = (figures: readonly Figure[]): string =>
  tableOf(
    [
      { head: 'parameter', kind: 'text', least: 30 },
      { head: 'of', kind: 'text' },
      { head: 'from', kind: 'text' },
      { head: 'value', kind: 'figure' },
      { head: 'tag', kind: 'text' },
      { head: 'source', kind: 'text', least: 24 },
      ...(readers ? [{ head: 'read by', kind: 'text' as const, least: 30 }] : []),
    ],
    figures.map((each) => [
      ...[each.key, placeOf(each), each.from, shown(each), tagOf(each), each.cites],
      ...(readers ? [each.readBy.join(' ')] : []),
    ]),
    terminalWidth(),
  )

/** Benefits and the contribution beside what wages and income would make of them, in a city and year. */
const showTied = (year: number): number => {
  const policy = provincePolicy()
  const ties = incomeTies(policy, planBook(policy), { city: asked.city ?? provinceCode, year })
  if (json) console.log(JSON.stringify({ year, ties }))
  else console.log(tiesTable(ties))
  return 0
}

/** Which what-if tries each parameter, or why none does. */
const showTrials = (): number => {
  const keys = [...provincePolicy().parameters.keys()].filter((key) => key.startsWith(asked.key ?? '')).sort()
  const trials = keys.map((key) => ({ key, ...triedBy(key) }))
  if (json) console.log(JSON.stringify(trials))
  else
    console.log(
      tableOf(
        [
          { head: 'parameter', kind: 'text', least: 30 },
          { head: 'tried by', kind: 'text' },
          { head: 'why not', kind: 'text', least: 40 },
        ],
        trials.map((each) => [each.key, each.by, each.by === 'nobody' ? each.reason.en : '']),
        terminalWidth(),
      ),
    )
  return 0
}

await carryOut(() => {
  if (unity !== undefined) {
    if (!isDay(unity)) return command.error(`error: ${unity} is no day, YYYY-MM-DD`)
    const differing = differingFigures(provincePolicy(), unity, asked.city)
    console.log(json ? JSON.stringify(differing) : unityTable(differing, terminalWidth()))
    return 0
  }
  if (tied !== undefined) return showTied(tied)
  if (whatIf) return showTrials()
  const figures = figuresOf(provincePolicy(), readersInSource(), asked)
  const counts = countByTag(figures)
  if (json) console.log(JSON.stringify({ figures, byTag: Object.fromEntries(counts) }))
  else console.log(`${printed(figures)}\n${counts.map(([tag, count]) => `${tag} ${count}`).join(', ')}`)
  return 0
})
