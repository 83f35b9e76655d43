import type * as z from 'zod'
import type { Day, FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear, lastDayOfYear } from '#shared/calendar/day.ts'
import { canonicalText } from '#shared/kernel/canonical.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'
import type { Figure } from '#shared/policy/changed-figure.ts'
import { changeFigure } from '#shared/policy/changed-figure.ts'
import type { DatedValue, Parameter } from '#shared/policy/format.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { changeDaysOf, valueAt } from '#shared/policy/policy.ts'
import { refuse } from '../../refusals.ts'

/** A figure of the law: its parameter, its place in it, what stands there and what is tried instead. */
export type LawFigure = Figure & { readonly key: string }

/** Parameters that may be tried, each with how it is read; and what of a changed one was decided on before the year's end. */
export type Triable = {
  readonly readers: Readonly<Record<string, z.ZodType>>
  /** The name of what the change would have decided earlier, where it would. */
  readonly decidedBefore?: (key: string, was: unknown, is: unknown) => string | undefined
}

/** Whose law it is, in which year. */
export type OfCityYear = { readonly city: string; readonly year: FundYear }

const changedValue = (
  dated: DatedValue,
  figure: LawFigure,
  { readers, decidedBefore }: Triable,
): Decision<DatedValue> => {
  const { key, at } = figure
  const field = `${key}${at}`
  const outcome = changeFigure(dated.value, figure)
  if (!('changed' in outcome)) {
    const found = outcome.found === undefined ? 'nothing' : canonicalText(outcome.found)
    return refuse('tried-law.figure-otherwise', { field, figures: { at: field, found } })
  }
  const read = readers[key]?.safeParse(outcome.changed)
  if (read?.success !== true) {
    const { place, reason } = read ? schemaFault(read.error) : { place: '', reason: '' }
    return refuse('tried-law.malformed', { field, figures: { key, place, fault: reason } })
  }
  const other = decidedBefore?.(key, dated.value, outcome.changed)
  if (other !== undefined)
    return refuse('tried-law.not-judged', { field: `${key}/${other}`, figures: { key: `${key}/${other}` } })
  return accept({ ...dated, value: outcome.changed as DatedValue['value'], tag: 'assumed' })
}

const replaced = (parameter: Parameter, city: string, was: DatedValue, is: DatedValue): Parameter => {
  const put = (values: readonly DatedValue[]): DatedValue[] =>
    values.map((each) => (each === was ? is : each))
  const own = parameter.cities?.[city as never] as readonly DatedValue[] | undefined
  return own?.includes(was)
    ? { ...parameter, cities: { ...parameter.cities, [city]: put(own) } }
    : { ...parameter, values: put(parameter.values) }
}

/** Days of a year on which a parameter may have another value, none before its first one. */
const daysIn = (parameter: Parameter, year: FundYear): Day[] => {
  const [first, last] = [firstDayOfYear(year), lastDayOfYear(year)]
  const begins = parameter.values[0]?.from ?? last
  return [first, ...changeDaysOf(parameter).filter((day) => first < day && day <= last)].filter(
    (day) => day >= begins,
  )
}

const withFigure = (
  policy: Policy,
  figure: LawFigure,
  { city, year }: OfCityYear,
  triable: Triable,
): Decision<Policy> => {
  const { key } = figure
  const parameter = Object.hasOwn(triable.readers, key) ? policy.parameters.get(key) : undefined
  const days = parameter ? daysIn(parameter, year) : []
  if (parameter === undefined || days.length === 0)
    return refuse('tried-law.not-judged', { field: key, figures: { key } })
  const inForce = new Set(days.map((on) => valueAt(policy, key, { on, city })))
  let changed = parameter
  for (const dated of inForce) {
    const value = changedValue(dated, figure, triable)
    if (value.status === 'refused') return value
    changed = replaced(changed, city, dated, value.value)
  }
  return accept({ ...policy, parameters: new Map(policy.parameters).set(key, changed) })
}

/**
 * The law with other figures in every value that is in force for a city on some day of the year, read by the same readers as the
 * law: shares that do not sum, bands that overlap, a floor above its ceiling are refused.
 */
export const withFigures = (
  policy: Policy,
  figures: readonly LawFigure[],
  of: OfCityYear,
  triable: Triable,
): Decision<Policy> => {
  let tried = policy
  for (const figure of figures) {
    const changed = withFigure(tried, figure, of, triable)
    if (changed.status === 'refused') return changed
    tried = changed.value
  }
  return accept(tried)
}
