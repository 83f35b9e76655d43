import type { FundYear } from '#shared/calendar/day.ts'
import { firstDayOfYear, lastDayOfYear } from '#shared/calendar/day.ts'
import { canonicalText, sameContent } from '#shared/kernel/canonical.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { schemaFault } from '#shared/kernel/schema-fault.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { DatedValue, Parameter } from '#shared/policy/format.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { layerKeys, poolKeys } from '../../insured-year/rules/layers.ts'
import { basicLayer, laterLayer } from '../../plan/rules/format.ts'
import type { Figure } from '../../pricing/rules/figure.ts'
import { changeFigure } from '../../pricing/rules/figure.ts'
import { refuse } from '../../refusals.ts'

/** A figure of the law by its parameter and its place in it; of the province, or of one city. */
export type VariantFigure = Figure & { readonly key: string; readonly city?: string | undefined }

/** What is tried: the law in force with other figures. */
export type Variant = { readonly title: string; readonly figures: readonly VariantFigure[] }

const poolParameters = new Set(
  schemes.flatMap((scheme) => poolKeys.map((pool) => `settlement.${scheme}.${pool}`)),
)
const layerParameters = new Set(
  schemes.flatMap((scheme) => layerKeys.map((layer) => `settlement.${scheme}.${layer}`)),
)

/** The parameters a variant may change: the benefit plans. */
export const variableKeys: readonly string[] = [...layerParameters]

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

type Place = { readonly key: string; readonly at: string }

const readable = (before: unknown, value: unknown, { key, at }: Place): Decision<unknown> => {
  const shape = poolParameters.has(key) ? basicLayer : laterLayer
  const parsed = shape.safeParse(value)
  if (!parsed.success) {
    const { place, reason } = schemaFault(parsed.error)
    return refuse('pricing.plan-malformed', {
      field: `${key}${at}`,
      figures: { layer: key, place, fault: reason },
    })
  }
  const was = shape.parse(before) as Readonly<Record<string, unknown>>
  const is = parsed.data as Readonly<Record<string, unknown>>
  const other = beforeAdjudication.find((name) => !sameContent(was[name], is[name]))
  return other === undefined
    ? accept(value)
    : refuse('what-if.not-judged', { field: `${key}/${other}`, figures: { key: `${key}/${other}` } })
}

const changedValues = (
  values: readonly DatedValue[],
  figure: VariantFigure,
  year: FundYear,
): Decision<readonly DatedValue[]> => {
  const { key, at } = figure
  const places = inForceIn(values, year)
  if (places.length === 0) return refuse('what-if.not-in-force', { field: key, figures: { key, year } })
  const changed = [...values]
  for (const place of places) {
    const dated = values[place] as DatedValue
    const outcome = changeFigure(dated.value, figure)
    if (!('changed' in outcome)) {
      const found = outcome.found === undefined ? 'nothing' : canonicalText(outcome.found)
      return refuse('pricing.figure-otherwise', { field: `${key}${at}`, figures: { at, found } })
    }
    const read = readable(dated.value, outcome.changed, figure)
    if (read.status === 'refused') return read
    changed[place] = { ...dated, value: outcome.changed as DatedValue['value'], tag: 'assumed' }
  }
  return accept(changed)
}

const changedParameter = (
  parameter: Parameter,
  figure: VariantFigure,
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

/**
 * The policy as a variant has it: the law in force with its figures changed on every day of the year, read by the same
 * reader as the law. A figure of the province leaves cities that set their own as they are.
 */
export const policyOfVariant = (policy: Policy, { figures }: Variant, year: FundYear): Decision<Policy> => {
  const parameters = new Map(policy.parameters)
  for (const figure of figures) {
    const { key } = figure
    if (!layerParameters.has(key)) return refuse('what-if.not-judged', { field: key, figures: { key } })
    const parameter = parameters.get(key)
    if (!parameter) return refuse('what-if.not-in-force', { field: key, figures: { key, year } })
    const changed = changedParameter(parameter, figure, year)
    if (changed.status === 'refused') return changed
    parameters.set(key, changed.value)
  }
  return accept({ ...policy, parameters })
}
