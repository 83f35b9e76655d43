import type { Day, Month } from '#shared/calendar/day.ts'
import { addDays, addMonths, daysBetween, firstDayOf, lastDayOf, monthOf } from '#shared/calendar/day.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { Exact } from '#shared/money/rate.ts'
import type { DatedValue } from '#shared/policy/format.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { changeDaysOf, hasValueOn, ownValueAt, provinceValueAt, valueAt } from '#shared/policy/policy.ts'
import type { BudgetLine } from '../../ledger/rules/chart.ts'
import { figureOfLine } from '../../ledger/rules/figure-lines.ts'

/** A decided change that moves a line from a day on, and what it is decided by. */
export type Step = {
  readonly line: BudgetLine
  readonly kind: 'figure' | 'pricing'
  /** The figure's key, or the pricing's id. */
  readonly by: string
  readonly title: string
  readonly from: Day
  readonly before: string
  readonly after: string
  /** What the line's months are multiplied by from that day on. */
  readonly factor: string
  /** The article; of a pricing its year and how many claims were judged again. */
  readonly cites: string
}

type Moment = { readonly scheme: Scheme; readonly city: string; readonly policy: Policy }

const numberOf = ({ value }: DatedValue): number => Number(value)

/** The value on a day as it was known by another; as it is known now, where nothing was known by then. */
const valueOn = (key: string, on: Day, knownBy: Day, { city, policy }: Moment): number => {
  const parameter = policy.parameters.get(key)
  const moment = { on, city, knownBy }
  const known = parameter && (ownValueAt(parameter, moment) ?? provinceValueAt(parameter, moment))
  return numberOf(known ?? valueAt(policy, key, { on, city }))
}

/** What a figure comes to in a month, by the days on which each value holds. */
const inMonth = (key: string, month: Month, knownBy: Day, moment: Moment): number => {
  const [first, last] = [firstDayOf(month), lastDayOf(month)]
  const [begins, ends] = [valueOn(key, first, knownBy, moment), valueOn(key, last, knownBy, moment)]
  if (begins === ends) return begins
  const parameter = moment.policy.parameters.get(key)
  const from = (parameter ? changeDaysOf(parameter) : []).find((on) => on > first && on <= last) ?? last
  const [before, after] = [daysBetween(first, from), daysBetween(from, last) + 1]
  return (begins * before + ends * after) / (before + after)
}

/** The days on which values of a figure were published, in order. */
const publishedOn = (key: string, { city, policy }: Moment): Day[] => {
  const parameter = policy.parameters.get(key)
  const own = (parameter?.cities?.[city as never] ?? []) as readonly DatedValue[]
  return [...(parameter?.values ?? []), ...own].map(({ known }) => known as Day).sort()
}

/** A history's first month, how many it has, and the day on which its months ahead are forecast. */
type Told = { readonly from: Month; readonly months: number; readonly today: Day }

/**
 * The figure that a line follows, month by month of its history and beyond, as it was known when a forecast was made: what
 * was published since of months before was in nobody's books by then either.
 * Undefined for a line that follows none, and where the law says nothing of the history's first month.
 */
export const figureOf = (
  line: BudgetLine,
  { from, months, today }: Told,
  moment: Moment,
): ((month: number, origin: number) => number) | undefined => {
  const key = figureOfLine(line, moment.scheme)
  if (key === undefined || !hasValueOn(moment.policy, key, firstDayOf(from))) return undefined
  const published = publishedOn(key, moment)
  const kept = new Map<string, number>()
  return (month, origin) => {
    const asOf = origin >= months ? today : lastDayOf(addMonths(from, origin - 1))
    // What was known then is what was known when the last value before was published.
    const knownBy = published.findLast((day) => day <= asOf) ?? asOf
    const name = `${month}/${knownBy}`
    const found = kept.get(name) ?? inMonth(key, addMonths(from, month), knownBy, moment)
    kept.set(name, found)
    return found
  }
}

