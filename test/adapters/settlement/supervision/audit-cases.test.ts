import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Service } from '../service.ts'
import { tokens, violationsIn } from '../service.ts'
import { anna, bo, chen, hospital, officer, openSupervised, supervising } from './supervising.ts'

let service: Service
beforeAll(async () => {
  service = await openSupervised()
})
afterAll(async () => {
  expect(await violationsIn(service)).toEqual([])
  await service.stop()
})
const { tellOf, recoveriesOf, post, openedCase } = supervising(() => service)

describe('an audit case', () => {
  it('goes from a tip to the money back, each step once', async () => {
    const { caseId, claimId, opened } = await openedCase('P3')
    expect(opened.status).toBe(201)
    await post(bo, `/${caseId}/assignment`, 'a', { on: '2025-03-21' })
    await post(tokens.hospital, `/${caseId}/comments`, 'c', { text: 'he was here', on: '2025-03-22' })
    const body = { amount: 100_000, reason: 'never lay there', on: '2025-04-02' }
    await post(bo, `/${caseId}/findings`, 'find', { as: 'recover', ...body })
    const first = await post(chen, `/${caseId}/confirmation`, 'confirm', body)
    expect(first.body).toMatchObject({
      standing: { status: 'confirmed', assignee: 'bo', confirmedBy: 'chen', amount: 100_000 },
    })
    expect(await post(chen, `/${caseId}/confirmation`, 'confirm', body)).toEqual(first)
    const other = await post(chen, `/${caseId}/confirmation`, 'confirm', { ...body, amount: 1 })
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency-key.other-payload' } })
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
    await post(bo, `/${caseId}/findings`, 'f', { as: 'recover', amount: 50_000, reason: 'so it is' })
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
    for (const each of [caseId, second])
      await post(bo, `/${each}/findings`, 'f', { as: 'recover', amount: 400_000, reason: 'all of it' })
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
    await post(bo, `/${caseId}/findings`, 'f', { as: 'recover', amount: 100_000, reason: 'never lay there' })
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
    await post(bo, `/${second}/findings`, 'f', { as: 'recover', amount: 1, reason: 'a fen' })
    expect(
      await post(chen, `/${second}/confirmation`, 'confirm', { amount: 1, reason: 'a fen' }),
    ).toMatchObject({ status: 422, body: { code: 'case.above-paid', figures: { room: 0 } } })
  })

  it('of a claim whose reversal is taken back takes again what that gave back, once, in whatever order it is told', async () => {
    const { caseId, claimId } = await openedCase('P10')
    await post(bo, `/${caseId}/assignment`, 'a')
    await post(bo, `/${caseId}/findings`, 'f', { as: 'recover', amount: 100_000, reason: 'never lay there' })
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

  it('is closed with a reason when it was a false alarm: one officer finds so, and another closes it', async () => {
    const { caseId } = await openedCase('P7')
    const why = { reason: 'a transfer', on: '2025-03-25' }
    const alone = await post(bo, `/${caseId}/dismissal`, 'alone', why)
    expect([alone.status, alone.body.code]).toEqual([422, 'case.not-found-so'])
    await post(bo, `/${caseId}/findings`, 'f', { as: 'dismiss', ...why })
    const same = await post(bo, `/${caseId}/dismissal`, 'same', why)
    expect([same.status, same.body.code]).toEqual([422, 'case.same-person'])
    const dismissed = await post(chen, `/${caseId}/dismissal`, 'd', why)
    expect(dismissed.body.standing).toEqual({
      ...{ status: 'dismissed', dismissedBy: 'chen', dismissedOn: '2025-03-25', reason: 'a transfer' },
      found: { by: 'bo', on: '2025-03-25' },
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
      expect((await service.call(token, 'GET', `/audit-cases/${caseId}`)).body.code).toBe('case.unknown')
      const comment = await post(token, `/${caseId}/comments`, 'x', { text: 'x' })
      expect([comment.status, comment.body.code]).toEqual([404, 'case.unknown'])
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
