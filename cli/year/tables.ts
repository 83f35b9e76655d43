import { cities as allCities } from '#shared/kernel/divisions.ts'
import type { Language } from '#shared/kernel/language.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import { formatYuan } from '#shared/money/fen.ts'
import { quotient } from '#shared/money/rate.ts'
import { refusalText } from '../../services/settlement/refusals.ts'
import { wrap } from '../terminal/display-width.ts'
import type { Column } from '../terminal/table.ts'
import { tableOf } from '../terminal/table.ts'
import type { NoteworthyClaims } from './noteworthy.ts'
import type { ClaimTally } from './phases/claims.ts'
import type { CityResult, FundResult, IndicatorsResult } from './results.ts'
import {
  durationWords,
  forecastWords,
  fundColumns,
  givenBackWords,
  indicatorColumns,
  indicatorTitle,
  noteworthyWords,
  province,
  refusalColumns,
  statementWords,
  tableTitle,
  tallyWords,
  unitWords,
  warningWords,
} from './words.ts'
import type { YearReport } from './year.ts'

/** For whom a year is printed. */
export type Reader = { readonly language: Language; readonly width: number }

/** Yuan in groups of three digits. */
const yuan = (amount: number): string => formatYuan(amount).replace(/\B(?=(\d{3})+\.)/g, ',')
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** The last level raised of each indicator; a year has few. */
const warningsOf = ({ warnings }: FundResult, language: Language): string => {
  const last = new Map(warnings.map(({ indicator, level }) => [indicator, level]))
  return warningWords(
    [...last].filter(([, level]) => level !== 'normal'),
    language,
  )
}

const cells = (name: string, result: FundResult, language: Language): string[] => [
  name,
  String(result.insured),
  yuan(result.income),
  yuan(result.expenditure),
  yuan(result.clearedCost),
  result.budgetedExpenditure === 0
    ? ''
    : percent(quotient(result.expenditure, result.budgetedExpenditure, 4)),
  result.pace ? percent(result.pace.spent - result.pace.seasonal) : '',
  yuan(result.balance),
  result.monthsPayable === null ? '' : result.monthsPayable.toFixed(1),
  yuan(result.levy),
  yuan(result.allocation),
  warningsOf(result, language),
]

