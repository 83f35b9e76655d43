import { describe, expect, it } from 'vitest'
import type { Spell } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { withdrawnDays } from '../../../../services/settlement/insured-year/rules/retroactive.ts'

const spell = (from: string, to: string, over: Partial<Spell> = {}): Spell => ({
  scheme: 'employee',
  city: '340100',
  employment: 'employed',
  aid: 'none',
  from,
  to,
  ...over,
})
const year = spell('2025-01-01', '2025-12-31')
const until = '2025-06-30'

describe('days taken back', () => {
  it('are none when nothing changes, or only days to come', () => {
    expect(withdrawnDays([year], [year], until)).toEqual([])
    expect(withdrawnDays([year], [spell('2025-01-01', '2025-06-30')], until)).toEqual([])
  })

  it('are those that passed and are covered no more', () => {
    const after = [spell('2025-02-01', '2025-03-31'), spell('2025-05-01', '2025-12-31')]
    expect(withdrawnDays([year], after, until)).toEqual([
      { from: '2025-01-01', to: '2025-01-31' },
      { from: '2025-04-01', to: '2025-04-30' },
    ])
  })

  it('include those covered on other terms now', () => {
    const moved = [spell('2025-01-01', '2025-04-30'), spell('2025-05-01', '2025-12-31', { city: '340200' })]
    expect(withdrawnDays([year], moved, until)).toEqual([{ from: '2025-05-01', to: '2025-06-30' }])
  })

  it('are none when one spell is only written as two', () => {
    const parts = [spell('2025-01-01', '2025-03-31'), spell('2025-04-01', '2025-12-31')]
    expect(withdrawnDays([year], parts, until)).toEqual([])
    expect(withdrawnDays(parts, [year], until)).toEqual([])
  })

  it('are none when days are newly granted, or when the spell had not begun', () => {
    expect(withdrawnDays([spell('2025-03-01', '2025-12-31')], [year], until)).toEqual([])
    expect(withdrawnDays([spell('2025-08-01', '2025-12-31')], [], until)).toEqual([])
  })
})
