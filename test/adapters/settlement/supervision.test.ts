import type { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Change } from '#shared/edge/publish.ts'
import type { Stored } from '#shared/edge/store.ts'
import { openStore } from '#shared/edge/store.ts'
import { toSettledEvents } from '../../../services/settlement/commands/settled-events.ts'
import { toRecoveryEvents } from '../../../services/settlement/commands/supervision/recovery-events.ts'
import { superviseMonth } from '../../../services/settlement/commands/supervision/supervise-month.ts'
import { superviseProvince } from '../../../services/settlement/commands/supervision/supervise-province.ts'
import { catalogueCsv, entitlement, importCatalogue, registerHospital, spellOf, stay } from './province.ts'
import type { Service, Token } from './service.ts'
import { startService, tokens, violationsIn } from './service.ts'

let service: Service
const hospital = 'H34010000001'
const officer = (sub: string): Token & { sub: string } => ({ ...tokens.hefei, sub })
const [anna, bo, chen] = [officer('anna'), officer('bo'), officer('chen')]

beforeAll(async () => {
  service = await startService()
  await registerHospital(service, hospital)
  await importCatalogue(service, 'catalogue', catalogueCsv)
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})

const changes = async (wanted: (item: Stored) => boolean): Promise<Change[]> =>
  ((await service.items()) as unknown as Stored[])
    .filter(wanted)
    .map((item, index) => ({ sequence: String(index), item }))

/** Tells the inbox of everything that was settled and reversed of a person, as the outbox does. */
const tellOf = async (personId: string): Promise<number> => {
  const told = toSettledEvents(await changes((item) => item.personId === personId))
  return service.deliver(
    ...told.map(({ contract, event }) => ({
      source: contract.source,
      'detail-type': contract.detailType,
      detail: event,
    })),
  )
}

/** What the outbox tells the ledger of a claim's recoveries. */
const recoveriesOf = async (claimId: string) =>
  toRecoveryEvents(await changes(({ kind }) => kind === 'recovery-ordered'))
    .map(({ event }) => event.data as { parts: { claimId: string; basic: number }[] })
    .filter(({ parts }) => parts.some((part) => part.claimId === claimId))

const insure = (personId: string) =>
  service.deliver(entitlement(personId, 1, [spellOf('employee', '2025-01-01', '2025-12-31')]))

/** Settles a stay of 10,000 yuan, of which the pool pays 7,290 (the first of the year). */
const settle = async (personId: string, from: string, to: string, diagnosis: string, more: object = {}) => {
  const key = `${personId}-${from}`
  const body = { ...stay(personId, from, to), diagnosis, ...more }
  return service.call(tokens.hospital, 'POST', '/claims', { key, body })
}

const post = (token: Token, path: string, key: string, body: object = {}) =>
  service.call(token, 'POST', `/audit-cases${path}`, { key, body })
