import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone, queueUnits } from '#shared/edge/runs/run.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { Bill } from '../bill/rules/bill.ts'
import type { StoredBill } from '../bill/store.ts'
import { bills, billWrite, pageOfPart } from '../bill/store.ts'
import { keepLeftOut } from '../billing/keep-left-out.ts'
import type { LeftOut } from '../billing/rules/left-out.ts'
import { isResidentIn } from '../coverage/rules/coverage.ts'
import { readCoverages } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { concludeStatement } from './conclude-statement.ts'
import type { CountingStatement } from './rules/statement.ts'
import { concernsStatement, countResidents, isToBeCounted } from './rules/statement.ts'
import { standIn } from './stand-in.ts'
import type { CountingInput } from './start-statement.ts'
import { conclusion } from './start-statement.ts'
import { closeWrite, countWrite, readStandards } from './store.ts'

type Counting = Pick<Effects, 'store' | 'runs'>

/** Bills looked at in one message: about the most that one page of a listing brings, and a second's work. */
const billsAMessage = 2000
/** Bills claimed in one transaction: with the part's count the most that DynamoDB takes. */
const groupSize = 99

/**
 * Claims bills for the statement in one transaction with the part's count of them, so that the two agree at every moment.
 * Bills come from a listing that may lag behind, so each is claimed only as it was read. One that changed since, counted
 * by another statement perhaps, is looked at again as it stood in the way.
 */
const claimBills = (
  listed: readonly StoredBill[],
  part: CountingInput,
  { store, ...known }: Counting & Pick<CountingStatement, 'standards' | 'noResidents'>,
): Promise<true> => {
  let current = listed
  let by: CountingInput & CountingStatement = { ...part, ...known }
  return retryConflicts(async () => {
    current = current.filter(({ bill }) => concernsStatement(bill, by))
    if (current.length === 0) return true
    const { count, bills: named } = countResidents(
      by,
      current.map(({ bill }) => bill),
    )
    const claims = current.flatMap((read, index) => {
      const bill = named[index]
      return bill ? [billWrite(bill, read)] : []
    })
    const written = await store.write([...claims, countWrite(part, count)])
    if (written.status === 'written') return true
    const inTheWay = new Map(written.failed.map(({ index, existing }) => [index, existing]))
    // The part was closed by the end of the same walk in another message: what came since is the next statement's.
    if (inTheWay.has(claims.length)) return true
    current = current.map((read, index) => {
      const existing = inTheWay.get(index)
      return existing ? bills.from(existing) : read
    })
    by = {
      ...by,
      standards: await readStandards(
        store,
        current.map(({ bill }) => bill),
      ),
    }
    return undefined
  })
}

/** Whom a statement leaves out: they paid for the year, and are an employee all of it, or dead, or gone before it. */
const whoAreNoResidents = async (
  bills: readonly Bill[],
  { asOf, year }: CountingInput,
  store: Counting['store'],
): Promise<(LeftOut & { readonly personId: string })[]> => {
  const open = bills
    .filter((bill) => isToBeCounted(bill, asOf))
    .flatMap(({ billId, persons }) => persons.map(({ personId }) => ({ billId, personId })))
  const covered = await readCoverages(
    store,
    open.map(({ personId }) => personId),
    { eventual: true },
  )
  return open
    .filter(({ personId }) => !isResidentIn(covered.get(personId), year))
    .map((each) => ({ code: 'not-a-resident', ...each }))
}

/** Counts a page of the part; its walk goes on in another message of the same unit, and its end completes the unit. */
const countPage = async (unit: RunUnit, effects: Counting): Promise<void> => {
  const { store, runs } = effects
  const { cursor, parts: before = 0, ...part } = inputOf<CountingInput>(unit)
  const page = { limit: billsAMessage, ...(cursor === undefined ? {} : { cursor }) }
  const { records: listed, cursor: next } = await pageOfPart(store, part, page)
  const records = await standIn(listed, part.asOf, store)
  const standards = await readStandards(
    store,
    records.map(({ bill }) => bill),
  )
  const leftOut = await whoAreNoResidents(
    records.map(({ bill }) => bill),
    part,
    store,
  )
  const parts = await keepLeftOut(unit, leftOut, { store, parts: before, all: true })
  const noResidents = new Set(leftOut.map(({ personId }) => personId))
  const by = { ...part, standards, noResidents }
  const open = records.filter(({ bill }) => concernsStatement(bill, by))
  for (const group of inPieces(open, groupSize))
    await claimBills(group, part, { ...effects, standards, noResidents })
  if (next !== undefined) {
    const { queue, queueUrl } = runs()
    return queueUnits(queue, queueUrl, [{ ...unit, input: { ...unit.input, parts, cursor: next } }])
  }
  // A rejection means that another message of the same unit came to the end at the same time.
  await store.write([...completeUnit(unit, {}), closeWrite(part)])
}

/**
 * Counts the residents of a part of a city for a statement; the last part to be done concludes it. A message that comes
 * again finds the bills it claimed named already, so that nobody is counted twice.
 */
export const countForStatement = async (unit: RunUnit, effects: Counting): Promise<void> => {
  if (unit.unitId !== conclusion && !(await isUnitDone(effects.store, unit))) await countPage(unit, effects)
  await concludeStatement(unit, effects)
}
