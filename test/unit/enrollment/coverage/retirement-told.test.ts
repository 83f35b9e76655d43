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
    const told276 = { neededMonths: 300, contributedMonths: 276, missingMonths: 24 }
    expect(record.retirement).toEqual(told276)
    const item = { pk: 'P', sk: 'P', kind: coverages.kind, ...record, version: 1 }
    const [told] = toEvents([{ sequence: '1', item: item as never }])
    const { data } = coveragesChanged.schema.parse(told?.event)
    expect(data.persons[0]?.retirement).toEqual(told276)
  })

  it('is told anew when a month before their retirement is paid late, and when nothing is missing any more', () => {
    const before = nextRecord(undefined, insured(retired), { rules, on })
    const late = insured(retired, { paidBills: [monthPaid('2024-11', '2025-02-10')] })
    const after = nextRecord(before, late, { rules, on })
    expect(after.retirement?.contributedMonths).toBe(277)
    expect(after.coverageVersion).toBe(before.coverageVersion + 1)
    const bought = insured(retired, { paidBills: [{ ...monthPaid('2025-02'), bought: 24 }] })
    const enough = nextRecord(before, bought, { rules, on })
    expect(enough.retirement).toEqual({ neededMonths: 300, contributedMonths: 276 })
    expect(enough.coverageVersion).toBe(before.coverageVersion + 1)
  })

  it('says how many months they go on paying for, where their retirement is proven, until none is missing', () => {
    const proven = {
      ...withoutEmployer,
      employment: 'retired' as const,
      proven: [{ months: 298, report: 1 }],
    }
    const toldBy = (...paidBills: ReturnType<typeof monthPaid>[]) =>
      nextRecord(undefined, insured(proven, { paidBills }), { rules, on }).retirement
    expect(toldBy()).toEqual({ neededMonths: 300, contributedMonths: 298, missingMonths: 2 })
    expect(toldBy(monthPaid('2025-01'))).toMatchObject({ contributedMonths: 299, missingMonths: 1 })
    expect(toldBy(monthPaid('2025-01'), monthPaid('2025-02'))).toEqual({
      ...{ neededMonths: 300, contributedMonths: 300 },
    })
    expect(toldBy({ ...monthPaid('2025-02'), bought: 2 } as never)).toEqual({
      ...{ neededMonths: 300, contributedMonths: 298 },
    })
  })

  it('is told of nobody who works', () => {
    expect(nextRecord(undefined, insured(employeeSpell), { rules, on }).retirement).toBeUndefined()
  })
})
