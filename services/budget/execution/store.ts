import type * as z from 'zod'
import type { Day } from '#shared/calendar/day.ts'
import type { warningRaised } from '#shared/contracts/budget.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { evaluationKey, raisedPrefix, warningKey, warningLevelKey, warningsPartition } from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { Indicator, Signal } from './rules/evaluate.ts'
import { indicators } from './rules/evaluate.ts'
import type { WarningLevel } from './rules/thresholds.ts'

type Warning = z.output<typeof warningRaised.data>

/** Figures may be fractions, which the table does not hold as numbers: they are kept as text. */
type FiguresAsText = { readonly figures: Readonly<Record<string, string>> }
type KeptSignal = Omit<Signal, 'figures'> & FiguresAsText

const asText = ({ figures, ...signal }: Signal): KeptSignal => ({
  ...signal,
  figures: Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, String(figure)])),
})
const asNumbers = ({ figures }: FiguresAsText): Signal['figures'] =>
  Object.fromEntries(Object.entries(figures).map(([name, text]) => [name, Number(text)]))

const warnings = defineRecord<Omit<Warning, 'figures'> & FiguresAsText>({
  kind: 'warning-raised',
  key: warningKey,
})

const levels = defineRecord<
  Fund & { readonly indicator: Indicator; readonly level: WarningLevel; readonly version: number },
  Fund & { readonly indicator: Indicator }
>({ kind: 'warning-level', key: (of) => warningLevelKey(of, of.indicator) })

/** What a command found, so that its repeat is told the same. */
type Evaluation = { readonly signals: readonly KeptSignal[]; readonly raised: readonly Indicator[] }
const evaluations = defineRecord<Evaluation, { readonly city: string; readonly commandId: string }>({
  kind: 'warning-evaluation',
  key: evaluationKey,
})

export const toWarning = (item: Stored): Warning => {
  const kept = warnings.from(item)
  const { warningId, city, scheme, indicator, level, on, article } = kept
  return { warningId, city, scheme, indicator, level, on, article, figures: asNumbers(kept) }
}

type RaisedLevels = Readonly<
  Partial<Record<Indicator, { readonly level: WarningLevel; readonly version: number }>>
>

/** The level last raised for each indicator of a fund. */
export const readLevels = async (store: Store, fund: Fund): Promise<RaisedLevels> => {
  const found = await levels.readMany(
    store,
    indicators.map((indicator) => ({ ...fund, indicator })),
  )
  return Object.fromEntries(
    found.flatMap((each) => (each ? [[each.indicator, { level: each.level, version: each.version }]] : [])),
  )
}

const raiseWrites = (fund: Fund, on: Day, signal: Signal, version: number): Write[] => {
  const { indicator, level } = signal
  const warningId = stableId('W-', fund.city, fund.scheme, indicator, version)
  return [
    levels.replace({ ...fund, indicator, level, version }, version),
    warnings.create({ warningId, ...fund, ...asText(signal), on }),
  ]
}

/** What an evaluation found, and what of it had changed and was raised. */
export type EvaluationOutcome = { readonly signals: readonly Signal[]; readonly raised: readonly Signal[] }

/** What a command found when it was given before; undefined for a new one. */
export const readEvaluation = async (
  store: Store,
  { city }: Fund,
  commandId: string,
): Promise<EvaluationOutcome | undefined> => {
  const found = await evaluations.read(store, { city, commandId })
  if (!found) return undefined
  const signals = found.signals.map(({ indicator, level, article, figures }) => ({
    ...{ indicator, level, article },
    figures: asNumbers({ figures }),
  }))
  return { signals, raised: signals.filter(({ indicator }) => found.raised.includes(indicator)) }
}

/** Records what a command found and raises what changed; false when another evaluation raised one of them meanwhile. */
export const recordEvaluation = async (
  store: Store,
  { fund, on, commandId }: { readonly fund: Fund; readonly on: Day; readonly commandId: string },
  { signals, raised }: EvaluationOutcome,
  before: RaisedLevels,
): Promise<boolean> => {
  const evaluation = evaluations.create({
    city: fund.city,
    commandId,
    signals: signals.map(asText),
    raised: raised.map(({ indicator }) => indicator),
  })
  const writes = raised.flatMap((signal) =>
    raiseWrites(fund, on, signal, before[signal.indicator]?.version ?? 0),
  )
  return (await store.write([evaluation, ...writes])).status === 'written'
}

/** The latest warnings of a city. */
export const pageWarnings = async (
  store: Store,
  city: string,
  page: { readonly limit: number; readonly cursor?: string },
) => {
  const { items, cursor } = await store.page({
    pk: warningsPartition(city),
    prefix: raisedPrefix,
    newestFirst: true,
    ...page,
  })
  return { warnings: items.map(toWarning), ...(cursor === undefined ? {} : { cursor }) }
}
