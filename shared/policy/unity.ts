import * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import { addDays, isDay } from '#shared/calendar/day.ts'
import { sameContent } from '#shared/kernel/canonical.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { cities } from '#shared/kernel/divisions.ts'
import type { DatedValue, Parameter, UnityPhase } from '#shared/policy/format.ts'
import { unityPhases } from '#shared/policy/format.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { hasValueOn, ownValueAt, provinceValueAt, tableAt, unityOf } from '#shared/policy/policy.ts'

/** How a figure of a city stands on its way to the province's. */
export const unityStates = [
  /** The day on which the city's own value ends is decided. */
  'ends',
  /** No day is decided, and the step of unity it belongs to is still to come. */
  'to-come',
  /** No day is decided, though the step it belongs to has begun. */
  'overdue',
  /** No document has a day for it. */
  'no-day',
] as const
export type UnityState = (typeof unityStates)[number]

/** A place of a value at which a city's own and the province's differ; what stands on one side only is absent on the other. */
export type DifferingPlace = { readonly at: string; readonly own?: unknown; readonly province?: unknown }

/** A figure that a city sets otherwise than the province on a day. */
export type DifferingFigure = {
  readonly key: string
  readonly title: string
  readonly zh?: string
  readonly unit: Parameter['unit']
  readonly city: CityCode
  readonly own: DatedValue
  readonly province?: DatedValue
  readonly places: readonly DifferingPlace[]
  readonly phase: UnityPhase
  /** The day on which the step of unity begins, by the province's document. */
  readonly target?: Day
  /** The last day on which the city's own value holds, where it is decided. */
  readonly until?: Day
  readonly state: UnityState
}

const day = z.string().refine(isDay, 'not a day that exists')
const phasesTable = z.partialRecord(z.enum(unityPhases), day.nullable())

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** Every place at which two values differ, by JSON pointer. */
const placesOf = (own: unknown, province: unknown, at = ''): DifferingPlace[] => {
  if (sameContent(own, province)) return []
  if (!isGroup(own) || !isGroup(province) || Array.isArray(own) !== Array.isArray(province))
    return [
      {
        at,
        ...(own === undefined ? {} : { own }),
        ...(province === undefined ? {} : { province }),
      },
    ]
  const names = [...new Set([...Object.keys(own), ...Object.keys(province)])]
  return names.flatMap((name) => placesOf(own[name], province[name], `${at}/${name}`))
}

const stateOf = (until: Day | undefined, target: Day | undefined, on: Day): UnityState => {
  if (until !== undefined) return 'ends'
  if (target === undefined) return 'no-day'
  return target <= on ? 'overdue' : 'to-come'
}

/** The last day of a city's own value: where it ends by itself, or the day before the province's holds in every city. */
const lastDayOf = (parameter: Parameter, own: DatedValue, on: Day): Day | undefined => {
  if (own.until !== undefined) return own.until
  const unity = unityOf(parameter, { on })
  return unity && addDays(unity.from, -1)
}

/** The days on which the steps of unity begin, by the province's document; none before it was known. */
const targetsOn = (policy: Policy, on: Day): Partial<Record<UnityPhase, Day | null>> =>
  hasValueOn(policy, 'unity.phases', on) ? tableAt(policy, 'unity.phases', { on }, phasesTable) : {}

const figureOf = (
  policy: Policy,
  { key, city, on }: { readonly key: string; readonly city: CityCode; readonly on: Day },
  targets: Partial<Record<UnityPhase, Day | null>>,
): DifferingFigure | undefined => {
  const parameter = policy.parameters.get(key)
  const own = parameter && ownValueAt(parameter, { on, city })
  if (!own) return undefined
  const province = provinceValueAt(parameter, { on })
  const places = placesOf(own.value, province?.value)
  if (places.length === 0) return undefined
  const { title, zh, unit, phase = 'later' } = parameter
  const target = targets[phase] ?? undefined
  const until = lastDayOf(parameter, own, on)
  return {
    ...{ key, title, unit, city, own, places, phase },
    ...(zh === undefined ? {} : { zh }),
    ...(province ? { province } : {}),
    ...(target === undefined ? {} : { target }),
    ...(until === undefined ? {} : { until }),
    state: stateOf(until, target, on),
  }
}

/**
 * What still differs on a day: every figure that a city sets otherwise than the province, city by city. A value of a city's
 * own that says what the province's says differs in nothing.
 */
export const differingFigures = (policy: Policy, on: Day, of?: string): DifferingFigure[] => {
  const targets = targetsOn(policy, on)
  const keys = [...policy.parameters.keys()].sort()
  return cities
    .filter(({ code }) => of === undefined || code === of)
    .flatMap(({ code: city }) => keys.flatMap((key) => figureOf(policy, { key, city, on }, targets) ?? []))
}

/** The policy as it would be had a city none of these figures of its own. */
export const policyUnified = (policy: Policy, city: string, keys: readonly string[]): Policy => {
  const parameters = new Map(policy.parameters)
  for (const key of keys) {
    const parameter = parameters.get(key)
    if (!parameter) continue
    const { [city as CityCode]: _, ...others } = parameter.cities ?? {}
    parameters.set(key, { ...parameter, cities: others })
  }
  return { ...policy, parameters }
}
