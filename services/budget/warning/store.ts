import type { Day } from '#shared/calendar/day.ts'
import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { FiguresAsText } from '../execution/raised-log.ts'
import { asNumbers, asText, raisedWarnings } from '../execution/raised-log.ts'
import {
  closedWarningKey,
  closedWarningPrefix,
  evaluationKey,
  warningCaseKey,
  warningCasePrefix,
  warningLevelKey,
  warningsPartition,
  warningWatchKey,
} from '../keys.ts'
import type { Fund } from '../ledger/rules/fund.ts'
import type { JudgedIndicator, Signal } from './rules/evaluate.ts'
import { judgedIndicators } from './rules/evaluate.ts'
import type { WarningLevel } from './rules/thresholds.ts'
import type { WarningCase } from './rules/warning-case.ts'
import { isOpen } from './rules/warning-case.ts'

type KeptSignal = Omit<Signal, 'figures'> & FiguresAsText

type KeptLevel = Fund & {
  readonly indicator: JudgedIndicator
  readonly level: WarningLevel
  readonly version: number
  /** The warning that it belongs to; absent on what was raised before warnings had to be answered. */
  readonly warningId?: string
}
export const warningLevelRecords = defineRecord<KeptLevel, Fund & { readonly indicator: JudgedIndicator }>({
  kind: 'warning-level',
  key: (of) => warningLevelKey(of, of.indicator),
})

/** What a command found, so that its repeat is told the same. */
type Evaluation = { readonly signals: readonly KeptSignal[]; readonly raised: readonly JudgedIndicator[] }
const evaluations = defineRecord<Evaluation, { readonly city: string; readonly commandId: string }>({
  kind: 'warning-evaluation',
  key: evaluationKey,
})

type Kept<Told extends { readonly figures: Readonly<Record<string, number>> }> = Omit<Told, 'figures'> &
  FiguresAsText
type KeptCase = Omit<WarningCase, 'judgements' | 'closed'> & {
  readonly judgements: readonly Kept<WarningCase['judgements'][number]>[]
  readonly closed?: Kept<NonNullable<WarningCase['closed']>>
  readonly version: number
  /** The command that changed it last, so that its repeat changes nothing. */
  readonly commandId?: string
}

/** The warning of each cause, as it is now. */
export const warningCases = defineRecord<KeptCase, Fund & { readonly indicator: JudgedIndicator }>({
  kind: 'warning',
  key: (of) => warningCaseKey(of, of.indicator),
})

/** Warnings that were closed, as they were then. */
const closedWarnings = defineRecord<KeptCase>({
  kind: 'warning-closed',
  key: ({ city, closed, warningId }) => closedWarningKey({ city, on: closed?.on ?? '', warningId }),
})

/** The last day on which a fund's warnings were looked at: by then every call that was due is made. */
export type WarningWatch = Fund & { readonly lookedOn: Day; readonly version: number }
export const warningWatches = defineRecord<WarningWatch, Fund>({
  kind: 'warning-watch',
  key: warningWatchKey,
})

const toKept = ({ judgements, closed, ...rest }: WarningCase, version: number): KeptCase => ({
  ...rest,
  judgements: judgements.map(asText),
  ...(closed ? { closed: asText(closed) } : {}),
  version,
})

/** A warning out of its item. */
export const toCase = (item: Stored): WarningCase => fromKept(warningCases.from(item))

const fromKept = (kept: KeptCase): WarningCase => {
  const { warningId, city, scheme, indicator, article, status, level, gravest, since, due } = kept
  const { latest, judgements, answers, steps, calls, closed } = kept
  return {
    ...{ warningId, city, scheme, indicator, article, status, level, gravest, since, due },
    ...(latest === undefined ? {} : { latest }),
    judgements: judgements.map(({ figures, ...each }) => ({ ...each, figures: asNumbers({ figures }) })),
    ...{ answers, steps, calls },
    ...(closed ? { closed: { ...closed, figures: asNumbers(closed) } } : {}),
  }
}

/** The warning of a cause and the version it stands at; 0: there was none yet. */
export type StoredCase = {
  readonly warning: WarningCase | undefined
  readonly version: number
  readonly commandId?: string | undefined
}

const storedCase = (kept: KeptCase | undefined): StoredCase =>
  kept
    ? { warning: fromKept(kept), version: kept.version, commandId: kept.commandId }
    : { warning: undefined, version: 0 }

export const readCase = async (store: Store, fund: Fund, indicator: JudgedIndicator): Promise<StoredCase> =>
  storedCase(await warningCases.read(store, { ...fund, indicator }))