const caseOf = async (claimId: string) => {
  const { body } = await service.call(tokens.province, 'GET', '/audit-cases', {
    query: { institution: hospital },
  })
  return (body.cases as { caseId: string; claims: string[]; standing: { status: string } }[]).find(
    ({ claims }) => claims.includes(claimId),
  )
}
const openedCase = async (personId: string) => {
  await insure(personId)
  const { body } = await settle(personId, '2025-03-01', '2025-03-09', 'I10.x02')
  const opened = await post(anna, '', `open-${personId}`, {
    ...{ institution: hospital, city: '340100', claims: [body.claimId], reason: 'a tip' },
    on: '2025-03-20',
  })
  return { caseId: String(opened.body.caseId), claimId: String(body.claimId), opened }
}

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
    const settled = await service.call(tokens.hefei, 'POST', '/claims', { key: 'P2-reviewed', body })
    expect(settled.status).toBe(201)
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
    const visit = { care: 'outpatient', personId: 'M1', institution: hospital, serviceOn: '2025-07-03' }
    const body = { ...visit, total: 20_000_000, lines: [cosmetic] }
    await service.call(tokens.hospital, 'POST', '/claims', { key: 'M1-visit', body })
    await tellOf('M1')
    const { effects } = await import('../../../services/settlement/effects.ts')
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

  it('gives rise to a case that names its claims when it is confirmed', async () => {
    const [found] = await monthCases()
    const caseId = String(found?.caseId)
    await post(bo, `/${caseId}/assignment`, 'a')
    const confirmed = { amount: 1, reason: 'so it is' }
    expect((await post(chen, `/${caseId}/confirmation`, 'none', confirmed)).body.code).toBe('case.no-claim')
    const { claimId } = await openedCase('M2')
    const named = { ...confirmed, claims: [claimId] }
    expect((await post(chen, `/${caseId}/confirmation`, 'named', named)).body).toMatchObject({
      claims: [claimId],
      standing: { status: 'confirmed', amount: 1 },
    })
  })

  it('is supervised in every city by the schedule’s message, however often that comes', async () => {
    const { effects } = await import('../../../services/settlement/effects.ts')
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

describe('an audit case', () => {
  it('goes from a tip to the money back, each step once', async () => {
    const { caseId, claimId, opened } = await openedCase('P3')
    expect(opened.status).toBe(201)
    await post(bo, `/${caseId}/assignment`, 'a', { on: '2025-03-21' })
    await post(tokens.hospital, `/${caseId}/comments`, 'c', { text: 'he was here', on: '2025-03-22' })
    const body = { amount: 100_000, reason: 'never lay there', on: '2025-04-02' }
    const first = await post(chen, `/${caseId}/confirmation`, 'confirm', body)
    expect(first.body).toMatchObject({
      standing: { status: 'confirmed', assignee: 'bo', confirmedBy: 'chen', amount: 100_000 },
    })
    expect(await post(chen, `/${caseId}/confirmation`, 'confirm', body)).toEqual(first)
    const other = await post(chen, `/${caseId}/confirmation`, 'confirm', { ...body, amount: 1 })
    expect(other).toMatchObject({ status: 409, body: { code: 'case.other-payload' } })
    expect(await recoveriesOf(claimId)).toMatchObject([
      { caseId, institution: hospital, parts: [{ claimId, care: 'inpatient', basic: 100_000 }] },
    ])
  })

  it('is recovered when the ledger says so', async () => {
    const found = (await service.items()).find(
      ({ kind, standing }) =>
        kind === 'audit-case' && (standing as { status: string }).status === 'confirmed',
    )
    if (!found) throw new Error('no case is confirmed')
    const { recoveryId } = found.standing as unknown as { recoveryId: string }
    const { caseId } = found as unknown as { caseId: string }
    const booked = {
      source: 'tongchou.budget',
      'detail-type': 'recovery-booked.v1',
      detail: {
        id: 'booked',
        occurredOn: '2025-04-02',
        data: {
          ...{ recoveryId, caseId, city: '340100', scheme: 'employee' },
          ...{ amount: 100_000, bookedIn: '2025-04' },
        },
      },
    }
    expect(await service.deliver(booked, booked)).toBe(0)
    const read = await service.call(tokens.hefei, 'GET', `/audit-cases/${caseId}`)
    expect(read.body.standing).toMatchObject({ status: 'recovered', bookedIn: '2025-04' })
  })

  it('is confirmed once when two officers confirm it at the same instant', async () => {
    const { caseId, claimId } = await openedCase('P4')
    await post(bo, `/${caseId}/assignment`, 'a', { on: '2025-03-21' })
    const dora = officer('dora')
    const answers = await Promise.all(
      [chen, dora].map((token, index) =>
        post(token, `/${caseId}/confirmation`, `confirm-${index}`, { amount: 50_000, reason: 'so it is' }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await recoveriesOf(claimId)).toHaveLength(1)
  })

  it('cannot take back with others more than the funds paid of the claim', async () => {
    const { caseId, claimId } = await openedCase('P5')
    const again = await post(anna, '', 'again-P5', {
      ...{ institution: hospital, city: '340100', claims: [claimId], reason: 'another tip' },
    })
    const second = String(again.body.caseId)
    for (const each of [caseId, second]) await post(bo, `/${each}/assignment`, 'a')
    const confirm = (each: string, amount: number) =>
      post(chen, `/${each}/confirmation`, `confirm-${amount}`, { amount, reason: 'all of it' })
    const answers = await Promise.all([confirm(caseId, 400_000), confirm(second, 400_000)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
    const refused = answers.find(({ status }) => status === 422)
    expect(refused?.body).toMatchObject({
      code: 'case.above-paid',
      figures: { amount: 400_000, room: 329_000 },
    })
  })

  it('of a claim reversed since gives back what it took, once; and a reversed claim has nothing to take', async () => {
    const { caseId, claimId } = await openedCase('P6')
    await post(bo, `/${caseId}/assignment`, 'a')
    await post(chen, `/${caseId}/confirmation`, 'confirm', { amount: 100_000, reason: 'never lay there' })
    const reversal = { key: 'reverse-P6', body: { reversedOn: '2025-06-01' } }
    await service.call(tokens.hospital, 'POST', `/claims/${claimId}/reversal`, reversal)
    await tellOf('P6')
    await tellOf('P6')
    expect((await recoveriesOf(claimId)).map(({ parts }) => parts[0]?.basic).sort()).toEqual([
      -100_000, 100_000,
    ])
    const again = await post(anna, '', 'again-P6', {
      ...{ institution: hospital, city: '340100', claims: [claimId], reason: 'another tip' },
    })
    const second = String(again.body.caseId)
    await post(bo, `/${second}/assignment`, 'a')
    expect(
      await post(chen, `/${second}/confirmation`, 'confirm', { amount: 1, reason: 'a fen' }),
    ).toMatchObject({ status: 422, body: { code: 'case.above-paid', figures: { room: 0 } } })
  })

  it('of a claim whose reversal is taken back takes again what that gave back, once, in whatever order it is told', async () => {
    const { caseId, claimId } = await openedCase('P10')
    await post(bo, `/${caseId}/assignment`, 'a')
    await post(chen, `/${caseId}/confirmation`, 'confirm', { amount: 100_000, reason: 'never lay there' })
    const basics = async () => (await recoveriesOf(claimId)).map(({ parts }) => parts[0]?.basic ?? 0)
    const turn = async (key: string, isToldBetween: boolean) => {
      const reversal = { key, body: { reversedOn: '2025-06-01' } }
      await service.call(tokens.hospital, 'POST', `/claims/${claimId}/reversal`, reversal)
      if (isToldBetween) await tellOf('P10')
      const data = { psn_no: 'P10', oinfno: '2305', omsgid: key }
      const body = { infno: '2601', msgid: `${key}-undo`, fixmedins_code: hospital, input: { data } }
      const undone = await service.call(tokens.hospital, 'POST', '/national', { key: `${key}-undo`, body })
      expect(undone.body).toMatchObject({ infcode: 0 })
      await tellOf('P10')
      await tellOf('P10')
    }
    await turn('reverse-P10', true)
    expect((await basics()).sort((a, b) => a - b)).toEqual([-100_000, 100_000, 100_000])
    await turn('again-P10', true)
    expect((await basics()).sort((a, b) => a - b)).toEqual([-100_000, -100_000, 100_000, 100_000, 100_000])
    await turn('third-P10', false)
    expect(await basics()).toHaveLength(5)
    const read = await service.call(tokens.hefei, 'GET', `/audit-cases/${caseId}`)
    expect(read.body.standing).toMatchObject({ status: 'confirmed', amount: 100_000 })
  })

  it('is closed with a reason when it was a false alarm', async () => {
    const { caseId } = await openedCase('P7')
    const dismissed = await post(bo, `/${caseId}/dismissal`, 'd', { reason: 'a transfer', on: '2025-03-25' })
    expect(dismissed.body.standing).toEqual({
      ...{ status: 'dismissed', dismissedBy: 'bo', dismissedOn: '2025-03-25', reason: 'a transfer' },
    })
    expect(await post(bo, `/${caseId}/assignment`, 'late')).toMatchObject({ status: 409 })
  })

  it('is listed by city and status, in pages, and by institution', async () => {
    const query = { city: '340100', status: 'dismissed' }
    const { body } = await service.call(tokens.hefei, 'GET', '/audit-cases', { query })
    expect((body.cases as object[]).length).toBe(1)
    const own = await service.call(tokens.hospital, 'GET', '/audit-cases', {})
    expect((own.body.cases as object[]).length).toBeGreaterThan(5)
  })

  it('is no other city’s or institution’s business, and an institution does not learn who deals with it', async () => {
    const { caseId } = await openedCase('P8')
    await post(bo, `/${caseId}/assignment`, 'a')
    for (const token of [tokens.wuhu, tokens.otherHospital]) {
      expect((await service.call(token, 'GET', `/audit-cases/${caseId}`)).status).toBe(403)
      expect((await post(token, `/${caseId}/comments`, 'x', { text: 'x' })).status).toBe(403)
    }
    expect((await post(tokens.hospital, `/${caseId}/dismissal`, 'x', { reason: 'x' })).status).toBe(403)
    const seen = await service.call(tokens.hospital, 'GET', `/audit-cases/${caseId}`)
    expect(seen.body).toMatchObject({ cause: { opener: 'office' }, standing: { assignee: 'office' } })
    const query = { city: '340100' }
    expect((await service.call(tokens.wuhu, 'GET', '/audit-cases', { query })).status).toBe(403)
  })

  it('cannot be opened on a claim of another institution, nor one that does not exist', async () => {
    const { claimId } = await openedCase('P9')
    const on = (claims: string[], institution: string) =>
      post(anna, '', `bad-${claims}-${institution}`, { institution, city: '340100', claims, reason: 'x' })
    expect((await on([claimId], 'H34010000002')).body.code).toBe('case.other-claim')
    expect((await on(['C-none'], hospital)).body.code).toBe('claim.unknown')
  })
})
