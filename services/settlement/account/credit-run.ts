import type { Day, FundYear } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone, queueUnits, startRun } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Fen } from '#shared/money/fen.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { listPersons } from '../insured-year/list-persons.ts'
import type { PersonList } from '../insured-year/records/person-lists.ts'
import { personLists } from '../insured-year/records/person-lists.ts'
import type { RecordedYear } from '../insured-year/rules/recorded-year.ts'
import type { ClaimStore } from '../insured-year/store.ts'
import type { AccountEntry, CreditCause } from './account-entries.ts'
import { accountEntries, withEntry } from './account-entries.ts'
import { moveMoneyOn } from './carry-over.ts'
import { closeYears, mayBeFirst } from './close-years.ts'

export type CreditEffects = {
  readonly store: Store
  readonly claims: ClaimStore
  readonly policy: () => Policy
  readonly runs: () => Parameters<typeof startRun>[0]
}

/** Which accounts are credited: those of a city, for a year, on a day. */
export type Crediting = { readonly city: CityCode; readonly year: FundYear; readonly on: Day }

/** A kind of credit that each account has once a year at most. */
export type YearlyCredit = {
  readonly cause: CreditCause
  readonly task: string
  /** What the id of a person's entry begins with. */
  readonly prefix: string
  /** What a city owes an account for a year; nothing where another city does. */
  readonly owed: (held: RecordedYear, city: CityCode, policy: Policy) => Fen
  /** What it was judged by, for whoever looks at it again. */
  readonly judgedBy?: (held: RecordedYear) => Partial<AccountEntry>
}

/** The entry of a person's credit of a year. */
export const creditIdOf = (
  { prefix }: Pick<YearlyCredit, 'prefix'>,
  { personId, year }: { readonly personId: string; readonly year: FundYear },
): string => stableId(prefix, personId, String(year))

/** Writes an entry with the year whose account it changes; a year that is closed passes it on. False: others were before. */
export const writeCredit = async (
  held: RecordedYear,
  entry: AccountEntry,
  claims: ClaimStore,
): Promise<boolean> => {
  const due = { after: withEntry(held, entry.amount, entry.city), isFirst: mayBeFirst(held) }
  const { years, provided } = await closeYears([due], claims)
  const moved = await Promise.all(years.map((each) => moveMoneyOn(each, { claims })))
  const all = moved.flatMap(({ after, later }) => [after, ...later])
  return claims.recordYears(all, [...provided, accountEntries.create(entry)])
}

/** Credits a person's account, once; a year that is closed passes it on. */
const creditPerson = (
  credit: YearlyCredit,
  { personId, year, city, on }: Crediting & { readonly personId: string },
  { store, claims, policy }: CreditEffects,
): Promise<Fen> =>
  retryConflicts(async () => {
    const { cause, owed, judgedBy } = credit
    const entryId = creditIdOf(credit, { personId, year })
    const [held] = await claims.findYears([{ personId, year }])
    if (!held || held.state.version === 0) return 0
    const amount = owed(held, city, policy())
    if (amount === 0 || (await accountEntries.read(store, { personId, entryId }))) return 0
    const entry = { entryId, personId, year, city, cause, amount, on, ...judgedBy?.(held) }
    return (await writeCredit(held, entry, claims)) ? amount : undefined
  })

type CreditUnit = Crediting & {
  readonly list: PersonList
  readonly cursor?: string
  readonly accounts?: number
  readonly amount?: Fen
}

/** Persons of one message: some seconds' work. */
const personsAMessage = 100

/** Credits the persons of a list; the rest in another message of the same unit, which carries what came out so far. */
export const creditList =
  (credit: YearlyCredit) =>
  async (unit: RunUnit, effects: CreditEffects): Promise<void> => {
    if (await isUnitDone(effects.store, unit)) return
    const { list, cursor: from, accounts: before = 0, amount: sum = 0, ...of } = inputOf<CreditUnit>(unit)
    const { found, cursor } = await listPersons(effects.store, list, personsAMessage, from)
    let [accounts, amount] = [before, sum]
    for (const personId of found) {
      const credited = await creditPerson(credit, { personId, ...of }, effects)
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

/** Starts a run over everyone whom a city has in a year, whatever their scheme: who changed it keeps their account. */
export const startCredits = async (
  { runId, task }: { readonly runId: string; readonly task: string },
  { city, year, on }: Crediting,
  { runs }: Pick<CreditEffects, 'runs'>,
): Promise<string> => {
  const lists = personLists(year, { city, onlyDue: false })
  const units = lists.map(({ gsi1pk }) => ({ unitId: gsi1pk, input: { city, year, on, list: { gsi1pk } } }))
  await startRun(runs(), { runId, task, parameters: { city, year }, units })
  return runId
}
