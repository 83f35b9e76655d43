import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ScheduleMessage } from '#shared/edge/runs/run.ts'
import { readRun } from '#shared/edge/runs/run.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { verify } from '../../../../cli/verify/verify.ts'
import {
  dueCorrectionsTask,
  shareDueCorrections,
  startDueCorrections,
} from '../../../../services/settlement/correction/start-due.ts'
import type { Effects } from '../../../../services/settlement/effects.ts'
import { spellOf } from '../province.ts'
import type { Office } from './office.ts'
import { drain, openOffice } from './office.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let tables = 0
let office: Office

const resident = [spellOf('resident', '2025-01-01', '2025-12-31')]

/** The schedule's message of a night, as it comes to the work queue. */
const messageOf = (on: string): ScheduleMessage => ({
  ...{ runId: '', unitId: '', input: {}, task: dueCorrectionsTask, dueAt: `${on}T02:40:00+08:00` },
})

/** The same province where a run may move another amount by itself; in yuan. */
const withLimit = (yuan: number): Effects => {
  const policy = office.effects.policy()
  const key = 'settlement.correction_approval_above'
  const parameter = policy.parameters.get(key)
  if (!parameter) throw new Error(`${key} is no parameter`)
  const values = parameter.values?.map((each) => ({ ...each, value: yuan })) ?? []
  const parameters = new Map(policy.parameters).set(key, { ...parameter, values })
  return { ...office.effects, policy: () => ({ ...policy, parameters }) }
}

/** What a night's message starts, share by share. */
const startNight = async (on: string, effects = office.effects): Promise<readonly string[]> => {
  const before = office.units.splice(0)
  await shareDueCorrections(messageOf(on), effects)
  const runs: string[] = []
  for (const share of office.units.splice(0)) runs.push(...(await startDueCorrections(share, effects)))
  office.units.unshift(...before)
  return runs
}
const night = async (on: string, effects = office.effects): Promise<readonly string[]> => {
  const runs = await startNight(on, effects)
  await drain(office.units, office.effects)
  return runs
}
const trailOf = async (personId: string) =>
  (await office.effects.claims.findYear({ personId, year: 2025 }))?.trail

/** A resident of whom the pool paid 120 of 200 yuan in March, and who is told later not to have been insured. */
const refunded = async (personId: string): Promise<string> => {
  await office.entitle(personId, 1, resident)
  const claim = await office.visit(personId, '2025-03-10', 200)
  await office.entitle(personId, 2, [], '2025-06-01')
  return claim
}

const approvedBy = (by: string) => ({ approved: { by, on: '2025-06-05' } })

beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.stop())
beforeEach(async () => {
  tables += 1
  office = await openOffice(dynamo, `due-${tables}`)
})
afterEach(async () => {
  expect(await office.violations()).toEqual([])
})

describe('a loss of entitlement told late', () => {
  it('starts the correction of the claims on the lost days by itself, the next night', async () => {
    const claim = await refunded('P1')
    expect((await trailOf('P1'))?.due).toEqual({ entitlement: '2025-01-01' })
    const [runId = '', ...others] = await night('2025-06-02')
    expect(others).toEqual([])
    expect(await office.found(runId)).toEqual([[claim, -120]])
    expect((await trailOf('P1'))?.due).toEqual({})
    expect(await readRun(office.store, runId)).toMatchObject({ status: 'done', city: '340100' })
    expect(await night('2025-06-03')).toEqual([])
  })

  it('is corrected once though the night’s message comes twice, before or after the run is done', async () => {
    await refunded('P1')
    await startNight('2025-06-02')
    const [runId = ''] = await startNight('2025-06-02')
    await drain(office.units, office.effects, 2)
    await refunded('P2')
    expect(await night('2025-06-02')).toEqual([runId])
    expect(await office.found(runId)).toHaveLength(1)
    expect(await night('2025-06-03')).toHaveLength(1)
    expect((await trailOf('P2'))?.due).toEqual({})
  })

  it('is corrected by itself for four years back; what is older waits for an officer’s order', async () => {
    const claim = await refunded('P1')
    expect(await night('2030-01-01')).toEqual([])
    expect((await trailOf('P1'))?.due).toEqual({ entitlement: '2025-01-01' })
    const [runId = ''] = await night('2029-12-31')
    expect(await office.found(runId)).toEqual([[claim, -120]])
  })

  it('of somebody who moved and then lost all is the last city’s to correct, wherever they were paid', async () => {
    const wuhu = spellOf('resident', '2025-07-01', '2025-12-31', '340200')
    await office.entitle('P1', 1, [spellOf('resident', '2025-01-01', '2025-06-30'), wuhu])
    const claim = await office.visit('P1', '2025-03-10', 200)
    await office.entitle('P1', 2, [], '2025-09-01')
    const [runId = ''] = await night('2025-09-02')
    expect(await readRun(office.store, runId)).toMatchObject({ city: '340200' })
    expect(await office.found(runId)).toEqual([[claim, -120]])
  })
})

describe('a correction that moves more than a run may move by itself', () => {
  it('is found and waits, since when it was found first, until one officer orders it and another approves', async () => {
    const claim = await refunded('P1')
    const [runId = ''] = await night('2025-06-02', withLimit(119.99))
    expect(await office.found(runId)).toEqual([[claim, -120]])
    expect(await office.effects.corrections.readTotals(runId)).toMatchObject({ persons: 1, held: 1, fund: 0 })
    const held = { since: '2025-06-02', moves: 12_000, runId }
    expect(await trailOf('P1')).toMatchObject({ due: { entitlement: '2025-01-01' }, held })
    await night('2025-06-03', withLimit(119.99))
    expect(await trailOf('P1')).toMatchObject({ held })

    const by = { by: 'li.na', on: '2025-06-04' }
    const limit = { approvalAbove: 11_999, ordered: by }
    const order = { cause: 'entitlement', persons: ['P1'], preview: false, ...limit } as const
    const ordered = await office.start('O1', order)
    await drain(office.units, office.effects)
    expect(await office.found(ordered)).toEqual([[claim, -120]])
    expect(await trailOf('P1')).toMatchObject({
      due: { entitlement: '2025-01-01' },
      held: { since: '2025-06-02', moves: 12_000, runId: ordered, ordered: by },
    })
    expect(await office.decide(ordered, approvedBy('Li.Na'))).toBe('correction.orderer-is-approver')
    const approved = await office.decide(ordered, approvedBy('wang.fang'))
    await drain(office.units, office.effects)
    expect(await office.found(approved)).toEqual([[claim, -120]])
    expect(await trailOf('P1')).toMatchObject({ due: {}, corrected: true })
    expect(await trailOf('P1')).not.toHaveProperty('held')
  })

  it('is made where it is just the amount', async () => {
    await refunded('P1')
    await night('2025-06-02', withLimit(120))
    expect((await trailOf('P1'))?.due).toEqual({})
  })

  it('is told by verify once it has waited for longer than the policy takes it', async () => {
    await refunded('P1')
    await night('2025-06-02', withLimit(100))
    const settlement = [{ service: 'settlement', name: `due-${tables}`, client: dynamo.client }]
    expect(await verify(settlement, '2025-06-12')).toMatchObject({
      work: [{ kind: 'settlement.held-corrections-are-ordered', count: 1, amount: 12_000 }],
      late: [],
    })
    expect((await verify(settlement, '2025-06-13')).late).toMatchObject([
      { kind: 'late', where: expect.stringMatching(/^settlement PERSON#P1 .*2025/), days: 11 },
    ])
  })
})
