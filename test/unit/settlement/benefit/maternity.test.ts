import { describe, expect, it } from 'vitest'
import { provincePolicy } from '../../../../cli/province-policy.ts'
import { interestOf } from '../../../../services/settlement/account/credit-interest.ts'
import { benefitsArePaidOnce } from '../../../../services/settlement/benefit/invariants.ts'
import type { Benefit, Delivery } from '../../../../services/settlement/benefit/rules/benefit.ts'
import {
  approveBenefit,
  beginBenefit,
  rejectBenefit,
} from '../../../../services/settlement/benefit/rules/benefit.ts'
import { maternitySpell } from '../../../../services/settlement/benefit/rules/maternity.ts'
import type { InsuredYear, Spell } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { newInsuredYear } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { newRecordedYear } from '../../../../services/settlement/insured-year/rules/recorded-year.ts'

const policy = provincePolicy()
const spell = (from: string, to: string, more: Partial<Spell> = {}): Spell => ({
  ...{ scheme: 'employee', city: '340100', employment: 'employed', aid: 'none', from, to },
  ...more,
})
const year = (of: number, spells: readonly Spell[], sex: InsuredYear['sex'] = 'female'): InsuredYear => ({
  ...newInsuredYear('P1', of),
  ...{ spells, sex, version: 1 },
})
const asked = (years: readonly InsuredYear[], more: object = {}) =>
  maternitySpell(
    { deliveredOn: '2025-09-15', today: '2025-10-20', years, claimed: [], ...more },
    policy,
    '340100',
  )
const codeOf = (decision: ReturnType<typeof asked>) =>
  decision.status === 'refused' ? decision.refusal.code : decision.value.city

describe('the maternity allowance', () => {
  it('is due for who was employed and insured on the day and for six whole months before it', () => {
    expect(codeOf(asked([year(2025, [spell('2025-03-31', '2025-12-31')])]))).toBe('340100')
    expect(asked([year(2025, [spell('2025-04-01', '2025-12-31')])])).toMatchObject({
      refusal: { code: 'maternity.not-insured', figures: { months: 6, missing: '2025-03-31' } },
    })
    expect(codeOf(asked([year(2025, [spell('2025-01-01', '2025-09-14')])]))).toBe('maternity.not-insured')
  })

  it('looks into the year before for a delivery in spring', () => {
    const before = year(2024, [spell('2024-07-01', '2024-12-31')])
    const own = year(2025, [spell('2025-01-01', '2025-12-31')])
    const spring = { deliveredOn: '2025-02-10' }
    expect(codeOf(asked([own, before], spring))).toBe('340100')
    expect(codeOf(asked([own], spring))).toBe('maternity.not-insured')
  })

  it('is not due to flexible workers, residents and men, nor for a delivery to come', () => {
    const flexible = spell('2025-01-01', '2025-12-31', { employment: 'flexible' })
    const resident = spell('2025-01-01', '2025-12-31', { scheme: 'resident', employment: 'resident' })
    for (const other of [flexible, resident])
      expect(codeOf(asked([year(2025, [other])]))).toBe('maternity.not-insured')
    expect(codeOf(asked([year(2025, [spell('2025-01-01', '2025-12-31')], 'male')]))).toBe(
      'maternity.not-the-mother',
    )
    expect(codeOf(asked([], { deliveredOn: '2025-10-21' }))).toBe('maternity.in-future')
  })

  it('is due once for a delivery, whatever day it is told of the second time', () => {
    const own = [year(2025, [spell('2025-01-01', '2025-12-31')])]
    const claimed = [{ deliveredOn: '2025-08-30', benefitId: 'MA-1' }]
    expect(asked(own, { claimed })).toMatchObject({
      refusal: { code: 'maternity.claimed-before', figures: { benefitId: 'MA-1' } },
    })
    expect(codeOf(asked(own, { claimed: [{ deliveredOn: '2024-03-01', benefitId: 'MA-0' }] }))).toBe('340100')
  })
})

