import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Decision } from '#shared/kernel/decision.ts'
import { startDynamo } from '#test/support/dynamodb.ts'
import { creditAccounts } from '../../../../services/settlement/account/credit-accounts.ts'
import { joinedAccountsBalance } from '../../../../services/settlement/account/joined-accounts-invariant.ts'
import { grantBenefit } from '../../../../services/settlement/benefit/decide-benefit.ts'
import { claimMaternity } from '../../../../services/settlement/benefit/propose-benefit.ts'
import type { ClaimRequest } from '../../../../services/settlement/claim/claim-request.ts'
import { settleClaim } from '../../../../services/settlement/claim/settle-claim.ts'
import { replaceEntitlements } from '../../../../services/settlement/entitlement/replace-entitlements.ts'
import { changeTakeBack } from '../../../../services/settlement/take-back/decide-take-back.ts'
import { takeBacksAreOfTwo } from '../../../../services/settlement/take-back/invariants.ts'
import type { TakeBack } from '../../../../services/settlement/take-back/rules/take-back.ts'
import {
  approveTakeBack,
  proposeTakeBack,
  receiveTakeBack,
  turnDownTakeBack,
} from '../../../../services/settlement/take-back/rules/take-back.ts'
import { startTakeBacks } from '../../../../services/settlement/take-back/start-take-backs.ts'
import { readTakeBack } from '../../../../services/settlement/take-back/store.ts'
import { takeBacksAreDecided } from '../../../../services/settlement/take-back/waits.ts'
import { spellOf, visit } from '../province.ts'
import type { Office } from './office.ts'
import { drain, openOffice } from './office.ts'

let dynamo: Awaited<ReturnType<typeof startDynamo>>
let tables = 0
let office: Office

beforeAll(async () => {
  dynamo = await startDynamo()
})
afterAll(() => dynamo.stop())

const whole = [spellOf('resident', '2025-01-01', '2025-12-31')]
/** Enrolment's word on 2025 of a number, and on whose it is. */
const tell = (
  personId: string,
  version: number,
  sameAs?: string,
  spells = whole,
  alsoAs?: readonly string[],
) =>
  replaceEntitlements(
    {
      data: {
        persons: [
          {
            ...{ personId, year: 2025, version, changedOn: '2025-06-02', birthOn: '1980-05-01' },
            ...{
              sex: 'female' as const,
              spells,
              ...(sameAs === undefined ? {} : { sameAs }),
              ...(alsoAs === undefined ? {} : { alsoAs: [...alsoAs] }),
            },
          },
        ],
      },
    },
    office.effects,
  )

beforeEach(async () => {
  tables += 1
  office = await openOffice(dynamo, `one-person-${tables}`)
  for (const personId of ['P1', 'P2', 'P3']) await tell(personId, 1)
})

const stay = async (personId: string, from: string, to: string, yuan: number): Promise<string> => {
  const { serviceOn: _, ...charged } = visit(personId, to, yuan * 100)
  const request = { ...charged, care: 'inpatient', admittedOn: from, dischargedOn: to }
  const msgid = `${personId}-${from}`
  const decision = await settleClaim(
    { ...request, msgid, settledOn: to } as unknown as ClaimRequest,
    office.effects,
  )
  return decision.status === 'refused' ? decision.refusal.code : decision.value.claim.claimId
}
/** What the pool paid of a claim as it stands, in yuan. */
const paid = async (claimId: string, name: 'basic' | 'fund' = 'basic'): Promise<number> => {
  const { entry, corrections } = await office.effects.claims.find(claimId)
  if (entry?.kind !== 'claim') throw new Error(`${claimId} is no claim`)
  return [entry.claim, ...corrections].reduce((sum, { amounts }) => sum + amounts[name], 0) / 100
}
const yearOf = (personId: string) => office.effects.claims.findYear({ personId, year: 2025 })
const isDue = async (personId: string) => Object.keys((await yearOf(personId))?.trail.due ?? {}).length > 0
const correct = async (commandId: string, persons: readonly string[] = ['P1']): Promise<void> => {
  await office.start(commandId, {
    ...{ cause: 'entitlement', city: '340100', persons, preview: false, from: '2025-01-01' },
    approvalAbove: 1_000_000_000,
  })
  await drain(office.units, office.effects)
}

