import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startDynamo } from '#test/support/dynamodb.ts'
import { creditAccounts } from '../../../../services/settlement/account/credit-accounts.ts'
import { claimMaternity } from '../../../../services/settlement/benefit/propose-benefit.ts'
import { readBenefit } from '../../../../services/settlement/benefit/store.ts'
import type { ClaimRequest } from '../../../../services/settlement/claim/claim-request.ts'
import { settleClaim } from '../../../../services/settlement/claim/settle-claim.ts'
import { recordConsent } from '../../../../services/settlement/family/give-consent.ts'
import { toEvents } from '../../../../services/settlement/outbox.ts'
import { followParting, takeOverParting } from '../../../../services/settlement/parting/follow.ts'
import { followedPartings } from '../../../../services/settlement/parting/store.ts'
import {
  decideRegistrations,
  takeOverInYears,
} from '../../../../services/settlement/registration/register-person.ts'
import { approve, propose, reject } from '../../../../services/settlement/registration/rules/registered.ts'
import { contribution, spellOf, visit } from '../province.ts'
import type { Office } from './office.ts'
import { openOffice } from './office.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let tables = 0
let office: Office

beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.stop())
beforeEach(async () => {
  tables += 1
  office = await openOffice(dynamo, `parting-${tables}`)
})

const employee = (city?: '340100' | '340200') => [spellOf('employee', '2025-01-01', '2025-12-31', city)]
const parted = (claims: readonly string[], account = 0) =>
  takeOverParting(
    {
      data: {
        ...{ partingId: 'PART1', division: '340100', stays: 'P1', goes: 'P2' },
        ...{ claims: [...claims], account, partedOn: '2025-06-10' },
      },
    },
    office.effects,
  )
const followed = () => followedPartings.read(office.store, { partingId: 'PART1' })
const yearOf = (personId: string) => office.effects.claims.findYear({ personId, year: 2025 })
const stay = async (personId: string, from: string, to: string, yuan: number): Promise<string> => {
  const { serviceOn: _, ...charged } = visit(personId, to, yuan * 100)
  const request = { ...charged, care: 'inpatient', admittedOn: from, dischargedOn: to }
  const asked = { ...request, msgid: `${personId}-${from}`, settledOn: to, useAccount: true }
  const decision = await settleClaim(asked as unknown as ClaimRequest, office.effects)
  return decision.status === 'refused' ? decision.refusal.code : decision.value.claim.claimId
}
const credited = (billId: string, personId: string, account: number) =>
  creditAccounts(contribution(billId, [{ personId, account }]).detail as never, office.effects)

describe('claims of one record that was two persons', () => {
  it('go to whose they are, in one transaction each, at what that one is entitled to', async () => {
    for (const personId of ['P1', 'P2']) await office.entitle(personId, 1, employee())
    const own = await stay('P1', '2025-02-01', '2025-02-10', 5_000)
    const theirs = await stay('P1', '2025-04-01', '2025-04-10', 5_000)
    const second = await office.effects.claims.find(theirs)
    await parted([theirs])
    const [claim] = (await followed())?.claims ?? []
    expect(claim?.movedAs).toBeDefined()
    const moved = await office.effects.claims.find(claim?.movedAs ?? '')
    if (moved.entry?.kind !== 'claim' || second.entry?.kind !== 'claim') throw new Error('no claim')
    expect(moved.entry).toMatchObject({
      movedFrom: theirs,
      claim: { personId: 'P2', settledOn: '2025-06-10' },
    })
    // It is their first stay of the year, with the whole deductible, where it had been the second of the record.
    expect(moved.entry.claim.amounts.deductible).toBeGreaterThan(second.entry.claim.amounts.deductible)
    expect(moved.entry.claim.amounts.total).toBe(second.entry.claim.amounts.total)
    expect((await yearOf('P1'))?.state.stays.map(({ claimId }) => claimId)).toEqual([own])
    expect((await yearOf('P2'))?.state.stays.map(({ claimId }) => claimId)).toEqual([claim?.movedAs])
    // Told again nothing is done again, and the hospital does not have it settled twice.
    await parted([theirs])
    await followParting('PART1', '2025-06-11', office.effects)
    expect((await followed())?.claims).toEqual([claim])
    expect(await stay('P1', '2025-04-01', '2025-04-10', 5_000)).toBe('claim.already-reversed')
    expect(await office.violations()).toEqual([])
  })

  it('wait where the other is not entitled on the day, and follow once that is told', async () => {
    await office.entitle('P1', 1, employee())
    const theirs = await office.visit('P1', '2025-03-10', 200)
    await parted([theirs])
    expect((await followed())?.claims).toEqual([{ claimId: theirs, waitsFor: 'person.not-entitled' }])
    expect((await office.effects.claims.find(theirs)).reversedBy).toBeUndefined()
    await office.entitle('P2', 1, employee())
    await followParting('PART1', '2025-06-12', office.effects)
    expect((await followed())?.claims).toMatchObject([{ claimId: theirs, movedAs: expect.any(String) }])
    expect(await office.violations()).toEqual([])
  })

  it('that the other’s own account paid as family’s are theirs, out of their account', async () => {
    for (const personId of ['P1', 'P2']) await office.entitle(personId, 1, employee())
    await credited('E2-2025-01', 'P2', 10_000)
    const given = { by: 'clerk', on: '2025-01-02' }
    const consent = { owner: 'P2', member: 'P1', relation: 'parent', priority: 1, document: 'GX-1' } as const
    await recordConsent({ ...consent, consentId: 'FC-1', from: '2025-01-02', given }, office.effects)
    const theirs = await stay('P1', '2025-04-01', '2025-04-10', 5_000)
    expect((await office.effects.claims.find(theirs)).entry).toMatchObject({
      claim: { amounts: { account: 0, family: 10_000 } },
    })
    await parted([theirs])
    const [claim] = (await followed())?.claims ?? []
    const { entry } = await office.effects.claims.find(claim?.movedAs ?? '')
    expect(entry).toMatchObject({ claim: { personId: 'P2', amounts: { family: 0 } } })
    const used = entry?.kind === 'claim' ? entry.claim.amounts.account : 0
    expect((await yearOf('P2'))?.state.account).toBe(10_000 - used)
    expect(await office.violations()).toEqual([])
  })

  it('that their institution reversed before are nobody’s, and those of another stay', async () => {
    for (const personId of ['P1', 'P2', 'P3']) await office.entitle(personId, 1, employee())
    const gone = await office.visit('P1', '2025-03-10', 200)
    await office.reverse(gone, '2025-03-11')
    const strange = await office.visit('P3', '2025-03-10', 200)
    await parted([gone, strange])
    expect((await followed())?.claims).toEqual([
      { claimId: gone, isReversed: true },
      { claimId: strange, waitsFor: 'claim.unknown' },
    ])
  })
})

