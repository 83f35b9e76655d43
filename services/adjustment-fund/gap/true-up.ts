import type { Day } from '#shared/calendar/day.ts'
import { laterOf } from '#shared/calendar/day.ts'
import type { fundYearCorrected, fundYearFinalised } from '#shared/contracts/budget.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Effects } from '../effects.ts'
import type { CityFundYear } from '../keys.ts'
import { correctedYears, finalisedYears, lastCorrection } from '../year/store.ts'
import type { GrantedApplication, TrueUp } from './rules/gap-application.ts'
import { clawbackDueOn, correctionRuleAt, sharingRulesAt } from './rules/gap-rule.ts'
import { afterTrueUp, clawbacksOf, leftBy, owedOf, trueUpApplication } from './rules/true-up.ts'
import type { StoredApplication } from './store.ts'
import { applications, clawbackIdOf, clawbacks, furtherShares, lapses } from './store.ts'

type TrueUpEffects = Pick<Effects, 'store' | 'policy'> & {
  /** The day on which a year is trued up: nobody can know before what they owe back. */
  readonly today: Day
}
type Granted = StoredApplication & GrantedApplication

const clawbackWrites = (
  application: Granted,
  { clawedBack, finalisedOn: on }: TrueUp,
  { policy, today }: Pick<TrueUpEffects, 'policy' | 'today'>,
): Write[] => {
  const { city, scheme, year, applicationId, paid = 0, trueUp } = application
  const before = trueUp?.clawedBack ?? 0
  if (clawedBack === before) return []
  const part = clawbacksOf(application) + 1
  const of = { city, scheme, year, ...(part === 1 ? {} : { part }) }
  const toldOn = laterOf(on, today)
  return [
    clawbacks.create({
      ...{ ...of, clawbackId: clawbackIdOf(of), applicationId },
      ...{ paid: fen(paid - before), amount: fen(clawedBack - before), on, toldOn },
      dueOn: clawbackDueOn(policy(), { on: toldOn, city }),
    }),
  ]
}

/** Ends a part of a share, so that the city's books are owed it no more either; the application counts it. */
export const lapse = (
  { city, scheme, year, applicationId, lapses: before = 0 }: Granted,
  { amount, on }: { readonly amount: Fen; readonly on: Day },
): Write => {
  const part = before + 1
  const lapseId = `LA-${scheme}-${year}-${city}-${part}`
  return lapses.create({ city, scheme, year, part, lapseId, applicationId, amount, lapsedOn: on })
}

/** What a correction leaves to be paid beyond what was owed: the city's books are owed it from then on. */
const furtherWrites = (
  application: Granted,
  { correction = 0, finalisedOn }: TrueUp,
  amount: Fen,
): Write[] => {
  if (amount === 0) return []
  const { city, scheme, year, applicationId, furthers = 0 } = application
  const part = furthers + 1
  const of = { city, scheme, year, part, furtherId: `FS-${scheme}-${year}-${city}-${part}` }
  return [furtherShares.create({ ...of, applicationId, correction, amount, on: finalisedOn })]
}

const trueUpWrites = (
  application: Granted,
  trueUp: TrueUp,
  effects: Pick<TrueUpEffects, 'policy' | 'today'>,
): Write[] => {
  const owed = owedOf(application)
  const left = leftBy(application, trueUp)
  const { requestHash, version } = application
  return [
    applications.replace({ ...afterTrueUp(application, trueUp), requestHash, version }, version),
    ...(left < owed ? [lapse(application, { amount: fen(owed - left), on: trueUp.finalisedOn })] : []),
    ...furtherWrites(application, trueUp, Math.max(0, left - owed)),
    ...clawbackWrites(application, trueUp, effects),
  ]
}

type FinalFigures = Pick<TrueUp, 'final' | 'finalisedOn' | 'correction'>

/** What a year came to by the last correction of its final accounts, or by those. */
const finalFigures = async (store: Store, of: CityFundYear): Promise<FinalFigures | undefined> => {
  const corrected = await lastCorrection(store, of)
  if (corrected) {
    const { income, expenditure, correctedOn: finalisedOn, part: correction } = corrected
    return { final: { income, expenditure }, finalisedOn, correction }
  }
  const finalised = await finalisedYears.read(store, of)
  if (!finalised) return undefined
  const { income, expenditure, finalisedOn } = finalised
  return { final: { income, expenditure }, finalisedOn }
}

/**
 * Trues a gap up by the final accounts of its year, and again by each correction of them, as soon as both its approval and
 * those are there, whichever comes first. What was paid above the share is owed back; what is not paid yet is owed up to it.
 */
export const trueUpYear = async (of: CityFundYear, effects: TrueUpEffects): Promise<void> => {
  const { store, policy } = effects
  await retryConflicts(async () => {
    const figures = await finalFigures(store, of)
    const stands = await applications.read(store, of)
    if (!figures || !stands || (stands.status !== 'approved' && stands.status !== 'allocated')) return true
    const { correction = 0 } = figures
    if (stands.trueUp && (stands.trueUp.correction ?? 0) >= correction) return true
    const paid = stands.paid ?? (stands.status === 'allocated' ? stands.allocated : 0)
    const granted = { ...stands, paid }
    const sharing = sharingRulesAt(policy(), of.scheme, of.year)
    const rules = correction === 0 ? sharing : { ...sharing, ...correctionRuleAt(policy(), of.year) }
    const trueUp = trueUpApplication(figures, granted, rules)
    const written = await store.write(trueUpWrites(granted, trueUp, effects))
    return written.status === 'written' ? true : undefined
  })
}

type FundYearFinalised = ReturnType<typeof fundYearFinalised.parse>
type FundYearCorrected = ReturnType<typeof fundYearCorrected.parse>

/**
 * Keeps what the final accounts of a year came to, and trues its gap up. They are approved once: other figures are an error.
 * @throws TongchouError `year.finalised-twice`
 */
export const recordFinalisedYear = async (
  { id, data }: FundYearFinalised,
  effects: TrueUpEffects,
): Promise<void> => {
  const { city, scheme, year, finalisedOn, income, expenditure } = data
  const finalised = { eventId: id, city, scheme, year, finalisedOn, income, expenditure }
  const written = await effects.store.write([finalisedYears.create(finalised)])
  if (written.status !== 'written') {
    const stands = await finalisedYears.read(effects.store, { city, scheme, year })
    const isRepeat = stands?.income === income && stands.expenditure === expenditure
    must(isRepeat, 'year.finalised-twice', 'a final year was finalised again', { city, year })
  }
  await trueUpYear({ city, scheme, year }, effects)
}

/**
 * Keeps a correction of a year's final accounts, and trues its gap up again. Each is made once: other figures are an error.
 * @throws TongchouError `year.corrected-twice`
 */
export const recordCorrectedYear = async (
  { id, data }: FundYearCorrected,
  effects: TrueUpEffects,
): Promise<void> => {
  const { city, scheme, year, number: part, correctedOn, income, expenditure } = data
  const corrected = { eventId: id, city, scheme, year, part, correctedOn, income, expenditure }
  const written = await effects.store.write([correctedYears.create(corrected)])
  if (written.status !== 'written') {
    const stands = await correctedYears.read(effects.store, { city, scheme, year, part })
    const isRepeat = stands?.income === income && stands.expenditure === expenditure
    must(isRepeat, 'year.corrected-twice', 'a correction of a year was made again', { city, year, part })
  }
  await trueUpYear({ city, scheme, year }, effects)
}