const added = [
  'insured',
  'income',
  'expenditure',
  'clearedCost',
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

const isText = (name: string): boolean => name === 'city' || name === 'warnings'

const cityName = ({ code, name }: CityResult, language: Language): string =>
  language === 'zh' ? (allCities.find((city) => city.code === code)?.chinese ?? name) : name

/** A scheme's funds, city by city, with the province's sum. */
export const schemeTable = (
  cities: readonly CityResult[],
  scheme: Scheme,
  { language, width }: Reader,
): string => {
  const columns = Object.entries(fundColumns).map(
    ([name, head]): Column => ({ head: head[language], kind: isText(name) ? 'text' : 'figure' }),
  )
  const rows = cities.flatMap((city) => {
    const result = city.schemes[scheme]
    return result ? [{ name: cityName(city, language), result }] : []
  })
  const whole = total(rows.map(({ result }) => result))
  return tableOf(
    columns,
    [
      ...rows.map(({ name, result }) => cells(name, result, language)),
      cells(province[language], whole, language),
    ],
    width,
  )
}

const shownAs: Readonly<Record<string, (value: number) => string>> = {
  'months-payable': (value) => value.toFixed(1),
  'average-stay': (value) => value.toFixed(1),
  'average-stay-cost': yuan,
  'dependency-ratio': (value) => value.toFixed(2),
}

/** A scheme's indicators, city by city, with those of the province; what no city has, such as retired residents, has no column. */
export const indicatorTable = ({ divisions }: IndicatorsResult, { language, width }: Reader): string => {
  const isMeasured = (name: string): boolean =>
    divisions.some(({ values }) => (values[name] ?? null) !== null)
  const names = Object.entries(indicatorColumns).filter(([name]) => isMeasured(name))
  const columns: Column[] = [
    { head: fundColumns.city[language], kind: 'text' },
    ...names.map(([, head]): Column => ({ head: head[language], kind: 'figure' })),
  ]
  const nameOf = (code: string): string => {
    const city = allCities.find((each) => each.code === code)
    return city ? (language === 'zh' ? city.chinese : city.name) : province[language]
  }
  const rows = divisions.map(({ city, values }) => [
    nameOf(city),
    ...names.map(([name]) => {
      const value = values[name] ?? null
      return value === null ? '' : (shownAs[name] ?? percent)(value)
    }),
  ])
  return tableOf(columns, rows, width)
}

/** Refusals by code, most frequent first, each with its reason and one message that met it. */
export const refusalTable = ({ refusals, noteworthy }: ClaimTally, { language, width }: Reader): string => {
  if (refusals.size === 0) return ''
  const { code, reason, claims, example } = refusalColumns
  return tableOf(
    [
      { head: code[language], kind: 'text' },
      { head: reason[language], kind: 'text' },
      { head: claims[language], kind: 'figure' },
      { head: example[language], kind: 'text', least: 32 },
    ],
    [...refusals]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .map(([name, count]) => {
        const text = refusalText(name, language)
        return [name, text === name ? '' : text, String(count), noteworthy.refused.get(name) ?? '']
      }),
    width,
  )
}

/** The commands that explain what is worth it. */
export const noteworthyLines = (
  { largest, corrected, takenBack, reversed }: NoteworthyClaims,
  isGone: boolean,
  { language, width }: Reader,
): string[] => {
  const named = [
    ...(largest ? [{ id: largest.claimId, why: noteworthyWords.largest(yuan(largest.fund)) }] : []),
    ...(corrected === undefined ? [] : [{ id: corrected, why: noteworthyWords.corrected }]),
    ...(takenBack === undefined ? [] : [{ id: takenBack, why: noteworthyWords.takenBack }]),
    ...(reversed === undefined ? [] : [{ id: reversed, why: noteworthyWords.reversed }]),
  ]
  if (named.length === 0) return []
  return [
    noteworthyWords.heading[language],
    ...named.flatMap(({ id, why }) => [
      `  npm run explain -- ${id}${language === 'en' ? ' --lang en' : ''}`,
      ...wrap(`      ${why[language]}`, width),
    ]),
    ...(isGone ? wrap(noteworthyWords.again[language], width) : []),
  ]
}

/** The year's monthly statements in a line. */
const statedLine = ({ statements }: YearReport, language: Language): string => {
  const { months, tied, ...amounts } = statements
  const { issued, received, takenOff, open } = amounts
  const inYuan = {
    issued: yuan(issued),
    received: yuan(received),
    takenOff: yuan(takenOff),
    open: yuan(open),
  }
  return statementWords({ months, tied, ...inYuan }, language)
}

/** What comes after the year: what was given back of shares, and a fund's next year as it is forecast. */
const laterLines = ({ forecast, givenBack }: YearReport, language: Language): string[] => {
  const back = givenBack === 0 ? [] : [givenBackWords(yuan(givenBack), language)]
  if (!forecast) return back
  const { year, income, expenditure, balance } = forecast
  const city = allCities.find(({ code }) => code === forecast.city)
  const of = (language === 'zh' ? city?.chinese : city?.name) ?? forecast.city
  const figures = { income: yuan(income), expenditure: yuan(expenditure), balance: yuan(balance) }
  return [...back, forecastWords({ of, year, ...figures }, language)]
}

/** All that a person wants to see of a year. */
export const yearTables = (report: YearReport, reader: Reader): string => {
  const { year, cities, indicators, tally, units, took, isGone } = report
  const { language, width } = reader
  return [
    ...schemes.flatMap((scheme) => [
      '',
      tableTitle(scheme, year, language),
      schemeTable(cities, scheme, reader),
    ]),
    ...indicators.flatMap((each) => [
      '',
      indicatorTitle(each.scheme, year, language),
      indicatorTable(each, reader),
    ]),
    '',
    ...wrap(tallyWords(tally, language), width),
    ...wrap(statedLine(report, language), width),
    ...laterLines(report, language).flatMap((line) => wrap(line, width)),
    refusalTable(tally, reader),
    '',
    ...noteworthyLines(tally.noteworthy, isGone, reader),
    '',
    ...wrap(unitWords(units, language), width),
    durationWords(took, language),
  ].join('\n')
}