describe('the account of one record that was two persons', () => {
  it('gives the other what is theirs, and what a claim used of it is paid out of theirs', async () => {
    for (const personId of ['P1', 'P2']) await office.entitle(personId, 1, employee())
    await credited('E1-2025-01', 'P1', 500_000)
    const theirs = await stay('P1', '2025-04-01', '2025-04-10', 5_000)
    const before = await yearOf('P1')
    const used = 500_000 - (before?.state.account ?? 0)
    expect(used).toBeGreaterThan(0)
    const account = Math.min(before?.state.account ?? 0, 200_000)
    await parted([theirs], account)
    expect(await followed()).toMatchObject({ accountMoved: true })
    const [one, other] = [await yearOf('P1'), await yearOf('P2')]
    const moved = await office.effects.claims.find((await followed())?.claims[0]?.movedAs ?? '')
    const usedNow = moved.entry?.kind === 'claim' ? moved.entry.claim.amounts.account : 0
    expect(one?.state.account).toBe(500_000 - account)
    expect(other?.state.account).toBe(account - usedNow)
    expect(await office.violations()).toEqual([])
  })

  it('is told to two cities’ books by one event, where it went from the one to the other', async () => {
    await office.entitle('P1', 1, employee())
    await office.entitle('P2', 1, employee('340200'))
    await credited('E1-2025-01', 'P1', 50_000)
    await parted([], 20_000)
    const told = toEvents(
      (await office.items())
        .filter(({ kind }) => kind === 'account-entry')
        .map((item, index) => ({ item: item as never, sequence: String(index) })),
    ).map(({ event }) => event.data)
    expect(told).toEqual([
      {
        moveId: 'PART1',
        personId: 'P2',
        from: '340100',
        to: '340200',
        amount: 20_000,
        movedOn: '2025-06-10',
      },
    ])
  })

  it('is found by the night where a claim is both’s, or the two sides differ', async () => {
    for (const personId of ['P1', 'P2']) await office.entitle(personId, 1, employee())
    await credited('E1-2025-01', 'P1', 50_000)
    const theirs = await office.visit('P1', '2025-03-10', 200)
    await parted([theirs], 20_000)
    const { claimsAreOnePersons } = await import('../../../../services/settlement/parting/invariants.ts')
    const seen = async (spoil: (item: Record<string, unknown>) => object | undefined) => {
      const check = claimsAreOnePersons.start()
      for (const item of await office.items()) {
        const kept = spoil(item as Record<string, unknown>)
        if (kept) check.see(kept as never)
      }
      return check.finish().violations.map(({ what }) => what)
    }
    expect(await seen((item) => item)).toEqual([])
    expect(
      await seen((item) =>
        item.kind === 'claim-reversed-by' || String(item.sk).startsWith('REVERSED') ? undefined : item,
      ),
    ).toEqual([`${theirs} is both’s`])
    expect(
      await seen((item) =>
        item.kind === 'account-entry' && Number(item.amount) > 0 ? { ...item, amount: 1 } : item,
      ),
    ).toEqual(['what left the one account is not what came to the other'])
    expect(await seen((item) => (item.kind === 'parting' ? undefined : item))).toEqual([
      'it went to another person by nobody’s decision',
      'money went to another account by nobody’s decision',
      'money went to another account by nobody’s decision',
    ])
  })
})

