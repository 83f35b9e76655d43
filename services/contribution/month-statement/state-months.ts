import type { Day, Month } from '#shared/calendar/day.ts'
import { addDays, addMonths, firstDayOf, lastDayOf, monthOf } from '#shared/calendar/day.ts'
import type { RunUnit, ScheduleMessage } from '#shared/edge/runs/run.ts'
import { completeUnit, dueOn, inputOf, isUnitDone, queueUnits, startRun } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store, Write } from '#shared/edge/store/store.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { cities } from '#shared/kernel/divisions.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import type { FactKind } from '../bill/rules/month-fact.ts'
import { factKinds } from '../bill/rules/month-fact.ts'
import type { Effects } from '../effects.ts'
import { monthFactsPartition, paymentsPartition, receiptKey } from '../keys.ts'
import { factIn } from '../month-facts.ts'
import { receipts, suspenses } from '../payment/store.ts'
import type { MonthStatement } from './rules/statement.ts'
import { balancesOf, saysTheSame } from './rules/statement.ts'
import type { Sums } from './rules/sums.ts'
import { addedUp, linesOf, ofFact, ofReceipt, ofSuspense } from './rules/sums.ts'
import { monthStatements, readLatest } from './store.ts'

export const stateTask = 'month-statement'
/** The task of the monthly schedule's message, which says when it was due. */
export const statesDueTask = 'state-months'

/** A city's months to state, the earliest first, and how far the first of them is added up. */
type StateUnit = {
  readonly city: CityCode
  readonly months: readonly Month[]
  readonly statedOn: Day
  readonly at?: number
  readonly cursor?: string
  readonly sums?: Sums
}

/** Where facts of a month stand. */
type Place =
  | { readonly kind: FactKind | 'receipt'; readonly pk: string }
  | { readonly kind: 'suspense'; readonly pk: string }
  | { readonly kind: 'day'; readonly pk: string }

const monthsFrom = (month: Month, last: Month): Month[] =>
  month > last ? [] : [month, ...monthsFrom(addMonths(month, 1), last)]

const daysOf = (month: Month): Day[] => {
  const last = Number(lastDayOf(month).slice(8))
  return Array.from({ length: last }, (_, day) => addDays(firstDayOf(month), day))
}

/**
 * All places of a month: keys that tell their amounts, receipts that nobody reported so, what has moved in suspense since
 * the month began, and the payments of its days. None of them grows with the years.
 */
const placesOf = (city: string, month: Month, statedOn: Day): Place[] => [
  ...[...factKinds, 'receipt' as const].map((kind) => ({ kind, pk: monthFactsPartition(city, month) })),
  ...monthsFrom(month, monthOf(statedOn)).map((of) => ({
    ...{ kind: 'suspense' as const, pk: monthFactsPartition(city, of) },
  })),
  ...daysOf(month).map((on) => ({ kind: 'day' as const, pk: paymentsPartition(city, on) })),
]

/** Items looked at in one message: some seconds' work. */
const itemsAMessage = 10_000
const itemsAPage = 1_000

const readPayments = async (store: Store, keys: readonly string[]) =>
  (await store.getMany(keys.map((sortKey) => receiptKey(sortKey.slice(sortKey.indexOf('#') + 1))))).flatMap(
    (item) => item ?? [],
  )

/** What a page of a place adds up to. */
const addPage = async (
  store: Store,
  place: Place,
  {
    month,
    sums,
    cursor,
  }: { readonly month: Month; readonly sums: Sums; readonly cursor?: string | undefined },
): Promise<{ readonly sums: Sums; readonly cursor?: string; readonly looked: number }> => {
  const isDay = place.kind === 'day'
  const { items, ...rest } = await store.page({
    ...{ index: isDay ? 'gsi1' : 'gsi3', pk: place.pk, limit: itemsAPage },
    ...(isDay ? {} : { prefix: `${place.kind}#` }),
    ...(cursor === undefined ? {} : { cursor }),
  })
  const next = { ...(rest.cursor === undefined ? {} : { cursor: rest.cursor }), looked: items.length + 1 }
  const keys = items.map(({ gsi3sk }) => String(gsi3sk))
  switch (place.kind) {
    case 'day': {
      const own = items.filter(receipts.is).map((item) => receipts.from(item).receipt)
      return { sums: addedUp(sums, own.flatMap(ofReceipt)), ...next }
    }
    case 'receipt': {
      const own = (await readPayments(store, keys)).filter(receipts.is)
      return {
        sums: addedUp(
          sums,
          own.flatMap((item) => ofReceipt(receipts.from(item).receipt)),
        ),
        ...next,
      }
    }
    case 'suspense': {
      const own = (await readPayments(store, keys)).filter(suspenses.is)
      const moved = own.flatMap((item) => ofSuspense(suspenses.from(item).suspense, month))
      return { sums: addedUp(sums, moved), ...next }
    }
    default: {
      const { kind } = place
      return {
        sums: addedUp(
          sums,
          keys.map(factIn).flatMap((fact) => ofFact(kind, fact)),
        ),
        ...next,
      }
    }
  }
}

