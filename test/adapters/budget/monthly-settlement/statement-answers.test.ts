import { describe, expect, it } from 'vitest'
import { addDays, chinaDay } from '#shared/calendar/day.ts'
import { claimsSettled } from '#shared/contracts/settlement.ts'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { RecordedItem } from '#shared/kernel/invariant.ts'
import { onDay } from '#test/support/on-day.ts'
import { contestsAreListed } from '../../../../services/budget/monthly-settlement/answer-invariants.ts'
import { upheldClaimsAreWorkedOn } from '../../../../services/budget/monthly-settlement/invariants.ts'
import { contestsAreDecided } from '../../../../services/budget/monthly-settlement/waits.ts'
import { eachTestItsTable } from '../../../support/dynamodb.ts'
import { group, inpatientClaim, reversalOf } from '../claims.ts'
import { decideQuotas } from '../decided-quotas.ts'
import type { Caller, CallerName, Office } from '../office.ts'
import { callers, openOffice, violationsIn } from '../office.ts'
import { openBooksIn } from '../opening-books.ts'

let office: Office
eachTestItsTable((dynamo, table) => {
  office = openOffice(dynamo.connect(), table)
})

const fund = { city: '340100', scheme: 'employee' } as const
const path = '/statements/340100/employee/2025-01/H34010001'

/** One stay of 7,800 yuan of the funds in January, settled on the 5th of February. */
const settle = async () => {
  await openBooksIn(office, {
    ...fund,
    year: 2025,
    pooledBalance: 100_000_000,
    accountBalance: 0,
  })
  const institutions = [{ institution: 'H34010001', weight: 1 }]
  await decideQuotas(office, { ...fund, year: 2025, target: 20_000_000, institutions })
  await office.deliver(claimsSettled, group([inpatientClaim('C1')]))
  await office.post('maker', '/monthly-settlements', { ...fund, month: '2025-01', on: '2025-02-05' })
  await office.doWork()
}
const answer = (caller: CallerName, on: string, items: object[]) =>
  office.post(caller, `${path}/answer`, { on, items })

describe('a monthly statement', () => {
  it('is seen by its institution, and by no other', async () => {
    await settle()
    const seen = await office.get('hospital', path)
    expect(seen.body).toMatchObject({
      statement: { institution: 'H34010001', claimed: 780_000 },
      // A month that is settled long after it was over takes nobody's time to answer: it counts from that day.
      answerBy: addDays(chinaDay(new Date()), 10),
      state: 'awaiting-answer',
    })
    expect((await office.get('otherHospital', path)).status).toBe(403)
    expect((await office.get('otherCity', path)).status).toBe(403)
    expect((await office.get('hospital', path.replace('2025-01', '2025-02'))).status).toBe(404)
  })

  it('stands in the list of its own institution with its state and the last day to answer, and of no other', async () => {
    await onDay('2025-02-05', settle)
    const months = (caller: CallerName, institution = 'H34010001') =>
      office.get(caller, '/statements/340100/employee/2025', { institution })
    const january = { institution: 'H34010001', month: '2025-01', claimed: 780_000, answerBy: '2025-02-15' }
    expect((await onDay('2025-02-10', () => months('hospital'))).body.statements).toMatchObject([
      { ...january, state: 'awaiting-answer' },
    ])
    expect((await onDay('2025-02-16', () => months('maker'))).body.statements).toMatchObject([
      { ...january, state: 'confirmed-by-silence' },
    ])
    expect((await months('otherHospital')).body.code).toBe('caller.other-institution')
    expect((await months('otherCity')).status).toBe(403)
    expect((await months('otherHospital', 'H34010002')).body.statements).toEqual([])
  })

  it('shows its institution the claims that it was made of, and shows them to no other', async () => {
    await settle()
    const asked = { ...fund, month: '2025-01', institution: 'H34010001' }
    expect((await office.get('hospital', '/postings', asked)).body.postings).toMatchObject([
      { claimId: 'C1', payable: 780_000 },
    ])
    expect((await office.get('otherHospital', '/postings', asked)).body.code).toBe('caller.other-institution')
  })

  it('is contested by its institution for claims it has, and decided on by the city', async () => {
    await settle()
    const items = [{ claimId: 'C1', reason: 'the level was wrong' }]
    expect(await answer('hospital', '2025-02-10', [{ claimId: 'C9', reason: 'not mine' }])).toMatchObject({
      status: 422,
      body: { code: 'statement.claim-unknown', field: 'items.0.claimId' },
    })
    for (const _ of ['once', 'again'])
      expect(await answer('hospital', '2025-02-10', items)).toMatchObject({
        status: 200,
        body: { state: 'contested', items },
      })
    expect(await answer('otherHospital', '2025-02-10', [])).toMatchObject({ status: 403 })
    const listed = async () => (await office.get('maker', '/statements', { ...fund, month: '2025-01' })).body
    expect(await listed()).toMatchObject({ statements: [{ state: 'contested' }] })
    const decision = { on: '2025-02-20', items: [{ claimId: 'C1', outcome: 'upheld', reason: 'it was' }] }
    for (const _ of ['once', 'again'])
      expect(await office.post('maker', `${path}/decision`, decision)).toMatchObject({
        status: 200,
        body: { state: 'decided', decided: { by: 'maker', items: decision.items } },
      })
    expect(await listed()).toMatchObject({ statements: [{ state: 'decided' }] })
    expect((await office.recorded()).filter(({ kind }) => kind === 'statement-answer')).toHaveLength(1)
    expect(await violationsIn(office)).toEqual([])
  })
})