describe('the account of who moves between two cities', () => {
  const movedIn = async () =>
    toEvents(
      (await office.items())
        .filter(({ kind }) => kind === 'account-entry')
        .map((item, index) => ({ item: item as never, sequence: String(index) })),
    ).map(({ event }) => event.data)
  const half = [
    spellOf('employee', '2025-01-01', '2025-06-30'),
    spellOf('employee', '2025-07-01', '2025-12-31', '340200'),
  ]

  it('goes over to the books of the city that has them, once, whatever is told twice; the balance stays', async () => {
    await office.entitle('P1', 1, employee())
    await credited('E1-2025-01', 'P1', 50_000)
    expect((await yearOf('P1'))?.state.accountIn).toBeUndefined()
    for (const version of [2, 2]) await office.entitle('P1', version, half)
    expect(await movedIn()).toEqual([
      expect.objectContaining({ personId: 'P1', from: '340100', to: '340200', amount: 50_000 }),
    ])
    const year = await yearOf('P1')
    expect([year?.state.account, year?.state.accountIn]).toEqual([50_000, undefined])
    // A bill of the former city that is paid late comes to its books, and goes on to the other's.
    await credited('E1-2025-02', 'P1', 7_000)
    expect((await movedIn()).map((each) => (each as { amount: number }).amount).sort()).toEqual([
      50_000, 7_000,
    ])
    expect((await yearOf('P1'))?.state).toMatchObject({ account: 57_000 })
    expect(await office.violations()).toEqual([])
  })

  it('is owed back by the former city where a claim of the time there comes late', async () => {
    await office.entitle('P1', 1, employee())
    await credited('E1-2025-01', 'P1', 300_000)
    await office.entitle('P1', 2, half)
    await stay('P1', '2025-04-01', '2025-04-10', 5_000)
    const used = 300_000 - ((await yearOf('P1'))?.state.account ?? 0)
    expect(used).toBeGreaterThan(0)
    expect((await yearOf('P1'))?.state.accountIn).toEqual({ '340100': -used, '340200': 300_000 })
    await credited('E1-2025-02', 'P1', 0)
    await credited('E1-2025-03', 'P1', 1_000)
    const moves = (await movedIn()) as { from: string; to: string; amount: number }[]
    expect(moves.find(({ from }) => from === '340200')).toMatchObject({ to: '340100', amount: used - 1_000 })
    expect((await yearOf('P1'))?.state.accountIn).toBeUndefined()
    expect(await office.violations()).toEqual([])
  })
})