describe('the personal account of a number that turned out to be another', () => {
  const employee = [spellOf('employee', '2025-01-01', '2025-12-31')]
  const credit = async (personId: string, billId: string, account: number): Promise<void> => {
    const completes = { persons: [{ personId, account }] }
    const receipt = { billId, payer: 'individual', pooled: 0, account, paidOn: '2025-03-01', completes }
    const data = { city: '340100', fundYear: 2025, receipts: [receipt] }
    await creditAccounts({ id: billId, occurredOn: '2025-03-01', data } as never, office.effects)
  }
  const heldBy = async (...persons: readonly string[]) =>
    await Promise.all(persons.map(async (personId) => (await yearOf(personId))?.state.account ?? 0))

  beforeEach(async () => {
    for (const personId of ['P1', 'P2', 'P3']) await tell(personId, 2, undefined, employee)
    await credit('P2', 'B2', 30_000)
    await credit('P1', 'B1', 5_000)
  })

  it('goes to the number that stays, once, however often that is told', async () => {
    await tell('P2', 3, 'P1', employee)
    expect(await heldBy('P1', 'P2')).toEqual([35_000, 0])
    await tell('P2', 3, 'P1', employee)
    await tell('P1', 3, undefined, employee, ['P2'])
    expect(await heldBy('P1', 'P2')).toEqual([35_000, 0])
    expect(await office.violations()).toEqual([])
  })

  it('goes on with the last of three, and what is credited to it later goes the same way', async () => {
    await tell('P2', 3, 'P3', employee)
    expect(await heldBy('P2', 'P3')).toEqual([0, 30_000])
    await tell('P3', 3, 'P1', employee)
    expect(await heldBy('P1', 'P2', 'P3')).toEqual([35_000, 0, 0])
    await credit('P2', 'B3', 1_000)
    expect(await heldBy('P1', 'P2', 'P3')).toEqual([36_000, 0, 0])
    expect(await office.violations()).toEqual([])
  })

  it('waits while nothing is recorded of the other, and goes with the first that is told of them', async () => {
    await tell('P2', 3, 'P9', employee)
    expect(await heldBy('P2', 'P9')).toEqual([30_000, 0])
    await tell('P9', 1, undefined, employee, ['P2'])
    expect(await heldBy('P2', 'P9')).toEqual([0, 30_000])
    expect(await office.violations()).toEqual([])
  })

  it('is seen where it left one number and did not come to the other', async () => {
    await tell('P2', 3, 'P1', employee)
    const { see, finish } = joinedAccountsBalance.start()
    for await (const item of office.store.scan()) if (item.pk !== 'PERSON#P1') see(item as never)
    expect(finish().violations.map(({ what }) => what)).toEqual([
      'what one number gave, the other did not get',
    ])
  })
})

