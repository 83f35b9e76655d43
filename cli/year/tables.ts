import Table from 'cli-table3'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import { formatYuan } from '#shared/money/fen.ts'
import { quotient } from '#shared/money/rate.ts'
import type { ClaimTally } from './phases/claims.ts'
import type { CityResult, FundResult } from './results.ts'
import type { YearReport } from './year.ts'

const head = [
  'city',
  'insured',
  'income',
  'expenditure',
  'of budget',
  'pace',
  'balance',
  'months',
  'levy',
  'allocation',
  'warnings',
]

/** Yuan in groups of three digits. */
const yuan = (amount: number): string => formatYuan(amount).replace(/\B(?=(\d{3})+\.)/g, ',')
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** The last level raised of each indicator; a year has few. */
const warningsOf = ({ warnings }: FundResult): string => {
  const last = new Map(warnings.map(({ indicator, level }) => [indicator, level]))
  return [...last]
    .filter(([, level]) => level !== 'normal')
    .map(([indicator, level]) => `${indicator} ${level}`)
    .join(', ')
}

const cells = (name: string, result: FundResult): string[] => [
  name,
  String(result.insured),
  yuan(result.income),
  yuan(result.expenditure),
  result.budgetedExpenditure === 0
    ? ''
    : percent(quotient(result.expenditure, result.budgetedExpenditure, 4)),
  result.pace ? percent(result.pace.spent - result.pace.seasonal) : '',
  yuan(result.balance),
  result.monthsPayable === null ? '' : result.monthsPayable.toFixed(1),
  yuan(result.levy),
  yuan(result.allocation),
  warningsOf(result),
]

const added = [
  'insured',
  'income',
  'expenditure',
  'budgetedExpenditure',
  'balance',
  'levy',
  'allocation',
] as const

const total = (results: readonly FundResult[]): FundResult => ({
  ...(Object.fromEntries(
    added.map((name) => [name, results.reduce((sum, result) => sum + result[name], 0)]),
  ) as Record<(typeof added)[number], number>),
  monthsPayable: null,
  pace: null,
  warnings: [],
})

/** A scheme's funds, city by city, with the province's sum. */
export const schemeTable = (cities: readonly CityResult[], scheme: Scheme): string => {
  const table = new Table({
    head,
    colAligns: ['left', ...head.slice(1, -1).map(() => 'right' as const)],
    style: { head: [], border: [] },
  })
  const rows = cities.flatMap(({ name, schemes: funds }) => {
    const result = funds[scheme]
    return result ? [{ name, result }] : []
  })
  for (const { name, result } of rows) table.push(cells(name, result))
  table.push(cells('Anhui', total(rows.map(({ result }) => result))))
  return table.toString()
}

/** Refusals by code, most frequent first. */
export const refusalTable = ({ refusals }: ClaimTally): string => {
  const table = new Table({
    head: ['refused because', 'claims'],
    colAligns: ['left', 'right'],
    style: { head: [], border: [] },
  })
  for (const [code, count] of [...refusals].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)))
    table.push([code, String(count)])
  return table.toString()
}

/** All that a person wants to see of a year. */
export const yearTables = ({ year, cities, tally, units, took }: YearReport): string => {
  return [
    ...schemes.map(
      (scheme) =>
        `\n${scheme === 'employee' ? 'Employees' : 'Residents'} ${year}, yuan\n${schemeTable(cities, scheme)}`,
    ),
    `\n${tally.settled} claims settled, ${tally.reversed} reversed, ${tally.repeated} sent twice, ${tally.refused} refused\n${refusalTable(tally)}`,
    `\nRequest units for each settled claim, all effects: ${units.writePerClaim} write, ${units.readPerClaim} read; ${units.roundTripsPerClaim} round trips to settle one`,
    `The year took ${took.toFixed(0)} s.`,
  ].join('\n')
}
