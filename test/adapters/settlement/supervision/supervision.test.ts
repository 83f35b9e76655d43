import type { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '#shared/edge/store/store.ts'
import { superviseMonth } from '../../../../services/settlement/supervision/supervise-month.ts'
import { superviseProvince } from '../../../../services/settlement/supervision/supervise-province.ts'
import { entitlement, spellOf, stay } from '../province.ts'
import type { Service, Token } from '../service.ts'
import { tokens, violationsIn } from '../service.ts'
import { bo, chen, hospital, openSupervised, supervising } from './supervising.ts'

let service: Service
beforeAll(async () => {
  service = await openSupervised()
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})
const { tellOf, insure, settle, post, caseOf, openedCase } = supervising(() => service)

describe('a stay that comes again within 15 days with the same disease', () => {
  it('is hinted at before, settled all the same, and opens one case after, however often it is told', async () => {
    await insure('P1')
    await settle('P1', '2025-03-01', '2025-03-09', 'I10.x02')
    const body = { ...stay('P1', '2025-03-20', '2025-03-25'), diagnosis: 'I10.x05' }
    const preview = await service.call(tokens.hospital, 'POST', '/claims/preview', { key: 'preview', body })
    expect(preview.body.hints).toMatchObject([
      { rule: 'same_disease_readmission', figures: { days: 11, withinDays: 15 } },
    ])
    const settled = await settle('P1', '2025-03-20', '2025-03-25', 'I10.x05')
    expect(settled.status).toBe(201)
    expect(await tellOf('P1')).toBe(0)
    expect(await tellOf('P1')).toBe(0)
    const cases = (await service.items()).filter(
      ({ kind, claims }) =>
        kind === 'audit-case' && (claims as string[]).includes(String(settled.body.claimId)),
    )
    expect(cases).toHaveLength(1)
    expect(cases[0]).toMatchObject({
      city: '340100',
      standing: { status: 'open' },
      cause: { by: 'rule', rule: 'same_disease_readmission', figures: { days: 11 } },
    })
  })

  it('is noted for the month as no stay of its own', async () => {
    const notes = (await service.items())
      .filter(({ kind, pk }) => kind === 'supervision-note' && pk.endsWith('2025-03'))
      .flatMap(({ notes: own }) => own as [string, string, string, number][])
    expect(notes.map(([, , care, counts]) => [care, counts]).sort()).toEqual([
      ['i', 0],
      ['i', 1],
    ])
  })
})

describe('a claim that a rule holds', () => {
  it('is settled when an office sends it with its reason, never by the hospital itself, and keeps a case', async () => {
    await service.deliver({
      ...entitlement('P2', 1, [spellOf('employee', '2025-01-01', '2025-12-31')]),
    })
    // A woman with a disease of male organs.
    const held = await settle('P2', '2025-05-01', '2025-05-09', 'N40.x00')
    expect(held).toMatchObject({ status: 422, body: { code: 'claim.held', figures: { rule: 'male_only' } } })
    const reviewed = { reviewed: 'sex was recorded wrongly' }
    const byItself = await settle('P2', '2025-05-01', '2025-05-09', 'N40.x00', reviewed)
    expect(byItself).toMatchObject({ status: 403, body: { code: 'claim.review-not-yours' } })
    const body = { ...stay('P2', '2025-05-01', '2025-05-09'), diagnosis: 'N40.x00', ...reviewed }
    const review = (key: string, reviewedBody: object, sub = 'reviewer') =>
      service.call({ ...tokens.hefei, sub }, 'POST', '/claims', { key, body: reviewedBody })
    const asSent = 'P2-2025-05-01'
    const invented = await review('P2-reviewed', body)
    expect([invented.status, invented.body.code]).toEqual([422, 'claim.not-sent'])
    const dearer = await review(asSent, { ...body, diagnosis: 'N40.x01' })
    expect([dearer.status, dearer.body.code]).toEqual([422, 'claim.not-as-sent'])
    const bySender = await review(asSent, body, 'tester')
    expect([bySender.status, bySender.body.code]).toEqual([403, 'claim.review-not-yours'])
    const settled = await review(asSent, { ...body, settledOn: '2025-05-10' })
    expect(settled).toMatchObject({ status: 201, body: { settledOn: '2025-05-09' } })
    await tellOf('P2')
    expect(await caseOf(String(settled.body.claimId))).toMatchObject({ cause: { rule: 'male_only' } })
  })
})

describe('a month of an institution', () => {
  const unit = {
    ...{ runId: 'SV-340100-2025-07', unitId: hospital, task: 'supervise-month' },
    input: { city: '340100', institution: hospital, month: '2025-07' },
  }
  const monthCases = async () =>
    (await service.items()).filter(({ kind, month }) => kind === 'audit-case' && month === '2025-07')

  it('is counted and held against its rules, once, also when the unit comes again after a crash', async () => {
    await insure('M1')
    const cosmetic = { code: 'XC03CCC003', quantity: '200', unitPrice: '1000', amount: 20_000_000 }
    const visit = {
      care: 'outpatient',
      personId: 'M1',
      institution: hospital,
      visitId: 'OP-1',
      serviceOn: '2025-07-03',
    }
    const body = { ...visit, total: 20_000_000, lines: [cosmetic] }
    await service.call(tokens.hospital, 'POST', '/claims', { key: 'M1-visit', body })
    await tellOf('M1')
    const { effects } = await import('../../../../services/settlement/composed.ts')
    const { supervisedMonths } = effects
    const killed = () => Promise.reject(new Error('killed'))
    const dying = { ...effects, supervisedMonths: { ...supervisedMonths, finish: killed } }
    await expect(superviseMonth(unit, dying)).rejects.toThrow('killed')
    await superviseMonth(unit, effects)
    await superviseMonth(unit, effects)
    const counted = (await service.items()).find(({ kind }) => kind === 'supervised-month')
    expect(counted?.figures).toEqual({
      ...{ visits: 1, visitors: 1, stays: 0, inpatients: 0 },
      ...{ total: 20_000_000, fund: 0, fullySelfPaid: 20_000_000 },
    })
    expect(await monthCases()).toMatchObject([
      {
        claims: [],
        openedOn: '2025-07-31',
        cause: { rule: 'patient_burden', figures: { amount: 20_000_000, total: 20_000_000, most: '0.6' } },
      },
    ])
  })

  it('gives rise to a case that names its claims when it is found, not when it is confirmed', async () => {
    const [found] = await monthCases()
    const caseId = String(found?.caseId)
    await post(bo, `/${caseId}/assignment`, 'a')
    const confirmed = { amount: 1, reason: 'so it is' }
    const unnamed = await post(bo, `/${caseId}/findings`, 'found', { as: 'recover', ...confirmed })
    expect([unnamed.status, unnamed.body.code]).toEqual([422, 'case.no-claim'])
    const { claimId } = await openedCase('M2')
    const named = { ...confirmed, claims: [claimId] }
    // Whoever confirms does not choose alone whose payment is taken back.
    const alone = await post(chen, `/${caseId}/confirmation`, 'alone', named)
    expect(alone.body.code).toBe('case.not-found-so')
    await post(bo, `/${caseId}/findings`, 'found-named', { as: 'recover', ...named })
    expect((await post(chen, `/${caseId}/confirmation`, 'none', confirmed)).body.code).toBe('case.no-claim')
    expect((await post(chen, `/${caseId}/confirmation`, 'named', named)).body).toMatchObject({
      claims: [claimId],
      standing: { status: 'confirmed', amount: 1 },
    })
  })

  it('is supervised in every city by the schedule’s message, however often that comes', async () => {
    const { effects } = await import('../../../../services/settlement/composed.ts')
    const store = openStore(service.dynamo.client, () => 'settlement')
    const queued: { unitId: string; runId: string }[] = []
    const queue = {
      send: async ({ input }: SendMessageBatchCommand) => {
        for (const { MessageBody } of input.Entries ?? []) queued.push(JSON.parse(MessageBody ?? ''))
        return { Failed: [] }
      },
    } as unknown as SQSClient
    const queuing = { ...effects, runs: () => ({ store, queue, queueUrl: 'memory' }) }
    const message = { task: 'supervise-province', dueAt: '2025-09-02T19:00:00Z' } as never
    await superviseProvince(message, queuing)
    await superviseProvince(message, queuing)
    const [first, again] = queued.filter(({ runId }) => runId === 'SV-340100-2025-08')
    expect(first).toMatchObject({ unitId: hospital, input: { city: '340100', month: '2025-08' } })
    expect(again).toEqual(first)
    const runs = (await service.items()).filter(
      ({ kind, task }) => kind === 'run' && task === 'supervise-month',
    )
    expect(runs).toHaveLength(16)
  })

  it('is not supervised before it is over, nor by another city', async () => {
    const run = (token: Token, month: string) =>
      service.call(token, 'POST', '/supervision-runs', { key: month, body: { city: '340100', month } })
    expect((await run(tokens.hefei, '2999-01')).body.code).toBe('supervision.month-not-over')
    expect((await run(tokens.wuhu, '2025-01')).status).toBe(403)
  })
})