describe('an answer', () => {
  it('is in time by the day it arrives, whatever day it is dated', async () => {
    await onDay('2025-02-05', settle)
    const items = [{ claimId: 'C1', reason: 'the level was wrong' }]
    const late = await onDay('2025-02-16', () => answer('hospital', '2025-02-10', items))
    expect(late.body).toMatchObject({
      code: 'statement.answer-late',
      figures: { answerBy: '2025-02-15', receivedOn: '2025-02-16' },
    })
    expect((await office.get('hospital', path)).body).toMatchObject({ state: 'confirmed-by-silence' })
    const inTime = await onDay('2025-02-15', () => answer('hospital', '2025-02-10', items))
    expect(inTime.body).toMatchObject({ state: 'contested', answered: { receivedOn: '2025-02-15' } })
  })
})

describe('a contested month', () => {
  const listed = async (caller: CallerName, more: object = {}) =>
    (await office.get(caller, '/statement-contests', { ...fund, ...more })).body

  it('is listed with how long it waits, for the office and its own institution, until it is decided', async () => {
    await settle()
    expect(await listed('maker')).toEqual({ contests: [] })
    await answer('hospital', '2025-02-10', [{ claimId: 'C1', reason: 'the level was wrong' }])
    const waiting = { institution: 'H34010001', month: '2025-01', state: 'contested', claims: 1, openDays: 0 }
    expect(await listed('maker')).toMatchObject({ contests: [waiting] })
    const own = { institution: 'H34010001' }
    expect(await listed('hospital', own)).toMatchObject({ contests: [waiting] })
    expect((await listed('hospital')).code).toBe('caller.other-institution')
    expect((await listed('otherHospital', own)).code).toBe('caller.other-institution')
    expect(await listed('maker', { state: 'decided' })).toEqual({ contests: [] })
    const [contest] = (await office.recorded()).filter(({ kind }) => kind === 'statement-contest')
    const wait = contestsAreDecided(readPolicy('shared/policy/anhui')).waits(contest as never)
    const today = chinaDay(new Date())
    expect(wait).toEqual({ since: today, until: addDays(today, 10) })
    const items = [{ claimId: 'C1', outcome: 'upheld', reason: 'it was' }]
    await office.post('maker', `${path}/decision`, { on: '2025-02-20', items })
    expect(await listed('maker', { state: 'decided' })).toMatchObject({
      contests: [{ ...own, state: 'decided', decidedBy: 'maker', decidedOn: '2025-02-20', upheld: 1 }],
    })
    expect(await listed('maker', { state: 'contested' })).toEqual({ contests: [] })
    const check = contestsAreListed.start()
    for (const item of await office.recorded())
      if (item.kind !== 'statement-contest') check.see(item as RecordedItem)
    expect(check.finish().violations.map(({ what }) => what)).toEqual([
      'contests and their list: contested',
      'contests and their list: decided',
    ])
  })
})

describe('an office', () => {
  it('takes down from paper what a hospital contests, by somebody who neither settled nor decides, and confirms nothing', async () => {
    await settle()
    const items = [{ claimId: 'C1', reason: 'the level was wrong' }]
    const paper = { reason: 'its line is down', document: '2025-017' }
    const post = async (caller: CallerName | Caller, body: object) =>
      (await office.post(caller, `${path}/answer`, { on: '2025-02-10', ...body })).body
    expect((await post('checker', { items: [] })).code).toBe('answer.on-paper')
    expect((await post('checker', { items: [], paper })).code).toBe('answer.only-objections')
    expect((await post('maker', { items, paper })).code).toBe('statement.same-person')
    expect((await post({ ...callers.hospital, sub: 'Maker' }, { items: [] })).code).toBe(
      'statement.same-person',
    )
    expect(await post('checker', { items, paper })).toMatchObject({
      state: 'contested',
      answered: { by: 'checker', paper },
    })
    const decision = { on: '2025-02-20', items: [{ claimId: 'C1', outcome: 'dismissed', reason: 'no' }] }
    expect((await office.post('checker', `${path}/decision`, decision)).body.code).toBe(
      'statement.same-person',
    )
    await office.post('maker', `${path}/decision`, decision)
    expect(await violationsIn(office)).toEqual([])
  })
})

