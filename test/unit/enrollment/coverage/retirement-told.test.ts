import { describe, expect, it } from 'vitest'
import { coveragesChanged } from '#shared/contracts/enrollment.ts'
import { nextRecord } from '../../../../services/enrollment/coverage/rules/person-record.ts'
import { coverages } from '../../../../services/enrollment/coverage/store.ts'
import { toEvents } from '../../../../services/enrollment/outbox.ts'
import { employeeSpell, insured, monthPaid, rules } from '../given.ts'

const { employerId: _, ...withoutEmployer } = employeeSpell
const retired = { ...withoutEmployer, employment: 'retired' as const, broughtMonths: 276 }
const on = '2025-02-01'

describe('what a retired person needs and has', () => {
  it('is told with their coverage: the months of the law, and those contributed without bought ones', () => {
    const record = nextRecord(undefined, insured(retired), { rules, on })
    expect(record.retirement).toEqual({ neededMonths: 300, contributedMonths: 276 })
    const item = { pk: 'P', sk: 'P', kind: coverages.kind, ...record, version: 1 }
    const [told] = toEvents([{ sequence: '1', item: item as never }])
    const { data } = coveragesChanged.schema.parse(told?.event)
    expect(data.persons[0]?.retirement).toEqual({ neededMonths: 300, contributedMonths: 276 })
  })

  it('is told anew when a month before their retirement is paid late, and not when months were bought', () => {
    const before = nextRecord(undefined, insured(retired), { rules, on })
    const late = insured(retired, { paidBills: [monthPaid('2024-11', '2025-02-10')] })
    const after = nextRecord(before, late, { rules, on })
    expect(after.retirement?.contributedMonths).toBe(277)
    expect(after.coverageVersion).toBe(before.coverageVersion + 1)
    const bought = insured(retired, { paidBills: [{ ...monthPaid('2025-02'), bought: 24 }] })
    expect(nextRecord(before, bought, { rules, on }).coverageVersion).toBe(before.coverageVersion)
  })

  it('is told of nobody who works', () => {
    expect(nextRecord(undefined, insured(employeeSpell), { rules, on }).retirement).toBeUndefined()
  })
})
