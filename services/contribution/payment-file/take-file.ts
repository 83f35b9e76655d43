import { readAnyTable } from '#shared/edge/files/any-table.ts'
import type { BadCell } from '#shared/edge/files/bad-cell.ts'
import { badCell, fileFault, inFileOrder } from '#shared/edge/files/bad-cell.ts'
import type { Bucket } from '#shared/edge/files/bucket.ts'
import { readWhole } from '#shared/edge/files/bucket.ts'
import { listReceived } from '#shared/edge/files/received-files.ts'
import type { SentFile } from '#shared/edge/files/sent-file.ts'
import { readSentFile, refuseUnread, termsSaid } from '#shared/edge/files/sent-file.ts'
import type { Row } from '#shared/edge/files/table.ts'
import { sendersOf } from '#shared/edge/imports/import-owner.ts'
import type { Reading } from '#shared/edge/imports/sender-map.ts'
import { columnsOf, readingOf, rowAs } from '#shared/edge/imports/sender-map.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { completeUnit, inputOf, isUnitDone, queueUnits, startRun } from '#shared/edge/runs/run.ts'
import { reachesCity } from '#shared/kernel/authority.ts'
import { TongchouError } from '#shared/kernel/errors.ts'
import { stableId } from '#shared/kernel/hash.ts'
import { businessDays } from '#shared/policy/business-days.ts'
import { residentBillId } from '../bill/rules/bill.ts'
import type { Effects } from '../effects.ts'
import { recordReported } from '../payment/record-reported.ts'
import { paymentOf } from '../payment/report.ts'
import { refusal, table } from '../refusals.ts'
import type { Register } from '../register.ts'
import type { PaymentRow } from './payment-row.ts'
import { billOfNobody, paymentColumns, readPaymentRow } from './payment-row.ts'
import type { FileCounts } from './store.ts'
import { paymentFiles } from './store.ts'
import { paymentMaps } from './template.ts'

export const paymentFileTask = 'payment-file'

type Needs = Pick<Effects, 'store' | 'policy' | 'runs'> & {
  readonly files: Bucket
  readonly register: Register
}

/** How far a run is, where one call cannot read the whole file. */
type Progress = {
  readonly afterLine: number
  readonly counts: FileCounts
  readonly firstFaults: readonly BadCell[]
  /** How its sender writes, as it was when the run began; absent of a run from before this was kept: as all do. */
  readonly reading?: Reading
}
type Order = SentFile & { readonly progress?: Progress }

const mostBytes = 32_000_000
const mostRows = 200_000
const rowsAtOnce = 100
const mostTold = 200
/** A call that has recorded for so long hands on the rest. */
const longestCall = 60_000

/** Has a file of payments that was put into the bucket recorded by a run; the same object told twice is the same run. */
export const takePaymentFile = async (event: unknown, { store, runs }: Needs): Promise<void> => {
  const sent = readSentFile(event)
  if (sent === undefined) return
  const { division, importId } = sent
  const runId = stableId('PF', importId)
  await startRun(runs(), {
    runId,
    task: paymentFileTask,
    parameters: { division, importId },
    units: [{ unitId: '0000', input: sent }],
  })
  await store.write([listReceived(sent, runId)])
}

const none: Progress = {
  afterLine: 0,
  counts: { rows: 0, recorded: 0, repeated: 0, suspended: 0, refused: 0, bad: 0, amount: 0 },
  firstFaults: [],
}

/** The payments of rows, each on its bill: of a row that names a person, the bill of the year of whoever is registered so. */
const paymentsOf = async (rows: readonly PaymentRow[], { register }: Pick<Needs, 'register'>) => {
  const named = rows.flatMap((row) => ('of' in row ? [row.of.person] : []))
  const ids = named.length === 0 ? [] : await register(named)
  let place = 0
  return rows.map((row) => {
    if ('payment' in row) return row.payment
    const personId = ids[place++]
    const { year } = row.of
    return row.paymentOn(personId === undefined ? billOfNobody(year) : residentBillId(personId, year))
  })
}