describe('a claim of which a contest was upheld', () => {
  const uphold = async () => {
    await settle()
    await office.deliver(claimsSettled, group([inpatientClaim('C2')]))
    await answer('hospital', '2025-02-10', [{ claimId: 'C1', reason: 'the level was wrong' }])
    const items = [{ claimId: 'C1', outcome: 'upheld', reason: 'it was' }]
    await office.post('maker', `${path}/decision`, { on: '2025-02-20', items })
  }
  const listed = async () =>
    (await office.get('maker', '/upheld-claims', fund)).body.claims as unknown as object[]
  const correct = (claimId: string, month = '2025-02') =>
    office.post('maker', '/upheld-claims/340100/employee/2025-01/H34010001/C1/correction', {
      ...{ on: '2025-03-01', claimId, month },
    })

  it('is work to do with its age until its correction is posted', async () => {
    await uphold()
    expect(await listed()).toMatchObject([{ claimId: 'C1', upheldOn: '2025-02-20', reason: 'it was' }])
    expect(Object.keys((await listed())[0] ?? {})).toContain('openDays')
    // Another claim does not put it right, nor one that was never posted.
    expect((await correct('C2', '2025-01')).body.code).toBe('upheld-claim.not-corrected')
    expect((await correct('C1-R')).body.code).toBe('upheld-claim.not-corrected')
    await office.deliver(
      claimsSettled,
      group([{ ...reversalOf(inpatientClaim('C1')), claimId: 'C1-R' }], '2025-02'),
    )
    for (const _ of ['once', 'again'])
      expect(await correct('C1-R')).toMatchObject({ status: 200, body: { corrected: { claimId: 'C1-R' } } })
    expect(await violationsIn(office)).toEqual([])
  })

  it('is a violation when nobody works on it, or when nothing put it right', async () => {
    await uphold()
    const found = (items: RecordedItem[]) => {
      const check = upheldClaimsAreWorkedOn.start()
      for (const each of items) check.see(each)
      return check.finish().violations.map(({ what }) => what)
    }
    const items = await office.recorded()
    expect(found(items.filter(({ kind }) => kind !== 'upheld-claim'))).toEqual([
      'upheld and worked on: upheld',
    ])
    const ended = items.map((each) =>
      each.kind === 'upheld-claim' ? { ...each, corrected: { by: 'x', claimId: 'C9' } } : each,
    )
    expect(found(ended)).toEqual(['nothing that was posted corrects it'])
  })
})

it('is contested for a claim that came late, by the month the claim is of', async () => {
  await settle()
  await office.deliver(claimsSettled, group([inpatientClaim('C2')]))
  await office.post('maker', '/monthly-settlements', { ...fund, month: '2025-02', on: '2025-03-05' })
  await office.doWork()
  const february = path.replace('2025-01', '2025-02')
  const late = (of: string, item: object) =>
    office.post('hospital', `${of}/answer`, { on: '2025-02-10', items: [item] })
  const item = { claimId: 'C2', reason: 'it came late' }
  expect((await late(path, item)).body.code).toBe('statement.claim-unknown')
  expect((await late(february, item)).body.code).toBe('statement.claim-unknown')
  expect(await late(february, { ...item, month: '2025-01' })).toMatchObject({
    status: 200,
    body: { state: 'contested' },
  })
})

describe('a payment that fails', () => {
  it('is told by the treasury, given again by the city, and paid; its money waits in the expenditure account', async () => {
    await settle()
    const open = (await office.get('treasury', '/payment-orders', { ...fund, state: 'open' })).body
    const [{ orderId }] = open.orders as unknown as [{ orderId: string }]
    const order = `/payment-orders/${orderId}`
    const failure = { attempt: 1, failedOn: '2025-02-07', reason: 'the account is closed' }
    expect(await office.post('maker', `${order}/failure`, failure)).toMatchObject({ status: 403 })
    for (const _ of ['once', 'again'])
      expect(await office.post('treasury', `${order}/failure`, failure)).toMatchObject({
        status: 200,
        body: { state: 'failed', reason: 'the account is closed' },
      })
    expect(await violationsIn(office)).toEqual([])
    for (const _ of ['once', 'again'])
      expect(await office.post('maker', `${order}/retry`, { attempt: 1, on: '2025-02-10' })).toMatchObject({
        status: 200,
        body: { state: 'open', attempt: 2, orderedOn: '2025-02-10' },
      })
    expect(await office.post('treasury', `${order}/failure`, failure)).toMatchObject({
      body: { state: 'open' },
    })
    const paid = { paidOn: '2025-02-11', treasuryRef: 'T-2' }
    expect(await office.post('treasury', `${order}/confirmation`, paid)).toMatchObject({
      status: 200,
      body: { state: 'paid', attempt: 2 },
    })
    expect(await violationsIn(office)).toEqual([])
  })
})