/** The figures that lines follow and that become others in the months ahead, as they are known on a day. */
export const figureSteps = (
  lines: readonly BudgetLine[],
  { first, last, today }: { readonly first: Month; readonly last: Month; readonly today: Day },
  { scheme, city, policy }: Moment,
): Step[] =>
  lines.flatMap((line): Step[] => {
    const key = figureOfLine(line, scheme)
    const parameter = key === undefined ? undefined : policy.parameters.get(key)
    if (key === undefined || parameter === undefined) return []
    const days = [...new Set(changeDaysOf(parameter))]
      .filter(
        (day) => monthOf(day) >= first && monthOf(day) <= last && hasValueOn(policy, key, addDays(day, -1)),
      )
      .sort()
    return days.flatMap((from): Step[] => {
      const was = valueAt(policy, key, { on: addDays(from, -1), city, knownBy: today })
      const becomes = valueAt(policy, key, { on: from, city, knownBy: today })
      if (numberOf(was) === numberOf(becomes)) return []
      const factor = new Exact(numberOf(becomes)).div(numberOf(was)).toDecimalPlaces(6).toString()
      const values = { before: String(was.value), after: String(becomes.value), factor }
      return [
        {
          line,
          kind: 'figure',
          by: key,
          title: parameter.zh ?? parameter.title,
          from,
          ...values,
          cites: becomes.cites,
        },
      ]
    })
  })

/** A figure of benefits that becomes another in the months ahead and that no pricing says the cost of. */
export type Unpriced = {
  readonly figure: string
  readonly title: string
  readonly from: Day
  readonly cites: string
}

/** The line that a layer of benefits is paid on, where it is one. */
const lineOfLayer: Readonly<Record<string, BudgetLine>> = {
  inpatient: 'inpatient',
  outpatient: 'outpatient',
  chronic: 'chronic-special',
}

/**
 * Whether a pricing says what a figure costs from a day on: one of that day and of the figure's line. Of a layer that is paid
 * on several lines it may be any.
 */
const isPriced = (figure: string, from: Day, priced: readonly Pick<Step, 'from' | 'line'>[]): boolean => {
  const line = lineOfLayer[figure.split('.').at(-1) ?? '']
  return priced.some((step) => step.from === from && (line === undefined || step.line === line))
}

/** Benefits do not follow a figure in proportion: what of them changes ahead has to be priced, or is told as not counted. */
export const unpricedIn = (
  priced: readonly Pick<Step, 'from' | 'line'>[],
  { first, last, today }: { readonly first: Month; readonly last: Month; readonly today: Day },
  { scheme, city, policy }: Moment,
): Unpriced[] =>
  [...policy.parameters]
    .filter(([key]) => key.startsWith(`settlement.${scheme}.`))
    .flatMap(([figure, parameter]): Unpriced[] => {
      const own = [...parameter.values, ...(parameter.cities?.[city as never] ?? [])] as readonly DatedValue[]
      return own
        .filter(({ from, known }) => monthOf(from) >= first && monthOf(from) <= last && known <= today)
        .filter(
          ({ from }) => hasValueOn(policy, figure, addDays(from, -1)) && !isPriced(figure, from, priced),
        )
        .map(({ from, cites }) => ({ figure, title: parameter.zh ?? parameter.title, from, cites }))
    })

/** What a month is multiplied by where steps hold in it, or from a day of it on. */
export const factorIn = (month: Month, steps: readonly Pick<Step, 'from' | 'factor'>[]): number =>
  steps.reduce((product, { from, factor }) => {
    const [first, last] = [firstDayOf(month), lastDayOf(month)]
    if (from > last) return product
    const days = daysBetween(first, last) + 1
    const share = from <= first ? 1 : (daysBetween(from, last) + 1) / days
    return product * (1 + (Number(factor) - 1) * share)
  }, 1)