/** Records some rows of a file, each for itself, whatever the others are. */
const recordRows = async (
  rows: readonly Row[],
  order: Order,
  before: Progress,
  effects: Needs,
): Promise<Progress> => {
  const { caller, today, division } = order
  const faults: BadCell[] = []
  const read = rows.flatMap((row) => {
    const { line } = row
    const [unreadable] = row.faults
    if (unreadable) {
      faults.push(badCell(unreadable, unreadable, table))
      return []
    }
    const found = readPaymentRow(row.cells)
    if (!('fault' in found)) return [{ line, found }]
    faults.push(badCell({ line, column: found.column }, found.fault, table))
    return []
  })
  const payments = await paymentsOf(
    read.map(({ found }) => found),
    effects,
  )
  const bad = faults.length
  const report = {
    ...{ today, division, days: businessDays(effects.policy(), today), isAnswered: true },
    keptFrom: (city: string) =>
      reachesCity(caller, city)
        ? undefined
        : refusal('payment-file.other-division', { figures: { division } }),
  }
  const outcomes = await recordReported(payments, report, effects)
  const counts = { ...before.counts, rows: before.counts.rows + rows.length, bad: before.counts.bad + bad }
  for (const [index, outcome] of outcomes.entries()) {
    const [row, payment] = [read[index], payments[index]]
    if (!row || !payment) continue
    counts[outcome.status] += 1
    const { kind, amount } = paymentOf(payment)
    if (outcome.status !== 'refused') counts.amount += kind === 'refund' ? -amount : amount
    if ('refusal' in outcome)
      faults.push(
        badCell({ line: row.line, column: outcome.refusal.field ?? 'paymentId' }, outcome.refusal, table),
      )
  }
  const firstFaults = [...before.firstFaults, ...inFileOrder(faults)].slice(0, mostTold)
  return { ...before, afterLine: rows.at(-1)?.line ?? before.afterLine, counts, firstFaults }
}

/** How the sender of a file writes, by what its metadata say; kept while a run is handed on. */
const readingFor = async (
  { division }: Pick<Order, 'division'>,
  said: ReturnType<typeof termsSaid>,
  { store }: Pick<Needs, 'store'>,
): Promise<Reading> => {
  const reading = await readingOf({ ...paymentMaps, division, by: sendersOf(paymentMaps) }, said, store)
  if (reading) return reading
  throw new TongchouError('file.sender-unknown', 'no such sender', { sender: said.sender ?? '' })
}

/** Reads a file and records its rows from where the call before it left off. */
const recordFile = async (
  order: Order,
  effects: Needs,
): Promise<{ readonly isDone: boolean; readonly progress: Progress } | undefined> => {
  refuseUnread(order)
  const read = await readWhole(effects.files, order.object, mostBytes)
  if (read === undefined) return undefined
  const said = termsSaid(read.said)
  const reading = order.progress ? (order.progress.reading ?? {}) : await readingFor(order, said, effects)
  const { rows } = readAnyTable(read.bytes, columnsOf(paymentColumns, reading), said)
  const until = performance.now() + longestCall
  let progress: Progress = { ...(order.progress ?? none), reading }
  let some: Row[] = []
  for (const row of rows) {
    if (row.line <= progress.afterLine) continue
    if (progress.counts.rows + some.length >= mostRows)
      throw new TongchouError('file.too-long', 'too many rows', { rows: mostRows + 1, most: mostRows })
    some.push(rowAs(row, reading))
    if (some.length < rowsAtOnce) continue
    progress = await recordRows(some, order, progress, effects)
    some = []
    if (performance.now() > until) return { isDone: false, progress }
  }
  if (some.length > 0) progress = await recordRows(some, order, progress, effects)
  return { isDone: true, progress }
}

/**
 * Records the payments of a file, in whatever order they stand and however often it comes: each row is answered for itself
 * as over HTTP, and what it came to is written with the completion of its unit.
 */
export const recordPaymentFile = async (unit: RunUnit, effects: Needs): Promise<void> => {
  const { store, runs } = effects
  if (await isUnitDone(store, unit)) return
  const order = inputOf<Order>(unit)
  const { division, importId, by, object } = order
  const of = { division, importId, runId: unit.runId, by, object }
  const conclude = async (record: Parameters<typeof paymentFiles.create>[0]) => {
    await store.write([paymentFiles.create(record), ...completeUnit(unit, { outcome: record.outcome })])
  }
  try {
    const came = await recordFile(order, effects)
    const { counts, firstFaults } = came?.progress ?? none
    if (came && !came.isDone) {
      const { queue, queueUrl } = runs()
      return await queueUnits(queue, queueUrl, [{ ...unit, input: { ...order, progress: came.progress } }])
    }
    await conclude({ ...of, ...counts, firstFaults, outcome: came ? 'done' : 'overtaken' })
  } catch (error) {
    const fault = fileFault(error, table)
    const { counts, firstFaults } = order.progress ?? none
    await conclude({ ...of, ...counts, firstFaults, outcome: 'unreadable', fault })
  }
}