const draft: Parameters<typeof beginBenefit>[0] & { readonly delivery: Delivery } = {
  ...{ benefitId: 'MA-1', kind: 'maternity-allowance', personId: 'P1', city: '340100', scheme: 'employee' },
  ...{ amount: 3_423_333, document: 'BC-1', proposed: { by: 'clerk', on: '2025-10-20' } },
  payments: [{ payee: { kind: 'employer', id: 'E1' }, amount: 3_423_333 }],
  delivery: {
    ...{ deliveredOn: '2025-09-15', delivery: 'natural', children: 1 },
    ...{ monthlyWage: 650_000, days: 158 },
  },
}

describe('a benefit', () => {
  it('waits for another officer where it takes two, and is granted at once where it takes one', () => {
    expect(beginBenefit(draft, false)).toMatchObject({ state: 'granted', grantedOn: '2025-10-20' })
    const waiting = beginBenefit(draft, true)
    expect(approveBenefit(waiting, { by: ' Clerk', on: '2025-10-21' })).toMatchObject({
      refusal: { code: 'benefit.proposer-is-approver' },
    })
    expect(approveBenefit(waiting, { by: 'second', on: '2025-10-19' })).toMatchObject({
      refusal: { code: 'benefit.before-proposed' },
    })
    const granted = approveBenefit(waiting, { by: 'second', on: '2025-10-21' })
    if (granted.status === 'refused') throw new Error(granted.refusal.code)
    expect(approveBenefit(granted.value, { by: 'second', on: '2025-10-22' })).toEqual(granted)
    expect(rejectBenefit(granted.value, { by: 'second', on: '2025-10-22', reason: 'no' })).toMatchObject({
      refusal: { code: 'benefit.decided' },
    })
  })

  const broken = (...items: object[]) => {
    const { see, finish } = benefitsArePaidOnce.start()
    for (const item of items) see({ pk: 'K', sk: 'K', ...item } as never)
    return finish().violations.map(({ what }) => what)
  }
  const item = (benefit: object) => ({ kind: 'benefit', benefit })
  const granted = {
    ...draft,
    state: 'granted',
    grantedOn: '2025-10-22',
    approved: { by: 'b', on: '2025-10-22' },
  }

  it('breaks an invariant where a delivery is paid for twice, or by one person', () => {
    expect(broken(item(granted))).toEqual([])
    const again = {
      ...granted,
      benefitId: 'MA-2',
      delivery: { ...draft.delivery, deliveredOn: '2025-09-01' },
    }
    expect(broken(item(granted), item(again))).toEqual(['its delivery is paid for twice'])
    expect(broken(item({ ...granted, approved: draft.proposed }))).toEqual([
      'one person proposed and approved it',
    ])
  })

  it('breaks an invariant where an account gave otherwise than its payees get', () => {
    const { delivery: _, ...rest } = granted
    const payOut = { ...rest, kind: 'account-inheritance' } as unknown as Benefit
    const entry = { kind: 'account-entry', benefitId: 'MA-1', amount: -3_423_333 }
    expect(broken(item(payOut), entry)).toEqual([])
    expect(broken(item(payOut))).toEqual(['what it took from the account is not what it pays'])
    expect(broken(entry)).toEqual(['an account was paid out for a benefit that is not there'])
  })
})

describe('the interest of an account', () => {
  const held = (account: number, more: object = {}) => ({
    ...newRecordedYear('P1', 2025),
    state: { ...newInsuredYear('P1', 2025), account },
    ...more,
  })

  it('is one rate on what was brought over and another on what came in the year', () => {
    // 1,000 yuan brought over at 1.10 %, 500 of the year at 0.35 %.
    expect(interestOf(held(150_000, { carriedIn: 100_000 }), policy, '340100')).toBe(1_100 + 175)
    // What was used is taken off what came in the year first.
    expect(interestOf(held(80_000, { carriedIn: 100_000 }), policy, '340100')).toBe(880)
  })

  it('counts what went over to the next year, and is nothing on a debt', () => {
    expect(interestOf(held(0, { carriedOut: 50_000 }), policy, '340100')).toBe(175)
    expect(interestOf(held(-5_000), policy, '340100')).toBe(0)
  })
})