describe('a person who had two numbers', () => {
  it('has one ceiling a year: what was paid under the other number counts', async () => {
    // Of visits the pool pays 60 %, and 150 yuan a year at most.
    expect(await paid(await office.visit('P2', '2025-03-10', 200))).toBe(120)
    await tell('P2', 2, 'P1')
    expect(await paid(await office.visit('P1', '2025-07-01', 200))).toBe(30)
    expect(await office.violations()).toEqual([])
  })

  it('pays the deductibles of one person, once the claims are judged again', async () => {
    // An employee's second stay of a year has half the deductible of the first: 5,000 yuan each time.
    const employee = [spellOf('employee', '2025-01-01', '2025-12-31')]
    for (const personId of ['P1', 'P2', 'P3']) await tell(personId, 2, undefined, employee)
    await stay('P3', '2025-02-01', '2025-02-10', 5_000)
    const second = await stay('P3', '2025-04-01', '2025-04-10', 5_000)
    await stay('P2', '2025-02-01', '2025-02-10', 5_000)
    const own = await stay('P1', '2025-04-01', '2025-04-10', 5_000)
    expect(await paid(own)).toBeLessThan(await paid(second))
    await tell('P2', 3, 'P1', employee)
    expect([await isDue('P1'), await isDue('P2')]).toEqual([true, false])
    await correct('R1')
    expect(await paid(own)).toBe(await paid(second))
    expect(await isDue('P1')).toBe(false)
    expect(await office.violations()).toEqual([])
  })

  it('has one ceiling above the pool too: what is above it under both numbers together is taken back', async () => {
    const once = await stay('P1', '2025-02-01', '2025-02-20', 3_000_000)
    const most = await paid(once, 'fund')
    const twice = await stay('P2', '2025-03-01', '2025-03-20', 3_000_000)
    expect(await paid(twice, 'fund')).toBe(most)
    await tell('P2', 2, 'P1')
    await correct('R1')
    // One of the two claims holds what one person may have; the other what is due beyond every ceiling: nothing.
    expect((await paid(once, 'fund')) + (await paid(twice, 'fund'))).toBe(most)
    expect(await office.violations()).toEqual([])
  })

  it('is in one bed at a time: a stay that was claimed under one number is not claimed under the other', async () => {
    await stay('P2', '2025-03-01', '2025-03-20', 5_000)
    const own = await stay('P1', '2025-03-05', '2025-03-12', 5_000)
    await tell('P2', 2, 'P1')
    await correct('R1')
    expect(await paid(own, 'fund')).toBe(0)
    expect(await stay('P1', '2025-03-18', '2025-03-25', 5_000)).toBe('claim.overlapping-stay')
    expect(await office.violations()).toEqual([])
  })

  it('has what comes late under the old number, or is taken back of it, counted with the very claim', async () => {
    await tell('P2', 2, 'P1', [spellOf('resident', '2025-01-01', '2025-06-01')])
    const late = await office.visit('P2', '2025-03-10', 200)
    expect((await yearOf('P1'))?.state.joined).toMatchObject([
      { personId: 'P2', accumulators: { resident: { outpatientPaid: 12_000 } } },
    ])
    const own = await office.visit('P1', '2025-07-01', 200)
    expect(await paid(own)).toBe(30)
    await office.reverse(late, '2025-07-02')
    expect((await yearOf('P1'))?.state).not.toHaveProperty('joined')
    expect(await isDue('P1')).toBe(true)
    await correct('R1')
    expect(await paid(own)).toBe(120)
    expect(await office.violations()).toEqual([])
  })

  it('may have turned out to be one with a third: all count for the one who goes on', async () => {
    await office.visit('P3', '2025-02-10', 100)
    await tell('P3', 2, 'P2')
    await tell('P2', 2, 'P1')
    expect((await yearOf('P1'))?.state.joined).toMatchObject([
      { personId: 'P2', accumulators: { resident: { outpatientPaid: 6_000 } } },
    ])
    await office.visit('P3', '2025-02-20', 100)
    expect((await yearOf('P1'))?.state.joined).toMatchObject([
      { personId: 'P2', accumulators: { resident: { outpatientPaid: 12_000 } } },
    ])
    expect(await office.violations()).toEqual([])
  })

  it('is not that person any more when enrolment says so, and neither counts the other’s', async () => {
    await office.visit('P2', '2025-03-10', 200)
    const own = await office.visit('P1', '2025-04-01', 200)
    await tell('P2', 2, 'P1')
    await correct('R1')
    expect(await paid(own)).toBe(30)
    await tell('P2', 3)
    await correct('R2')
    expect((await yearOf('P1'))?.state).not.toHaveProperty('joined')
    expect(await paid(own)).toBe(120)
    // An older word that comes late changes nothing.
    await tell('P2', 2, 'P1')
    expect((await yearOf('P1'))?.state).not.toHaveProperty('joined')
    expect(await office.violations()).toEqual([])
  })

  it('may be served under both numbers at one moment: both are counted, each once', async () => {
    await tell('P2', 2, 'P1')
    const days = ['2025-03-01', '2025-03-02', '2025-03-03', '2025-03-04']
    await Promise.all(days.flatMap((day) => [office.visit('P1', day, 50), office.visit('P2', day, 50)]))
    await correct('R1', ['P1', 'P2'])
    await correct('R2')
    const year = await yearOf('P1')
    // 60 % of 400 yuan would be 240: together they hold the 150 of one person.
    expect(year?.state.joined).toMatchObject([{ accumulators: { resident: { outpatientPaid: 12_000 } } }])
    expect(year?.state.accumulators.resident?.outpatientPaid).toBe(3_000)
    expect(await office.violations()).toEqual([])
  })
})

