import type { Day } from '#shared/calendar/day.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import type { CityCode } from '#shared/kernel/divisions.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { sum } from '#shared/money/fen.ts'
import type { Effects } from '../effects.ts'
import { receiptKey } from '../keys.ts'
import { pageOfDay, reportedAmount } from '../payment/day-list.ts'
import type { PaymentRecord } from '../payment/store.ts'
import { paymentIn, paymentRecordOf } from '../payment/store.ts'
import type { DayLine, Found } from './rules/compare.ts'
import { compareDay } from './rules/compare.ts'
import type { Difference } from './rules/difference.ts'
import { foundAgain } from './rules/difference.ts'
import type { DayList } from './store.ts'
import { dayListParts, dayLists, differenceIdOf, differences } from './store.ts'

type Input = { readonly city: CityCode; readonly on: Day; readonly parts: number; readonly today: Day }

const readAtOnce = 1_000
const writtenAtOnce = 50
/** A list with more differences is another city's, or another day's. */
const mostDifferences = 2_000

const lineOf = (record: PaymentRecord): DayLine & { readonly city: string } => {
  const { paymentId, paidOn: on, city } = paymentIn(record)
  return { paymentId, on, city, amount: reportedAmount(record) }
}

const ourLines = async (store: Store, of: Pick<Input, 'city' | 'on'>): Promise<DayLine[]> => {
  const lines: DayLine[] = []
  let cursor: string | undefined
  do {
    const page = await pageOfDay(store, of, { cursor, limit: readAtOnce })
    lines.push(...page.records.map(lineOf))
    cursor = page.cursor
  } while (cursor !== undefined)
  return lines
}

/** Payments that they list and we do not, as we have them under another day of the city. */
const linesElsewhere = async (
  store: Store,
  { city }: Pick<Input, 'city'>,
  ours: readonly DayLine[],
  theirs: readonly DayLine[],
): Promise<Map<string, DayLine>> => {
  const own = new Set(ours.map(({ paymentId }) => paymentId))
  const missing = theirs.filter(({ paymentId }) => !own.has(paymentId))
  const found = await store.getMany(missing.map(({ paymentId }) => receiptKey(paymentId)))
  const lines = found.flatMap((item) => (item ? [lineOf(paymentRecordOf(item))] : []))
  return new Map(lines.filter((line) => line.city === city).map((line) => [line.paymentId, line]))
}

const totalOf = (lines: readonly DayLine[]) => ({
  count: lines.length,
  amount: sum(lines.map(({ amount }) => amount)),
})

/** Saves what was found of a difference: anew, as it was decided, or gone. */
const saveDifference = (
  store: Store,
  differenceId: string,
  next: (before: Difference | undefined) => Difference | undefined,
): Promise<true> =>
  retryConflicts(async () => {
    const stored = await differences.read(store, { difference: { differenceId } })
    const difference = next(stored?.difference)
    if (!difference || difference === stored?.difference) return true
    const written = await store.write([
      differences.replace({ difference, version: stored?.version ?? 0 }, stored?.version ?? 0),
    ])
    return written.status === 'written' ? true : undefined
  })

const saveAll = async (
  { city, on, today }: Input,
  found: readonly Found[],
  before: readonly string[],
  store: Store,
): Promise<string[]> => {
  const byId = new Map(found.map((each) => [differenceIdOf({ city, on }, each), each]))
  const gone = before.filter((id) => !byId.has(id))
  for (const some of inPieces([...byId], writtenAtOnce))
    await Promise.all(
      some.map(([differenceId, each]) =>
        saveDifference(store, differenceId, (known) =>
          known
            ? foundAgain(known, each, today)
            : { ...each, differenceId, city, on, foundOn: today, state: 'open' },
        ),
      ),
    )
  for (const some of inPieces(gone, writtenAtOnce))
    await Promise.all(
      some.map((differenceId) =>
        saveDifference(store, differenceId, (known) => known && { ...known, state: 'gone' }),
      ),
    )
  return [...byId.keys()]
}

/** Compares the tax authority's list of a day with ours. Done again it finds the same. */
export const compareLists = async (unit: RunUnit, { store }: Pick<Effects, 'store'>): Promise<void> => {
  if (await isUnitDone(store, unit)) return
  const input = inputOf<Input>(unit)
  const { city, on, parts } = input
  const numbers = Array.from({ length: parts }, (_, index) => ({ city, on, part: index + 1 }))
  const read = await dayListParts.readMany(store, numbers)
  const theirs = read.flatMap((each) => (each?.lines ?? []).map((line) => ({ ...line, on })))
  const ours = await ourLines(store, { city, on })
  const found = compareDay(ours, theirs, await linesElsewhere(store, { city }, ours, theirs))
  await retryConflicts(async () => {
    const list = await dayLists.read(store, { city, on })
    if (!list) return true
    const figures = { ours: totalOf(ours), theirs: totalOf(theirs) }
    const isEqual = figures.theirs.amount === list.said.amount && figures.theirs.count === list.said.count
    const isOurs = found.length <= mostDifferences
    const differenceIds =
      isEqual && isOurs ? await saveAll(input, found, list.differenceIds ?? [], store) : list.differenceIds
    const state = isEqual ? (isOurs ? 'compared' : 'too-many') : 'unequal'
    const next: DayList = { ...list, ...figures, state, ...(differenceIds ? { differenceIds } : {}) }
    const written = await store.write([
      dayLists.replace(next, list.version),
      ...completeUnit(unit, { state, differences: found.length }),
    ])
    if (written.status === 'written') return true
    return (await isUnitDone(store, unit)) ? true : undefined
  })
}