/** The next revision of a fund's month, if it says anything that the one before did not. */
const statementWrites = async (
  store: Store,
  { city, scheme, month }: { readonly city: CityCode; readonly scheme: Scheme; readonly month: Month },
  { statedOn, sums }: { readonly statedOn: Day; readonly sums: Sums },
): Promise<Write[]> => {
  const fund = { city, scheme }
  const [latest, before] = await Promise.all([
    readLatest(store, fund, month),
    readLatest(store, fund, addMonths(month, -1)),
  ])
  const lines = linesOf(sums, scheme)
  const statement: MonthStatement = {
    ...{ ...fund, month, statedOn, lines },
    revision: (latest?.revision ?? 0) + 1,
    ...(before ? { after: { month: before.month, revision: before.revision } } : {}),
    balances: balancesOf(lines, before?.balances ?? []),
  }
  return latest && saysTheSame(latest, statement) ? [] : [monthStatements.create(statement)]
}

/** States a month of both schemes; a month of which nothing new is told is left as it stands. */
const writeStatements = (unit: StateUnit, month: Month, sums: Sums, more: readonly Write[], store: Store) =>
  retryConflicts(async () => {
    const { city, statedOn } = unit
    const own = await Promise.all(
      schemes.map((scheme) => statementWrites(store, { city, scheme, month }, { statedOn, sums })),
    )
    const writes = [...own.flat(), ...more]
    if (writes.length === 0) return true
    const written = await store.write(writes)
    if (written.status === 'written') return true
    // The unit's own completion stands in the way: another message of it was faster.
    return written.failed.some(({ index }) => index >= own.flat().length) ? true : undefined
  })

/** Adds up a part of a city's months, the rest in another message of the same unit. */
export const stateMonth = async (
  unit: RunUnit,
  { store, runs }: Pick<Effects, 'store' | 'runs'>,
): Promise<void> => {
  if (await isUnitDone(store, unit)) return
  const input = inputOf<StateUnit>(unit)
  const [month, ...later] = input.months
  if (month === undefined) return
  const places = placesOf(input.city, month, input.statedOn)
  let { at = 0, sums = {}, cursor } = input
  for (let looked = 0; at < places.length && looked < itemsAMessage; ) {
    const place = places[at]
    if (!place) break
    const page = await addPage(store, place, { month, sums, cursor })
    looked += page.looked
    sums = page.sums
    cursor = page.cursor
    if (cursor === undefined) at += 1
  }
  const goOn = (rest: Omit<StateUnit, 'city' | 'statedOn'>) => {
    const { queue, queueUrl } = runs()
    const { city, statedOn } = input
    return queueUnits(queue, queueUrl, [{ ...unit, input: { city, statedOn, ...rest } as RunUnit['input'] }])
  }
  if (at < places.length)
    return goOn({ months: input.months, at, sums, ...(cursor === undefined ? {} : { cursor }) })
  const isLast = later.length === 0
  await writeStatements(input, month, sums, isLast ? completeUnit(unit, {}) : [], store)
  if (!isLast) await goOn({ months: later })
}

/** Starts the run that states months of a city, the earliest first. */
export const startStating = async (
  {
    commandId,
    city,
    months,
    statedOn,
  }: Omit<StateUnit, 'at' | 'cursor' | 'sums'> & { readonly commandId: string },
  { runs }: Pick<Effects, 'runs'>,
): Promise<string> => {
  const runId = stableId('MS', commandId)
  const parameters = { city, months: [...months] }
  const units = [{ unitId: 'months', input: { ...parameters, statedOn } }]
  await startRun(runs(), { runId, task: stateTask, parameters, units })
  return runId
}

/** Starts every city's run for the month that is over, after the one before it: what was told late of that is in it then. */
export const startStatingDue = async (
  message: ScheduleMessage,
  effects: Pick<Effects, 'runs'>,
): Promise<void> => {
  const statedOn = dueOn(message)
  const over = addMonths(monthOf(statedOn), -1)
  for (const { code: city } of cities)
    await startStating(
      { commandId: `state ${city} ${over}`, city, months: [addMonths(over, -1), over], statedOn },
      effects,
    )
}