describe('a delivery', () => {
  const employee = [spellOf('employee', '2025-01-01', '2025-12-31')]
  const asked = async (personId: string, deliveredOn: string) => {
    const decision = await claimMaternity(
      {
        ...{ benefitId: `MA-${personId}-${deliveredOn}`, personId, deliveredOn, delivery: 'natural' },
        ...{ children: 1, monthlyWage: 800_000, document: '出生医学证明S340012345' },
        payee: { kind: 'person', id: personId, name: '王芳', bank: '工行', account: '6222021001116245702' },
        proposed: { by: 'clerk', on: '2025-11-01' },
      } as unknown as Parameters<typeof claimMaternity>[0],
      office.effects,
    )
    return decision.status === 'refused' ? decision.refusal.code : decision.value.state
  }

  it('that was claimed under one number is not claimed under the other, nor under the old one at all', async () => {
    for (const personId of ['P1', 'P2']) await tell(personId, 2, undefined, employee)
    expect(await asked('P2', '2025-09-15')).not.toContain('.')
    await tell('P2', 3, 'P1', employee)
    await tell('P1', 3, undefined, employee, ['P2'])
    expect(await asked('P1', '2025-09-16')).toBe('maternity.claimed-before')
    expect(await asked('P2', '2025-09-16')).toBe('maternity.is-another')
    expect(await office.violations()).toEqual([])
  })
})