describe('what is registered of one record that was two persons, and its allowances', () => {
  const hands = {
    proposed: { by: 'clerk', on: '2025-06-09' },
    decided: { by: 'reviewer', on: '2025-06-10' },
  }
  const partedWith = (more: object, partedOn = '2025-06-10') =>
    takeOverParting(
      {
        data: {
          ...{ partingId: 'PART1', division: '340100', stays: 'P1', goes: 'P2', claims: [], account: 0 },
          ...{ partedOn, hands, ...more },
        },
      },
      office.effects,
    )
  const registers = async (personId: string, registrations: object) => {
    const at = { proposalId: `REG-${personId}`, on: '2025-02-01' }
    const proposal = {
      ...{ proposalId: at.proposalId, city: '340100', why: '门诊慢特病认定', registrations },
      proposed: { by: 'clerk', on: at.on },
    } as never
    const decide = (step: Parameters<typeof decideRegistrations>[1]) =>
      decideRegistrations(personId, step, office.effects)
    await decide((registered) => propose(proposal, registered))
    await decide((registered) => approve({ ...at, by: 'reviewer' }, registered))
    await takeOverInYears(personId, office.effects)
  }
  const disease = (code: string, from: string) => ({ code, from, to: null })

  it('go by name to whose they are, approved by the two who decided, and their years judge by it', async () => {
    for (const personId of ['P1', 'P2']) await office.entitle(personId, 1, employee())
    await registers('P1', {
      diseases: [disease('M01600', '2025-02-01'), disease('M03900', '2025-03-01')],
      civilServant: true,
      contracts: [{ institution: 'H34010000001', from: '2025-01-01', to: null }],
    })
    await partedWith({ registrations: ['disease:M03900:2025-03-01', 'contract:H34010000001:2025-01-01'] })
    expect(await followed()).toMatchObject({ registrationsMoved: true })
    const [one, other] = await Promise.all([
      office.effects.registrations.read('P1'),
      office.effects.registrations.read('P2'),
    ])
    expect(one.registered.registrations).toEqual({
      diseases: [disease('M01600', '2025-02-01')],
      civilServant: true,
    })
    expect(other.registered).toMatchObject({
      registrations: {
        diseases: [disease('M03900', '2025-03-01')],
        civilServant: false,
        contracts: [{ institution: 'H34010000001', from: '2025-01-01', to: null }],
      },
      approval: { proposed: { by: 'clerk' }, approved: { by: 'reviewer' } },
    })
    expect((await yearOf('P2'))?.state.registered.diseases).toEqual([disease('M03900', '2025-03-01')])
    expect((await yearOf('P1'))?.state.registered.diseases).toEqual([disease('M01600', '2025-02-01')])
    // Told again nothing is done again.
    await partedWith({ registrations: ['disease:M03900:2025-03-01', 'contract:H34010000001:2025-01-01'] })
    await followParting('PART1', '2025-06-11', office.effects)
    expect((await office.effects.registrations.read('P2')).version).toBe(other.version)
    expect(await office.violations()).toEqual([])
    const { claimsAreOnePersons } = await import('../../../../services/settlement/parting/invariants.ts')
    const check = claimsAreOnePersons.start()
    for (const item of await office.items()) {
      const ofRecord = item.kind === 'registrations' && String(item.pk).endsWith('P1')
      const { registrations } = other.registered
      check.see(ofRecord ? { ...item, registrations } : item)
    }
    expect(check.finish().violations.map(({ what }) => what)).toEqual([
      'disease:M03900:2025-03-01 is registered of both, or of none',
      'contract:H34010000001:2025-01-01 is registered of both, or of none',
    ])
  })

  it('wait while a proposal waits that would undo it, and where it is registered no more', async () => {
    for (const personId of ['P1', 'P2']) await office.entitle(personId, 1, employee())
    await registers('P1', { diseases: [disease('M01600', '2025-02-01')], civilServant: false })
    const waiting = {
      ...{ proposalId: 'REG-2', city: '340100', why: '备案' },
      registrations: { diseases: [], civilServant: true },
      proposed: { by: 'clerk', on: '2025-06-01' },
    } as never
    await decideRegistrations('P2', (registered) => propose(waiting, registered), office.effects)
    await partedWith({ registrations: ['disease:M01600:2025-02-01'] })
    expect(await followed()).toMatchObject({ registrationsWaitFor: 'registration.proposal-waits' })
    const turnedDown = { proposalId: 'REG-2', by: 'reviewer', on: '2025-06-11', reason: '不符合条件' }
    await decideRegistrations('P2', (registered) => reject(turnedDown, registered), office.effects)
    await followParting('PART1', '2025-06-12', office.effects)
    expect(await followed()).toMatchObject({ registrationsMoved: true })
    expect(await followed()).not.toHaveProperty('registrationsWaitFor')
  })

  it('an allowance is hers whose delivery it was: 158 days on 6,000 yuan stay paid, and she is paid no second one', async () => {
    for (const personId of ['P1', 'P2']) await office.entitle(personId, 1, employee())
    const claims = (personId: string, benefitId: string) =>
      claimMaternity(
        {
          ...{ benefitId, personId, payee: { kind: 'employer', id: 'E1' }, document: 'Y340000001' },
          proposed: { by: 'clerk', on: '2025-12-01' },
          ...{ deliveredOn: '2025-11-20', delivery: 'natural', children: 1, monthlyWage: 600_000 },
        } as never,
        office.effects as never,
      )
    const granted = await claims('P1', 'MB-1')
    if (granted.status === 'refused') throw new Error(granted.refusal.code)
    const { amount } = granted.value
    expect(amount).toBe(3_160_000)
    await partedWith({ allowances: ['MB-1', 'MB-9'] })
    expect((await followed())?.allowances).toEqual([
      { benefitId: 'MB-1', isMoved: true },
      { benefitId: 'MB-9', waitsFor: 'benefit.unknown' },
    ])
    expect((await readBenefit(office.store, 'MB-1'))?.benefit).toMatchObject({ personId: 'P2', amount })
    expect(await claims('P2', 'MB-2')).toMatchObject({
      ...{ status: 'refused' },
      refusal: { code: 'maternity.claimed-before' },
    })
    expect(await claims('P1', 'MB-3')).toMatchObject({ status: 'accepted' })
    expect(await office.violations()).toEqual([])
  })
})
