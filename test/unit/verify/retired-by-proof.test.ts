import { describe, expect, it } from 'vitest'
import { retiredByProof } from '../../../cli/verify/cross/retired-by-proof.ts'

const report = {
  ...{ kind: 'person-report', pk: 'R', sk: 'R', personId: 'P1', number: 1, status: 'approved' },
  ...{ reported: { subject: 'clerk' }, decided: { subject: 'reviewer' } },
}
/** A woman who retired on 1 January with 276 proven months of 300. */
const coverage = (paidBills: readonly object[], from: string) => ({
  ...{ kind: 'coverage', pk: 'PERSON#P1', sk: 'COVERAGE', twoHanded: true },
  insured: {
    ...{ personId: 'P1', sex: 'female', paidBills },
    spells: [
      {
        employment: 'retired',
        city: '340100',
        from: '2025-01-01',
        to: null,
        proven: [{ months: 276, report: 1 }],
      },
    ],
  },
  entitlements: [{ spells: [{ employment: 'retired', from }] }],
})
const lumpSum = (bought: number) => ({
  ...{ billId: 'LS-P1', scheme: 'employee', from: '2025-01', to: '2025-01', paidOn: '2025-02-10', bought },
})
const faults = (paidBills: readonly object[], from: string) => {
  const { see, finish } = retiredByProof.start()
  for (const item of [report, coverage(paidBills, from)]) see('enrollment', item as never)
  return finish().violations.map(({ what }) => what)
}

describe('who is entitled as retired', () => {
  it('has the months that a lump sum bought from the day on which it was paid', () => {
    expect(faults([lumpSum(24)], '2025-02-10')).toEqual([])
    expect(faults([lumpSum(24)], '2025-02-09')).toEqual(['retired from 2025-02-09 by no proof of two hands'])
  })

  it('has the months that they went on paying for since they retired, as each is paid', () => {
    const month = (of: string, paidOn: string) => ({
      ...{ billId: `E-P1-${of}`, scheme: 'employee', from: of, to: of, paidOn },
    })
    const on = (paidOn: string) => [lumpSum(22), month('2025-01', '2025-01-20'), month('2025-02', paidOn)]
    expect(faults(on('2025-02-20'), '2025-02-20')).toEqual([])
    expect(faults(on('2025-02-21'), '2025-02-20')).toHaveLength(1)
  })

  it('is not entitled by fewer months than are missing', () => {
    for (const bills of [[], [lumpSum(23)], [{ ...lumpSum(23), from: '2024-12', to: '2024-12' }]])
      expect(faults(bills, '2025-02-10')).toEqual(['retired from 2025-02-10 by no proof of two hands'])
  })
})
