import type * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import { must, TongchouError } from '#shared/kernel/errors.ts'
import { misspelling, unknownKeys } from '#shared/kernel/schema-fault.ts'
import type { Fen } from '#shared/money/fen.ts'
import { parseYuan } from '#shared/money/fen.ts'
import type { DatedValue, Parameter, PolicyDocument } from '#shared/policy/format.ts'
import { policyDocument } from '#shared/policy/format.ts'

/** All dated parameters in force, as one lookup; `version` names the exact data, for the record of a settlement. */
export type Policy = {
  readonly version: string
  readonly parameters: ReadonlyMap<string, Parameter>
}

/**
 * Which value is meant: the day it applies to, the city, and as of which day of knowledge (all, when absent). The
 * province's code asks for what holds where no city set anything of its own.
 */
export type PolicyMoment = { readonly on: Day; readonly city?: string; readonly knownBy?: Day }

/**
 * Puts policy files together.
 * @throws TongchouError `policy.malformed` naming the place, `policy.said-twice` for a key in two files
 */
export const assemblePolicy = (version: string, documents: readonly unknown[]): Policy => {
  const parameters = new Map<string, Parameter>()
  for (const document of documents) {
    for (const [key, parameter] of Object.entries(readDocument(document).parameters)) {
      must(!parameters.has(key), 'policy.said-twice', `parameter ${key} stands in two policy files`, { key })
      parameters.set(key, parameter)
    }
  }
  return { version, parameters }
}

const placeIn = (whole: string, place: string): string => (place === '' ? whole : `${whole} at ${place}`)

const readDocument = (document: unknown): PolicyDocument => {
  const parsed = policyDocument.safeParse(document, { error: unknownKeys })
  if (parsed.success) return parsed.data
  const { place, reason } = misspelling(parsed.error)
  throw new TongchouError('policy.malformed', `${placeIn('policy', place)}: ${reason}`, { place })
}

/**
 * The value in force: the latest `from` not after the day, among what was known; a city's own values go before the province's
 * until they end, or the province's hold in every city.
 * @throws TongchouError `policy.missing` when no value covers the day; there are no defaults. `policy.city-needed` when cities
 *   may set the figure and none is named: the province's value would then hold for a city that sets another
 */
export const valueAt = (policy: Policy, key: string, moment: PolicyMoment): DatedValue => {
  const parameter = policy.parameters.get(key)
  must(
    moment.city !== undefined || parameter === undefined || !mayDiffer(parameter),
    'policy.city-needed',
    `${key} may differ by city, and none is named`,
    { key },
  )
  const value = (parameter && ownValueAt(parameter, moment)) ?? latest(parameter?.values, moment)
  if (value) return value
  throw new TongchouError('policy.missing', `no value of ${key} on ${moment.on}`, {
    key,
    on: moment.on,
    city: moment.city ?? null,
  })
}

/** Whether cities may set a figure: with a step of unity, whether or not one does today; else where one did. */
const mayDiffer = ({ cities, phase }: Parameter): boolean => phase !== undefined || cities !== undefined

const latest = (values: readonly DatedValue[] | undefined, moment: PolicyMoment): DatedValue | undefined =>
  values?.findLast((value) => value.from <= moment.on && wasKnown(value, moment))

const wasKnown = ({ known }: { readonly known: string }, { knownBy }: PolicyMoment): boolean =>
  knownBy === undefined || known <= knownBy

/** The day from which the province's value holds in every city, as it was decided last; undefined while none is decided. */
export const unityOf = ({ unity }: Parameter, moment: PolicyMoment) =>
  unity?.findLast((decided) => wasKnown(decided, moment))

/** The value a city has of its own on a day; undefined where the province's holds there. */
export const ownValueAt = (parameter: Parameter, moment: PolicyMoment): DatedValue | undefined => {
  const { city, on } = moment
  const own = city === undefined ? undefined : parameter.cities?.[city as never]
  const value = latest(own, moment)
  if (value === undefined || (value.until !== undefined && value.until < on)) return undefined
  const unity = unityOf(parameter, moment)
  return unity !== undefined && unity.from <= on ? undefined : value
}

/** Every day from which a figure may be another somewhere: where values begin or have ended, and where the province's hold. */
export const changeDaysOf = ({ values, cities = {}, unity = [] }: Parameter): Day[] => {
  const all = [values, ...Object.values(cities)].flat()
  return [
    ...[...all, ...unity].map(({ from }) => from),
    ...all.flatMap(({ until }) => (until === undefined ? [] : [addDays(until, 1)])),
  ]
}

/** The province's value on a day, whatever cities set. */
export const provinceValueAt = ({ values }: Parameter, moment: PolicyMoment): DatedValue | undefined =>
  latest(values, moment)

/** Whether a parameter of the province is in force on a day: before its first value it has none. */
export const hasValueOn = (policy: Policy, key: string, on: Day): boolean =>
  policy.parameters.get(key)?.values.some(({ from }) => from <= on) ?? false

const unitOf = (policy: Policy, key: string, unit: Parameter['unit']): void => {
  const parameter = policy.parameters.get(key)
  must(
    parameter === undefined || parameter.unit === unit,
    'policy.wrong-unit',
    `${key} is in ${parameter?.unit}, asked for in ${unit}`,
    { key },
  )
}

/** A ratio as an exact decimal string, e.g. `0.02`. */
export const ratioAt = (policy: Policy, key: string, moment: PolicyMoment): string => {
  unitOf(policy, key, 'ratio')
  return String(valueAt(policy, key, moment).value)
}

/** An amount, written in yuan in the policy file, in fen. */
export const amountAt = (policy: Policy, key: string, moment: PolicyMoment): Fen => {
  unitOf(policy, key, 'yuan')
  const { value } = valueAt(policy, key, moment)
  const amount = parseYuan(String(value))
  must(amount !== undefined, 'policy.malformed', `${key} is not an amount in yuan: ${value}`, { key })
  return amount
}

/** A whole number of months, days, years or items. */
export const numberAt = (policy: Policy, key: string, moment: PolicyMoment): number => {
  const value = Number(valueAt(policy, key, moment).value)
  must(Number.isSafeInteger(value), 'policy.malformed', `${key} is not a whole number: ${value}`, { key })
  return value
}

/** What was read of a value, by the schema it was read by: a value never changes, and is asked for at every claim. */
const readings = new WeakMap<DatedValue, WeakMap<z.ZodType, unknown>>()

/**
 * A structured value (a band table, a split, a benefit plan), read by the schema of the code that applies it. It is
 * read once for each schema, so its readers must not change it.
 * @throws TongchouError `policy.malformed` when it does not match
 */
export const tableAt = <Shape extends z.ZodType>(
  policy: Policy,
  key: string,
  moment: PolicyMoment,
  shape: Shape,
): z.output<Shape> => {
  const dated = valueAt(policy, key, moment)
  const read = readings.get(dated) ?? new WeakMap<z.ZodType, unknown>()
  if (read.has(shape)) return read.get(shape) as z.output<Shape>
  const parsed = shape.safeParse(dated.value, { error: unknownKeys })
  if (parsed.success) {
    readings.set(dated, read.set(shape, parsed.data))
    return parsed.data
  }
  const { place, reason } = misspelling(parsed.error)
  throw new TongchouError('policy.malformed', `${placeIn(key, place)}: ${reason}`, { key })
}
