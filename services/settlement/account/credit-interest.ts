import * as z from 'zod'
import type { Day, FundYear } from '#shared/calendar/day.ts'
import { lastDayOfYear, yearOf } from '#shared/calendar/day.ts'
import type { RunUnit, ScheduleMessage } from '#shared/edge/runs/run.ts'
import { completeUnit, dueOn, inputOf, isUnitDone, queueUnits, startRun } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen } from '#shared/money/fen.ts'
import { times } from '#shared/money/rate.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { tableAt } from '#shared/policy/policy.ts'
import { listPersons } from '../insured-year/list-persons.ts'
import type { PersonList } from '../insured-year/records/person-lists.ts'
import { personLists } from '../insured-year/records/person-lists.ts'
import { cityAtLastOf } from '../insured-year/rules/insured-year.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import type { ClaimStore } from '../insured-year/store.ts'
import { accountEntries, withEntry } from './account-entries.ts'
import { moveMoneyOn } from './carry-over.ts'

type InterestEffects = {
  readonly store: Store
  readonly claims: ClaimStore
  readonly policy: () => Policy
  readonly runs: () => Parameters<typeof startRun>[0]
}

const rate = z.string().regex(/^0\.\d{1,6}$/)
const interestRates = z.strictObject({ current: rate, carriedOver: rate })

/** The interest of a year: what the account brought along bears one rate, what came in the year another; rounded once each. */
export const interestOf = (
  { state, carriedIn = 0, carriedOut = 0 }: RecordedYear,
  policy: Policy,
  city: CityCode,
): Fen => {
  const on = lastDayOfYear(state.year)
  const rates = tableAt(policy, 'settlement.account_interest', { on, city }, interestRates)
  const held = Math.max(0, state.account + carriedOut)
  const old = Math.max(0, Math.min(carriedIn, held))
  return fen(times(old, rates.carriedOver) + times(held - old, rates.current))
}

/** Credits a person's account with the interest of a year, once; one that is closed passes it on. */
const creditPerson = (
  { personId, year, city, on }: { personId: string; year: FundYear; city: CityCode; on: Day },
  { store, claims, policy }: InterestEffects,
): Promise<Fen> =>
  retryConflicts(async () => {
    const entryId = stableId('AI-', personId, String(year))
    const [held] = await claims.findYears([{ personId, year }])
    if (!held || held.state.version === 0 || cityAtLastOf(held.state) !== city) return 0
    if (await accountEntries.read(store, { personId, entryId })) return 0
    const amount = interestOf(held, policy(), city)
    if (amount === 0) return 0
    const { after, later } = await moveMoneyOn(withEntry(held, amount), { claims })
    const entry = { entryId, personId, year, city, cause: 'interest' as const, amount, on }
    const isWritten = await claims.recordYears([after, ...later], [accountEntries.create(entry)])
    return isWritten ? amount : undefined
  })

export const interestTask = 'account-interest'
/** The task of the yearly schedule's message, which says when it was due. */
export const interestDueTask = 'credit-account-interest'

type InterestUnit = {
  readonly city: CityCode
  readonly year: FundYear
  readonly on: Day
  readonly list: PersonList
  readonly cursor?: string
  readonly accounts?: number
  readonly amount?: Fen
}

/** Persons of one message: some seconds' work. */
const personsAMessage = 100

/** Credits the persons of a list; the rest in another message of the same unit, which carries what came out so far. */
export const creditInterest = async (unit: RunUnit, effects: InterestEffects): Promise<void> => {
  if (await isUnitDone(effects.store, unit)) return
  const { list, cursor: from, accounts: before = 0, amount: sum = 0, ...of } = inputOf<InterestUnit>(unit)
  const { found, cursor } = await listPersons(effects.store, list, personsAMessage, from)
  let [accounts, amount] = [before, sum]
  for (const personId of found) {
    const credited = await creditPerson({ personId, ...of }, effects)
    if (credited > 0) accounts += 1
    amount += credited
  }
  if (cursor === undefined) {
    await effects.store.write(completeUnit(unit, { accounts, amount }))
    return
  }
  const { queue, queueUrl } = effects.runs()
  await queueUnits(queue, queueUrl, [{ ...unit, input: { ...unit.input, cursor, accounts, amount } }])
}

/** Starts the run that credits the accounts of a city with the interest of a year. */
export const startInterest = async (
  { city, year, on }: { readonly city: CityCode; readonly year: FundYear; readonly on: Day },
  { runs }: Pick<InterestEffects, 'runs'>,
): Promise<string> => {
  const runId = stableId('AI', city, String(year))
  // Who moved to the residents' scheme keeps their account.
  const lists = personLists(year, { city, onlyDue: false })
  const units = lists.map(({ gsi1pk }) => ({ unitId: gsi1pk, input: { city, year, on, list: { gsi1pk } } }))
  await startRun(runs(), { runId, task: interestTask, parameters: { city, year }, units })
  return runId
}

/** Starts every city's run for the year that is over. */
export const startInterestDue = async (
  message: ScheduleMessage,
  effects: Pick<InterestEffects, 'runs'>,
): Promise<void> => {
  const on = dueOn(message)
  for (const { code: city } of cities) await startInterest({ city, year: yearOf(on) - 1, on }, effects)
}
