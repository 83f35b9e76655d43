import type { Day, FundYear } from '#shared/calendar/day.ts'
import { addDays, firstDayOfYear, lastDayOfYear } from '#shared/calendar/day.ts'
import { sameContent } from '#shared/kernel/canonical.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { Figure } from '#shared/policy/changed-figure.ts'
import type { DatedValue, Parameter } from '#shared/policy/format.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { changeDaysOf, ownValueAt, provinceValueAt } from '#shared/policy/policy.ts'
import type { LayerKey } from '../../insured-year/rules/layers.ts'
import { layerKeys } from '../../insured-year/rules/layers.ts'
import { keyOfLayer, readLayer, shapeOfLayer, withFigure } from '../../pricing/rules/layer.ts'
import { refuse } from '../../refusals.ts'
import type { World } from './world.ts'

/** A figure of the law by its parameter and its place in it; of the province, or of one city. */
export type VariantFigure = Figure & { readonly key: string; readonly city?: string | undefined }

/** A layer that a city sets itself, tried as the province has it. */
export type Unified = { readonly key: string; readonly city: string }

/** What is tried: the law in force with other figures, and with the province's where a city has its own; and in which world. */
export type Variant = {
  readonly title: string
  readonly figures: readonly VariantFigure[]
  readonly unify?: readonly Unified[] | undefined
  readonly world?: World | undefined
}

/** The parameters a variant may change: the benefit plans, each of its layer. */
const layerParameters: ReadonlyMap<string, LayerKey> = new Map(
  schemes.flatMap((scheme) => layerKeys.map((layer) => [keyOfLayer(scheme, layer), layer] as const)),
)

/** Whether a parameter is a benefit layer, which claims are judged by again. */
export const isLayer = (key: string): boolean => layerParameters.has(key)

/** What decides whether a claim is taken at all, and of which year. An extract has only claims that were taken. */
const beforeAdjudication = ['yearOfStay', 'unlistedLine', 'unregisteredDisease', 'entitledOn']

/** Places of the values that are in force on some day of the year. */
const inForceIn = (values: readonly DatedValue[], year: FundYear): readonly number[] => {
  const [first, last] = [firstDayOfYear(year), lastDayOfYear(year)]
  const atFirst = values.findLastIndex(({ from }) => from <= first)
  return values.flatMap(({ from }, index) =>
    index === atFirst || (first < from && from <= last) ? [index] : [],
  )
}

type FigureOfLayer = VariantFigure & { readonly layer: LayerKey }

const readable = (before: unknown, value: unknown, { layer, key, at }: FigureOfLayer): Decision<unknown> => {
  const read = readLayer(layer, value, { field: `${key}${at}`, layer: key })
  if (read.status === 'refused') return read
  const was = shapeOfLayer(layer).parse(before) as Readonly<Record<string, unknown>>
  const is = read.value as Readonly<Record<string, unknown>>
  const other = beforeAdjudication.find((name) => !sameContent(was[name], is[name]))
  return other === undefined
    ? accept(value)
    : refuse('what-if.not-judged', { field: `${key}/${other}`, figures: { key: `${key}/${other}` } })
}

const changedValues = (
  values: readonly DatedValue[],
  figure: FigureOfLayer,
  year: FundYear,
): Decision<readonly DatedValue[]> => {
  const { key, at } = figure
  const places = inForceIn(values, year)
  if (places.length === 0) return refuse('what-if.not-in-force', { field: key, figures: { key, year } })
  const changed = [...values]
  for (const place of places) {
    const dated = values[place] as DatedValue
    const outcome = withFigure(dated.value, figure, `${key}${at}`)
    if (outcome.status === 'refused') return outcome
    const read = readable(dated.value, outcome.value, figure)
    if (read.status === 'refused') return read
    changed[place] = { ...dated, value: outcome.value as DatedValue['value'], tag: 'assumed' }
  }
  return accept(changed)
}

