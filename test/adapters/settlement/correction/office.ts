import type { SendMessageBatchCommandInput, SQSClient } from '@aws-sdk/client-sqs'
import { entitlementsChanged } from '#shared/contracts/enrollment.ts'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { RunUnit } from '#shared/edge/runs/run.ts'
import { readRunParameters } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import type { startDynamo } from '#test/support/dynamodb.ts'
import { memoryJournal } from '#test/support/memory-journal.ts'
import type { ClaimRequest } from '../../../../services/settlement/claim/claim-request.ts'
import { reverseClaim } from '../../../../services/settlement/claim/reverse-claim.ts'
import { settleClaim } from '../../../../services/settlement/claim/settle-claim.ts'
import { correctUnit } from '../../../../services/settlement/correction/correction-unit.ts'
import type { Word } from '../../../../services/settlement/correction/decide-held.ts'
import { decideHeld } from '../../../../services/settlement/correction/decide-held.ts'
import type { CorrectionRun } from '../../../../services/settlement/correction/rules/run-result.ts'
import type { StartCorrection } from '../../../../services/settlement/correction/start-correction.ts'
import { startCorrection } from '../../../../services/settlement/correction/start-correction.ts'
import type { Effects } from '../../../../services/settlement/effects.ts'
import { assembleEffects } from '../../../../services/settlement/effects.ts'
import { replaceEntitlements } from '../../../../services/settlement/entitlement/replace-entitlements.ts'
import { invariants } from '../../../../services/settlement/night/invariants.ts'
import { importByTwo } from '../catalogue/by-two.ts'
import { catalogueCsv, entitlement, registerByTwo, type spellOf, visit } from '../province.ts'

const policy = readPolicy('shared/policy/anhui')

const hospital = {
  ...{ code: 'H34010000001', name: 'A', city: '340100', category: 'general' },
  level: 3 as const,
  agreement: { from: '2020-01-01', to: null },
}

/** Effects that work on a table, with a queue that keeps what is sent until it is drained. */
export const effectsOver = (store: Store, units: RunUnit[]): Effects => {
  const send = ({ input }: { input: SendMessageBatchCommandInput }) => {
    units.push(...(input.Entries ?? []).map(({ MessageBody = '' }) => JSON.parse(MessageBody) as RunUnit))
    return Promise.resolve({})
  }
  const table = { store, meter: () => {} }
  const workQueue = {
    queue: { send } as unknown as SQSClient,
    queueUrl: () => 'work',
    watched: () => [],
    outboxUrl: () => 'outbox',
  }
  return assembleEffects({
    journal: memoryJournal(),
    table,
    referenceTable: table,
    supervisionTable: table,
    policy: () => policy,
    now: Date.now,
    workQueue,
  })
}

/** Works on everything queued, and on what that queues, each so many times. */
export const drain = async (units: RunUnit[], effects: Effects, times = 1): Promise<void> => {
  for (let unit = units.shift(); unit; unit = units.shift())
    for (let time = 0; time < times; time += 1) await correctUnit(unit, effects)
}

type Order = Omit<StartCorrection, 'commandId' | 'correctedOn' | 'year' | 'approvalAbove'> &
  Partial<Pick<StartCorrection, 'approvalAbove'>>

/** What one person may move of a person's year: 1,000 yuan, as the province's policy has it. */
export const approvalAbove = 100_000

const file = { fileName: 'c.csv', onBadRows: 'refuse' } as const

/** Gives settlement a catalogue and a hospital. */
export const equip = async (effects: Effects): Promise<void> => {
  await importByTwo({ ...file, commandId: 'I1', bytes: Buffer.from(catalogueCsv) }, effects)
  await registerByTwo(hospital, effects)
}

/** A table of its own with a hospital and a catalogue, and settlement working on it. */
export const openOffice = async (dynamo: Awaited<ReturnType<typeof startDynamo>>, name: string) => {
  await dynamo.createTable(name, ['gsi1'], ['gsi1'])
  const store = openStore(dynamo.client, () => name)
  const units: RunUnit[] = []
  const effects = effectsOver(store, units)
  await equip(effects)
  const items = (): Promise<RecordedItem[]> => Array.fromAsync(store.scan()) as Promise<RecordedItem[]>

  return {
    ...{ store, units, effects, items },
    importCatalogue: (commandId: string, csv: string) =>
      importByTwo({ ...file, commandId, bytes: Buffer.from(csv) }, effects),
    entitle: async (...of: Parameters<typeof entitlement>) =>
      replaceEntitlements(entitlementsChanged.parse(entitlement(...of)), effects),
    /** Settles a visit of class A drugs on the day it took place; gives the claim's id. */
    visit: async (personId: string, on: string, yuan: number, over: Effects = effects): Promise<string> => {
      const msgid = `${personId}-${on}`
      const request = { ...visit(personId, on, yuan * 100), msgid, settledOn: on } as unknown as ClaimRequest
      const decision = await settleClaim(request, over)
      if (decision.status === 'refused') throw new Error(decision.refusal.code)
      return decision.value.claim.claimId
    },
    /** Takes a settled claim back on a day. */
    reverse: async (claimId: string, on: string): Promise<void> => {
      const request = { claimId, key: `reverse-${claimId}`, today: on }
      const decision = await reverseClaim(request, () => true, effects)
      if (decision.status === 'refused') throw new Error(decision.refusal.code)
    },
    start: (commandId: string, order: Order, over: Effects = effects): Promise<string> =>
      startCorrection({ approvalAbove, ...order, commandId, year: 2025, correctedOn: '2025-12-01' }, over),
    /** Decides on what a run held; the run that carries it out, or why it cannot be decided. */
    decide: async (runId: string, word: Word): Promise<string> => {
      const order = await readRunParameters<CorrectionRun>(store, runId)
      if (!order) throw new Error(`${runId} is no run`)
      const decision = await decideHeld(order, word, effects)
      return decision.status === 'refused' ? decision.refusal.code : decision.value
    },
    /** What a run found, claim by claim: what the fund pays more or less, in yuan. */
    found: async (runId: string) => {
      const { found } = await effects.corrections.listResults(runId, 100)
      return found.flatMap(({ entries }) =>
        entries.map(({ claimId, amounts }) => [claimId, amounts.fund / 100]),
      )
    },
    violations: async (): Promise<readonly unknown[]> => {
      const recorded = await items()
      return invariants.flatMap(({ start }) => {
        const { see, finish } = start()
        for (const item of recorded) see(item)
        return finish().violations
      })
    },
  }
}

export type Office = Awaited<ReturnType<typeof openOffice>>
export type Spells = readonly ReturnType<typeof spellOf>[]
