import { describe, expect, it } from 'vitest'
import { provincePolicy } from '../../../../cli/province-policy.ts'
import { retireesAreCreditedOnce } from '../../../../services/settlement/account/retiree-credits-invariant.ts'
import { changeByDeath } from '../../../../services/settlement/account/rules/credit-after-death.ts'
import { retireeCreditOf } from '../../../../services/settlement/account/rules/retiree-credit.ts'
import { toInsuredYearItem } from '../../../../services/settlement/insured-year/records/insured-year-item.ts'
import type { Spell } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { newInsuredYear } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { newRecordedYear } from '../../../../services/settlement/insured-year/rules/recorded-year.ts'

const policy = provincePolicy()
const spell = (from: string, to: string, more: Partial<Spell> = {}): Spell => ({
  ...{ scheme: 'employee', city: '340100', employment: 'retired', aid: 'none', from, to },
  ...more,
})
const year = (...spells: readonly Spell[]) => ({
  ...{ ...newInsuredYear('P1', 2025), version: 1, entitlementVersion: 1, spells },
})
const credit = (city: string, ...spells: readonly Spell[]) => retireeCreditOf(year(...spells), city, policy)

describe('of a credit of twelve months, when a death is told after it,', () => {
  const given = { amount: 72_000, city: '340100' as const }
  const died = (diedOn: string | undefined, ...spells: readonly Spell[]) => ({
    ...year(...spells),
    ...(diedOn === undefined ? {} : { diedOn }),
  })
  const whole = spell('2025-01-01', '2025-12-31')

  it('the months after the death are taken back, that of the death is not', () => {
    const dead = died('2025-03-10', spell('2025-01-01', '2025-03-10'))
    expect(changeByDeath(dead, [given], policy)).toBe(-54_000)
    const taken = { ...given, amount: -54_000, afterDeath: { diedOn: '2025-03-10' } }
    expect(changeByDeath(dead, [given, taken], policy)).toBe(0)
    // A year that begins after the death is theirs no more at all.
    expect(changeByDeath(died('2024-11-02'), [given], policy)).toBe(-72_000)
    // The death was taken back: all of it is theirs again.
    expect(changeByDeath(died(undefined, whole), [given, taken], policy)).toBe(54_000)
  })

  it('nothing is taken back of who left or moved, nor of who had no credit', () => {
    expect(changeByDeath(died(undefined, spell('2025-01-01', '2025-03-10')), [given], policy)).toBe(0)
    expect(changeByDeath(died('2025-03-10', spell('2025-01-01', '2025-03-10')), [], policy)).toBe(0)
  })

  it('an invariant finds it where it was not taken back, or more was than there had been', () => {
    const dead = died('2025-03-10', spell('2025-01-01', '2025-03-10'))
    const entry = {
      ...{ kind: 'account-entry', entryId: 'AR-1', personId: 'P1', year: 2025, city: '340100' },
      ...{ cause: 'retiree-credit', amount: 72_000, on: '2025-01-12' },
      retired: { months: 12, entitlementVersion: 1 },
    }
    const back = {
      ...{ ...entry, entryId: 'AR-2', amount: -54_000, on: '2025-05-12' },
      ...{ retired: { months: 3, entitlementVersion: 2 }, afterDeath: { diedOn: '2025-03-10' } },
    }
    const found = (...items: object[]) => {
      const { see, finish } = retireesAreCreditedOnce.start()
      const state = { ...dead, entitlementVersion: 2 }
      const ofYear = toInsuredYearItem({ ...newRecordedYear('P1', 2025), state })
      for (const item of [ofYear, ...items]) see({ pk: 'PERSON#P1', sk: 'K', ...item } as never)
      return finish().violations.map(({ what }) => what)
    }
    expect(found(entry, back)).toEqual([])
    expect(found(entry)).toEqual(['months after a death are still credited'])
    expect(found(entry, { ...back, amount: -72_001 })).toEqual([
      'more or less was taken back after a death than was credited',
    ])
  })
})

describe('what the pooled fund pays into the account of a retired person', () => {
  it('is the sum of a month for each month on whose first day they are entitled as retired', () => {
    expect(credit('340100', spell('2025-01-01', '2025-12-31'))).toBe(72_000)
    const worked = spell('2025-01-01', '2025-06-09', { employment: 'employed' })
    expect(credit('340100', worked, spell('2025-06-10', '2025-12-31'))).toBe(36_000)
    expect(credit('340100', spell('2025-01-01', '2025-03-31'))).toBe(18_000)
  })

  it('is nothing for who works, is a resident, or retired after the first of December', () => {
    const resident = { scheme: 'resident', employment: 'resident' } as const
    for (const other of [{ employment: 'employed' } as const, { employment: 'flexible' } as const, resident])
      expect(credit('340100', spell('2025-01-01', '2025-12-31', other))).toBe(0)
    expect(credit('340100', spell('2025-12-02', '2025-12-31'))).toBe(0)
  })

  it('is paid for all of the year by the city of the first month, and by no other', () => {
    const moved = [spell('2025-01-01', '2025-05-31'), spell('2025-06-01', '2025-12-31', { city: '340200' })]
    expect([credit('340100', ...moved), credit('340200', ...moved)]).toEqual([72_000, 0])
  })

  it('breaks an invariant where a year is paid for twice, or nobody was retired in it', () => {
    const broken = (...items: object[]) => {
      const { see, finish } = retireesAreCreditedOnce.start()
      for (const item of items) see({ pk: 'PERSON#P1', sk: 'K', ...item } as never)
      return finish().violations.map(({ what }) => what)
    }
    const entry = {
      ...{ kind: 'account-entry', entryId: 'AR-1', personId: 'P1', year: 2025, city: '340100' },
      ...{ cause: 'retiree-credit', amount: 72_000, on: '2025-01-12' },
      retired: { months: 12, entitlementVersion: 1 },
    }
    const item = (...spells: readonly Spell[]) =>
      toInsuredYearItem({ ...newRecordedYear('P1', 2025), state: year(...spells) })
    const retired = item(spell('2025-01-01', '2025-12-31'))
    expect(broken(retired, entry)).toEqual([])
    expect(broken(retired, entry, { ...entry, entryId: 'AR-2' })).toEqual(['it is paid for twice'])
    const worked = item(spell('2025-01-01', '2025-12-31', { employment: 'employed' }))
    expect(broken(worked, entry)).toEqual(['its months are not those that they were retired in'])
    const earlier = { ...entry, retired: { months: 12, entitlementVersion: 0 } }
    expect(broken(worked, earlier)).toEqual([])
  })
})
