import type { Language } from '#shared/kernel/language.ts'
import { formatYuan } from '#shared/money/fen.ts'
import type { FundOutcome } from '../../services/budget/what-if/rules/try-fund.ts'
import { sumOutcomes } from '../../services/budget/what-if/rules/try-fund.ts'
import { tableOf } from '../terminal/table.ts'
import type { Reader } from './effect-tables.ts'
import type { FundBasis, TriedFund } from './try-funds.ts'
import { fundFigureNames, groupName, layout } from './words.ts'

const shownFigures = [
  'income',
  'expenditure',
  'current',
  'balance',
  'monthsPayable',
  'levy',
  'gap',
  'own',
  'fromFund',
  'local',
] as const

const shown = (outcome: FundOutcome, name: (typeof shownFigures)[number]): string => {
  if (name !== 'monthsPayable') return formatYuan(outcome[name])
  return outcome.monthsPayable === null ? '—' : String(outcome.monthsPayable)
}

const nameOf = ({ city, scheme }: TriedFund['fund'], language: Language): string =>
  `${groupName('city', city, language)} · ${groupName('scheme', scheme, language)}`

const tableOfFund = (
  name: string,
  outcomes: readonly FundOutcome[],
  titles: readonly string[],
  { language, width }: Reader,
): string =>
  tableOf(
    [
      { head: name, kind: 'text', least: 12 },
      ...[layout[language].inForce, ...titles].map((head) => ({ head, kind: 'figure' as const })),
    ],
    shownFigures.map((figure) => [
      fundFigureNames[figure][language],
      ...outcomes.map((outcome) => shown(outcome, figure)),
    ]),
    width,
  )

/** What variants make of the funds: all together, then each, under the law in force and under each variant. */
export const fundTables = (
  tried: readonly TriedFund[],
  { titles, basis }: { readonly titles: readonly string[]; readonly basis: FundBasis },
  reader: Reader,
): string => {
  const words = layout[reader.language]
  if (tried.length === 0) return words.noFunds
  const all = [
    sumOutcomes(tried.map(({ inForce }) => inForce)),
    ...titles.map((_, index) => sumOutcomes(tried.flatMap(({ variants }) => variants[index] ?? []))),
  ]
  return [
    words.funds[basis],
    tableOfFund(words.all, all, titles, reader),
    ...tried.map(({ fund, inForce, variants }) =>
      tableOfFund(nameOf(fund, reader.language), [inForce, ...variants], titles, reader),
    ),
  ].join('\n')
}