/** What is known of a fund's warnings before it is judged. */
export type Known = {
  readonly levels: Readonly<
    Partial<Record<JudgedIndicator, { readonly level: WarningLevel; readonly version: number }>>
  >
  readonly cases: Readonly<Partial<Record<JudgedIndicator, StoredCase>>>
  readonly watch: WarningWatch | undefined
}

/** The level last raised of each indicator of a fund, its warnings, and when they were looked at, in two round trips. */
export const readKnown = async (store: Store, fund: Fund): Promise<Known> => {
  const ids = judgedIndicators.map((indicator) => ({ ...fund, indicator }))
  const [levels, cases, watch] = await Promise.all([
    warningLevelRecords.readMany(store, ids),
    warningCases.readMany(store, ids),
    warningWatches.read(store, fund),
  ])
  const byIndicator = <Value>(values: readonly (Value | undefined)[]) =>
    Object.fromEntries(
      values.flatMap((value, index) => (value === undefined ? [] : [[judgedIndicators[index], value]])),
    )
  return {
    levels: byIndicator(levels.map((each) => each && { level: each.level, version: each.version })),
    cases: byIndicator(cases.map((each) => each && storedCase(each))),
    watch,
  }
}

/** Writes a warning at its next version; one that is closed with it is kept apart too. */
export const caseWrites = (warning: WarningCase, version: number, commandId?: string): Write[] => {
  const kept = { ...toKept(warning, version), ...(commandId === undefined ? {} : { commandId }) }
  return [
    warningCases.replace(kept, version),
    ...(warning.status === 'closed' ? [closedWarnings.create(kept)] : []),
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

/** The id of what is raised of an indicator for the so-manieth time. */
export const raisedId = ({ city, scheme }: Fund, indicator: JudgedIndicator, version: number): string =>
  stableId('W-', city, scheme, indicator, version)

const raiseWrites = (
  fund: Fund,
  on: Day,
  signal: Signal,
  { version, warningId }: { readonly version: number; readonly warningId: string | undefined },
): Write[] => {
  const { indicator, level } = signal
  return [
    warningLevelRecords.replace(
      { ...fund, indicator, level, version, ...(warningId === undefined ? {} : { warningId }) },
      version,
    ),
    raisedWarnings.create({ warningId: raisedId(fund, indicator, version), ...fund, ...asText(signal), on }),
  ]
}

/**
 * Records what a command found, raises what changed, and writes each warning that became another with it; false when
 * another command changed one of them meanwhile.
 */
export const recordEvaluation = async (
  store: Store,
  { fund, on, commandId }: { readonly fund: Fund; readonly on: Day; readonly commandId: string },
  { signals, raised, changed }: EvaluationOutcome & { readonly changed: readonly WarningCase[] },
  known: Known,
): Promise<boolean> => {
  const evaluation = evaluations.create({
    city: fund.city,
    commandId,
    signals: signals.map(asText),
    raised: raised.map(({ indicator }) => indicator),
  })
  const caseOf = (indicator: JudgedIndicator) =>
    changed.find((each) => each.indicator === indicator) ?? known.cases[indicator]?.warning
  const raises = raised.flatMap((signal) => {
    const version = known.levels[signal.indicator]?.version ?? 0
    return raiseWrites(fund, on, signal, { version, warningId: caseOf(signal.indicator)?.warningId })
  })
  const cases = changed.flatMap((each) => caseWrites(each, known.cases[each.indicator]?.version ?? 0))
  const { lookedOn = '', version = 0 } = known.watch ?? {}
  const watch = warningWatches.replace({ ...fund, lookedOn: on > lookedOn ? on : lookedOn, version }, version)
  return (await store.write([evaluation, watch, ...raises, ...cases])).status === 'written'
}

/** The warnings of a city's funds that are not closed. */
export const listOpenCases = async (store: Store, city: string): Promise<WarningCase[]> => {
  const kept = await Array.fromAsync(
    warningCases.list(store, warningsPartition(city), { prefix: warningCasePrefix }),
  )
  return kept.map(fromKept).filter(isOpen)
}

/** A city's warnings: those that are open, then those closed before, the latest first. */
export const listCases = async (
  store: Store,
  city: string,
  page: { readonly limit: number; readonly cursor?: string },
) => {
  const open = page.cursor === undefined ? await listOpenCases(store, city) : []
  const { records, cursor } = await closedWarnings.page(store, warningsPartition(city), {
    prefix: closedWarningPrefix,
    newestFirst: true,
    ...page,
  })
  return { warnings: [...open, ...records.map(fromKept)], ...(cursor === undefined ? {} : { cursor }) }
}
