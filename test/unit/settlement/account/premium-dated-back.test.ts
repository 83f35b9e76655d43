import { describe, expect, it } from 'vitest'
import { familyPremiumsAreTheirEntries } from '../../../../services/settlement/family-premium/invariants.ts'
import type { FamilyPremium } from '../../../../services/settlement/family-premium/rules/premium.ts'
import {
  approvePremium,
  isDatedBack,
  takenFor,
} from '../../../../services/settlement/family-premium/rules/premium.ts'

/** 400 yuan of 2025, said on 3 March and to count from 20 December: the relative would wait for nothing. */
const waiting: FamilyPremium = {
  ...{ premiumId: 'FP-1', owner: 'MOTHER', member: 'CHILD', consentId: 'FC-1', billId: 'R-CHILD-2025' },
  ...{ city: '340100', amount: 40_000, state: 'proposed' },
  ...{ asked: { by: 'clerk', on: '2024-12-20' }, saidOn: '2025-03-03', why: '窗口停电，单据补录' },
}

const seen = (premium: FamilyPremium) => {
  const { see, finish } = familyPremiumsAreTheirEntries.start()
  see({ pk: 'FAMILY-PREMIUMS#MOTHER', sk: 'FP-1', kind: 'family-premium', premium, version: 1 } as never)
  return finish().violations.map(({ what }) => what)
}

describe('a premium that is to count from a day before it was said', () => {
  it('takes nothing of the account while one hand alone says so', () => {
    expect([isDatedBack(waiting), takenFor(waiting), seen(waiting)]).toEqual([true, 0, []])
  })

  it('is approved by another than said it, and keeps its day', () => {
    expect(approvePremium(waiting, { by: 'clerk', on: '2025-03-04' })).toMatchObject({ status: 'refused' })
    expect(approvePremium(waiting, { by: 'second', on: '2025-03-04' })).toMatchObject({
      value: { state: 'asked', asked: { on: '2024-12-20' }, approved: { by: 'second', on: '2025-03-04' } },
    })
  })

  it('is found where money left the account for it by one hand', () => {
    const alone: FamilyPremium = { ...waiting, state: 'asked' }
    expect(seen(alone)).toContain('one hand alone dated a premium back')
    const same = { ...alone, approved: { by: 'clerk', on: '2025-03-04' } }
    expect(seen(same)).toContain('one hand alone dated a premium back')
    const second = { ...alone, approved: { by: 'second', on: '2025-03-04' } }
    expect(seen(second)).not.toContain('one hand alone dated a premium back')
    expect(seen({ ...alone, saidOn: '2024-12-20' })).not.toContain('one hand alone dated a premium back')
  })
})
