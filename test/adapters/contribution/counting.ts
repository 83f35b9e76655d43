import type { SendMessageBatchCommandInput, SQSClient } from '@aws-sdk/client-sqs'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { openJournal } from '#shared/edge/journal/journal.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { Bill } from '../../../services/contribution/bill/rules/bill.ts'
import { issueWrite, readBill } from '../../../services/contribution/bill/store.ts'
import type { Effects } from '../../../services/contribution/effects.ts'
import { invariants } from '../../../services/contribution/night/invariants.ts'
import { countForStatement } from '../../../services/contribution/subsidy/count-residents.ts'
import { startStatement } from '../../../services/contribution/subsidy/start-statement.ts'
import { readStatement } from '../../../services/contribution/subsidy/store.ts'
import { residentYear } from '../../unit/contribution/given.ts'

const policy = readPolicy('shared/policy/anhui')

/** A resident's bill with an id as enrolment makes it: paid up on a day, or not at all. */
export const residentsBill = (resident: number, completedOn?: string, aidFunded = 0): Bill => {
  const personId = stableId('P', 'resident', resident)
  const own = 40_000 - aidFunded
  return {
    ...{ ...residentYear, billId: `R-${personId}-2025`, persons: [{ personId, account: 0 }], aidFunded },
    dues: [{ payer: 'individual', pooled: own, account: 0 }],
    ...(completedOn === undefined ? {} : { status: 'paid', paid: { individual: own }, completedOn }),
  }
}

/** The bills of the rule book's city: 24 paid in time, each third half by medical aid; two paid later, two not at all. */
export const rulebookBills = [
  ...Array.from({ length: 24 }, (_, resident) =>
    residentsBill(resident, '2024-11-05', resident % 3 === 0 ? 20_000 : 0),
  ),
  ...[24, 25].map((resident) => residentsBill(resident, '2025-03-01')),
  ...[26, 27].map((resident) => residentsBill(resident)),
]

/**
 * What the 24 of them come to. Of 700 yuan each the centre pays 420, the province 210, the city 14 and the county 56.
 * Medical aid pays 200 yuan for eight.
 */
export const rulebookDues = [
  { payer: 'centre', pooled: 1_008_000, account: 0 },
  { payer: 'province', pooled: 504_000, account: 0 },
  { payer: 'city', pooled: 33_600, account: 0 },
  { payer: 'county', pooled: 134_400, account: 0 },
  { payer: 'medical-aid', pooled: 160_000, account: 0 },
]

/** A table with bills, and an office that counts for statements; its messages wait until they are drained. */
export const openCounting = async (store: Store, bills: readonly Bill[] = rulebookBills) => {
  for (let start = 0; start < bills.length; start += 80)
    await store.write(bills.slice(start, start + 80).map(issueWrite))
  const units: RunUnit[] = []
  const queueTo = (sent: RunUnit[]): SQSClient =>
    ({
      send: ({ input }: { input: SendMessageBatchCommandInput }) => {
        sent.push(...(input.Entries ?? []).map(({ MessageBody = '' }) => JSON.parse(MessageBody) as RunUnit))
        return Promise.resolve({})
      },
    }) as unknown as SQSClient
  const effectsOver = (over: Store, queue: SQSClient = queueTo(units)): Effects => ({
    store: over,
    runs: () => ({ store: over, queue, queueUrl: 'work' }),
    watched: () => [],
    policy: () => policy,
    journal: openJournal(over),
    meter: () => {},
  })
  const effects = effectsOver(store)
  const readIssued = async (statementId: string) => {
    const read = await readStatement(store, statementId)
    const bill = (await readBill(store, statementId))?.bill
    return read?.statement.status === 'issued' ? { ...read.statement, dues: bill?.dues } : undefined
  }
  return {
    ...{ store, units, effects, effectsOver, queueTo, readIssued },
    begin: (commandId: string, asOf = '2025-01-01', over = effects) =>
      startStatement({ commandId, city: '340100', year: 2025, asOf }, over),
    /** Works on everything queued, and on what that queues, each message so many times. */
    drain: async (over: Effects = effects, times = 1): Promise<void> => {
      for (let unit = units.shift(); unit; unit = units.shift())
        for (let time = 0; time < times; time += 1) await countForStatement(unit, over)
    },
    violations: async (): Promise<readonly unknown[]> => {
      // Its bills were paid without payments, so that only those on who is counted can be asked.
      const checks = invariants.filter(({ number }) => number === 3).map((invariant) => invariant.start())
      for await (const item of store.scan()) for (const check of checks) check.see(item as RecordedItem)
      return checks.flatMap((check) => check.finish().violations)
    },
  }
}

export type Counting = Awaited<ReturnType<typeof openCounting>>

/** The store with pages of a few bills, as the database cuts a page where it becomes too long. */
export const inSmallPages = (store: Store, limit = 3): Store => ({
  ...store,
  page: (listing) => store.page({ ...listing, limit }),
})