describe('two allowances that were paid for one delivery before two numbers turned out to be one person', () => {
  const employee = [spellOf('employee', '2025-01-01', '2025-12-31')]
  const claim = async (personId: string, deliveredOn: string): Promise<string> => {
    const decision = await claimMaternity(
      {
        ...{ benefitId: `MA-${personId}`, personId, deliveredOn, delivery: 'natural' },
        ...{ children: 1, monthlyWage: 800_000, document: '出生医学证明S340012345' },
        payee: { kind: 'person', id: personId, name: '王芳', bank: '工行', account: '6222021001116245702' },
        proposed: { by: 'clerk', on: '2025-11-01' },
      } as unknown as Parameters<typeof claimMaternity>[0],
      office.effects,
    )
    return decision.status === 'refused' ? decision.refusal.code : decision.value.state
  }
  const grant = async (personId: string, on: string): Promise<string> => {
    const decision = await grantBenefit(`MA-${personId}`, { by: 'checker', on }, office.effects)
    return decision.status === 'refused' ? decision.refusal.code : decision.value.state
  }
  const merge = async () => {
    await tell('P2', 3, 'P1', employee)
    await tell('P1', 3, undefined, employee, ['P2'])
    const persons = [
      { personId: 'P2', sameAs: 'P1' },
      { personId: 'P1', alsoAs: ['P2'] },
    ]
    for (const each of persons)
      await startTakeBacks({ occurredOn: '2025-12-01', data: { persons: [each] } }, office.effects)
  }
  let commands = 0
  const found = () => readTakeBack(office.store, 'MA-P1')
  const change = async (decide: (takeBack: TakeBack) => Decision<TakeBack>) => {
    commands += 1
    const of = { benefitId: 'MA-P1', commandId: `C${commands}` }
    const decision = await changeTakeBack(of, office.effects, decide)
    return decision.status === 'refused' ? decision.refusal.code : decision.value.state
  }
  const proposal = { proposalId: 'TP', reason: 'one birth certificate', document: 'HF [2025] 7' }
  const clerk = { by: 'clerk', on: '2025-12-02' }
  const checker = { by: 'checker', on: '2025-12-03' }
  const propose = (outcome: 'taken-back' | 'both-stand') =>
    change((each) => proposeTakeBack(each, { ...proposal, outcome, proposed: clerk }))

  beforeEach(async () => {
    for (const personId of ['P1', 'P2']) await tell(personId, 2, undefined, employee)
    expect(await claim('P2', '2025-09-15')).toBe('proposed')
    expect(await claim('P1', '2025-09-16')).toBe('proposed')
  })

  it('are work by themselves: the later one is asked back by two hands, and told until the money is there', async () => {
    expect([await grant('P2', '2025-11-02'), await grant('P1', '2025-11-03')]).toEqual(['granted', 'granted'])
    await merge()
    const stored = await found()
    expect(stored?.takeBack).toMatchObject({ state: 'open', other: 'MA-P2', personId: 'P1' })
    const waits = async () => {
      const item = (await office.items()).find(({ kind }) => kind === 'allowance-take-back')
      return item && takeBacksAreDecided(office.effects.policy()).waits(item as never)
    }
    expect(await waits()).toMatchObject({ since: '2025-12-01', amount: stored?.takeBack.amount })
    expect(await change((each) => approveTakeBack(each, 'TP', checker))).toBe('take-back.not-now')
    expect(await propose('taken-back')).toBe('proposed')
    expect(await change((each) => approveTakeBack(each, 'TP', clerk))).toBe('take-back.proposer-is-approver')
    expect(await change((each) => approveTakeBack(each, 'T0', checker))).toBe('take-back.other-proposal')
    expect(await change((each) => turnDownTakeBack(each, { ...checker, reason: 'which one?' }))).toBe('open')
    expect(await propose('taken-back')).toBe('proposed')
    expect(await change((each) => approveTakeBack(each, 'TP', checker))).toBe('owed')
    expect(await waits()).toMatchObject({ since: '2025-12-03', until: '9999-12-31' })
    await merge()
    expect((await found())?.takeBack.state).toBe('owed')
    expect(await change((each) => receiveTakeBack(each, { ...clerk, document: 'ICBC 991' }))).toBe('received')
    expect(await waits()).toBeUndefined()
    expect(await office.violations()).toEqual([])
  })

  it('may both stand, where they are of two deliveries after all', async () => {
    for (const [index, personId] of ['P2', 'P1'].entries()) await grant(personId, `2025-11-0${index + 2}`)
    await merge()
    await propose('both-stand')
    expect(await change((each) => approveTakeBack(each, 'TP', checker))).toBe('stands')
    expect(await change((each) => receiveTakeBack(each, { ...clerk, document: 'ICBC 991' }))).toBe(
      'take-back.not-now',
    )
    expect(await office.violations()).toEqual([])
  })

  it('are not both granted once it is known: the second is rejected first', async () => {
    await grant('P2', '2025-11-02')
    await merge()
    expect(await found()).toBeUndefined()
    expect(await grant('P1', '2025-12-02')).toBe('maternity.claimed-before')
    expect(await office.violations()).toEqual([])
  })

  it('are seen where nobody was told, or one person decided alone', async () => {
    for (const [index, personId] of ['P2', 'P1'].entries()) await grant(personId, `2025-11-0${index + 2}`)
    await merge()
    const items = await office.items()
    const judged = (of: readonly object[]) => {
      const { see, finish } = takeBacksAreOfTwo.start()
      for (const item of of) see(item as never)
      return finish().violations.map(({ what }) => what)
    }
    expect(judged(items)).toEqual([])
    expect(judged(items.filter(({ kind }) => kind !== 'allowance-take-back'))).toEqual([
      'its delivery was paid for twice and nobody was told',
    ])
    const alone = { state: 'stands', outcome: 'both-stand', proposed: clerk, approved: clerk }
    const planted = items.map((item) =>
      item.kind === 'allowance-take-back'
        ? { ...item, takeBack: { ...Object(item.takeBack), ...alone } }
        : item,
    )
    expect(judged(planted)).toEqual(['one person proposed and approved what becomes of it'])
  })
})

describe('the night', () => {
  it('sees a number whose year the person does not count, and one that is nobody’s', async () => {
    await office.visit('P2', '2025-03-10', 250)
    await tell('P2', 2, 'P1')
    const held = await yearOf('P1')
    if (!held) throw new Error('no year')
    const { joined = [], ...state } = held.state
    const plant = async (more: object) => {
      const now = await yearOf('P1')
      const version = (now?.state.version ?? 0) + 1
      const planted = { ...held, state: { ...state, ...more, version } }
      await office.effects.claims.recordYears([planted])
      return (await office.violations()) as { invariant: string; what: string }[]
    }
    expect((await plant({})).map(({ invariant }) => invariant)).toEqual(['settlement.one-person-one-year'])
    const [ofP2] = joined
    const stranger = await plant({ joined: [ofP2, { ...ofP2, personId: 'P3' }] })
    expect(stranger.map(({ what }) => what)).toEqual(['it counts P3, who is not the same person'])
  })
})
