import type { Day } from '#shared/calendar/day.ts'
import type { fundYearFinalised } from '#shared/contracts/budget.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Write } from '#shared/edge/store/store.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import type { Effects } from '../effects.ts'
import type { CityFundYear } from '../keys.ts'
import { finalisedYears } from '../year/store.ts'
import type { TrueUp } from './rules/gap-application.ts'
import { trueUpApplication } from './rules/gap-application.ts'
import { sharingRulesAt } from './rules/gap-rule.ts'
import type { StoredApplication } from './store.ts'
import { applications, clawbackIdOf, clawbacks, lapses } from './store.ts'

type TrueUpEffects = Pick<Effects, 'store' | 'policy'>
type Granted = StoredApplication & { readonly status: 'approved' | 'allocated' }

const clawbackWrites = (application: Granted, { clawedBack, finalisedOn }: TrueUp): Write[] => {
  if (clawedBack === 0) return []
  const { city, scheme, year, applicationId, paid = 0 } = application
  const of = { city, scheme, year }
  return [
    clawbacks.create({
      ...of,
      ...{ clawbackId: clawbackIdOf(of), applicationId, paid, amount: clawedBack, on: finalisedOn },
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

/** What is still owed of a share, and what of that ends with a true-up. */
const endedBy = (application: Granted, { share }: TrueUp) => {
  const { paid = 0 } = application
  const owed = application.status === 'approved' ? fen(application.share.fund - paid) : 0
  const left = Math.min(owed, Math.max(0, fen(share.fund - paid)))
  return { owed, left }
}

const trueUpWrites = (application: Granted, trueUp: TrueUp): Write[] => {
  const { paid = 0, lapses: before = 0, version } = application
  const { owed, left } = endedBy(application, trueUp)
  const ends = left < owed
  const counted = { ...application, trueUp, ...(ends ? { lapses: before + 1 } : {}) }
  const isOver = application.status === 'approved' && ends && left === 0
  const next = isOver ? { ...counted, paid, status: 'allocated' as const, allocated: paid } : counted
  return [
    applications.replace(next as StoredApplication, version),
    ...(ends ? [lapse(application, { amount: fen(owed - left), on: trueUp.finalisedOn })] : []),
    ...clawbackWrites(application, trueUp),
  ]
}

/**
 * Trues a gap up by the final accounts of its year, once: as soon as both its approval and those are there, whichever comes
 * first. What was paid above the share is owed back; what is not paid yet is owed up to it.
 */
export const trueUpYear = async (of: CityFundYear, { store, policy }: TrueUpEffects): Promise<void> => {
  const finalised = await finalisedYears.read(store, of)
  if (!finalised) return
  await retryConflicts(async () => {
    const stands = await applications.read(store, of)
    if (!stands || (stands.status !== 'approved' && stands.status !== 'allocated') || stands.trueUp)
      return true
    const { income, expenditure, finalisedOn } = finalised
    const paid = stands.paid ?? (stands.status === 'allocated' ? stands.allocated : 0)
    const granted = { ...stands, paid }
    const rules = sharingRulesAt(policy(), of.scheme, of.year)
    const trueUp = trueUpApplication({ final: { income, expenditure }, finalisedOn }, granted, rules)
    const written = await store.write(trueUpWrites(granted, trueUp))
    return written.status === 'written' ? true : undefined
  })
}

type FundYearFinalised = ReturnType<typeof fundYearFinalised.parse>

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