const changedParameter = (
  parameter: Parameter,
  figure: FigureOfLayer,
  year: FundYear,
): Decision<Parameter> => {
  const { city } = figure
  const own = city === undefined ? undefined : parameter.cities?.[city as never]
  const values = changedValues(own ?? parameter.values, figure, year)
  if (values.status === 'refused') return values
  return city === undefined
    ? accept({ ...parameter, values: [...values.value] })
    : accept({ ...parameter, cities: { ...parameter.cities, [city]: [...values.value] } })
}

/** A city's own values as far as they are of days before the year. */
const endedBefore = (own: readonly DatedValue[], first: Day): DatedValue[] => {
  const last = addDays(first, -1)
  return own
    .filter(({ from }) => from < first)
    .map((value) => (value.until !== undefined && value.until < last ? value : { ...value, until: last }))
}

/** Where a city takes other claims than the province would, judging the claims it took tells nothing of that. */
const takesOthers = (
  parameter: Parameter,
  { key, city, layer }: Unified & { readonly layer: LayerKey },
  days: readonly Day[],
): Decision<never> | undefined => {
  const read = (value: unknown) => shapeOfLayer(layer).parse(value) as Readonly<Record<string, unknown>>
  for (const on of days) {
    const own = ownValueAt(parameter, { on, city })
    const province = provinceValueAt(parameter, { on })
    if (!own || !province) continue
    const [was, is] = [read(own.value), read(province.value)]
    const other = beforeAdjudication.find((name) => !sameContent(was[name], is[name]))
    if (other !== undefined)
      return refuse('what-if.not-judged', { field: `${key}/${other}`, figures: { key: `${key}/${other}` } })
  }
  return undefined
}

/** A layer without a city's own values in the year; before it they stand. */
const unifiedParameter = (
  parameter: Parameter,
  unified: Unified & { readonly layer: LayerKey },
  year: FundYear,
): Decision<Parameter> => {
  const { key, city } = unified
  const [first, last] = [firstDayOfYear(year), lastDayOfYear(year)]
  const days = [first, ...changeDaysOf(parameter).filter((day) => first < day && day <= last)]
  if (!days.some((on) => ownValueAt(parameter, { on, city })))
    return refuse('what-if.no-own-figure', { field: key, figures: { key, city, year } })
  const others = takesOthers(parameter, unified, days)
  if (others) return others
  const { [city as CityCode]: own = [], ...rest } = parameter.cities ?? {}
  const before = endedBefore(own, first)
  return accept({ ...parameter, cities: before.length === 0 ? rest : { ...rest, [city]: before } })
}

/**
 * The policy as a variant has it: the law in force with its figures changed on every day of the year, read by the same
 * reader as the law. A figure of the province leaves cities that set their own as they are, unless the province's is to stand
 * for theirs, which is done first.
 */
export const policyOfVariant = (
  policy: Policy,
  { figures, unify = [] }: Variant,
  year: FundYear,
): Decision<Policy> => {
  const parameters = new Map(policy.parameters)
  for (const unified of unify) {
    const { key } = unified
    const layer = layerParameters.get(key)
    if (layer === undefined) return refuse('what-if.not-judged', { field: key, figures: { key } })
    const parameter = parameters.get(key)
    if (!parameter) return refuse('what-if.not-in-force', { field: key, figures: { key, year } })
    const alone = unifiedParameter(parameter, { ...unified, layer }, year)
    if (alone.status === 'refused') return alone
    parameters.set(key, alone.value)
  }
  for (const figure of figures) {
    const { key } = figure
    const layer = layerParameters.get(key)
    if (layer === undefined) return refuse('what-if.not-judged', { field: key, figures: { key } })
    const parameter = parameters.get(key)
    if (!parameter) return refuse('what-if.not-in-force', { field: key, figures: { key, year } })
    const changed = changedParameter(parameter, { ...figure, layer }, year)
    if (changed.status === 'refused') return changed
    parameters.set(key, changed.value)
  }
  return accept({ ...policy, parameters })
}
