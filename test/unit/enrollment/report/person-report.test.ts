import { describe, expect, it } from 'vitest'
import type { PersonReport } from '../../../../services/enrollment/report/rules/person-report.ts'
import {
  decideReport,
  judgedOn,
  waitingIn,
} from '../../../../services/enrollment/report/rules/person-report.ts'

const report: PersonReport = {
  ...{ personId: 'P1', number: 1, version: 1, commandId: 'c1', city: '340100' },
  ...{
    evidence: 'medical-certificate',
    sealed: 'sealed',
    says: 'died',
    on: '2025-06-01',
    status: 'reported',
  },
  reported: { subject: 'public-security', division: '340000', on: '2025-06-03' },
}
const li = { subject: 'li', division: '340100', on: '2025-06-04' }
const refusal = (code: string) => ({ status: 'refused', refusal: expect.objectContaining({ code }) })

describe('a report of a death', () => {
  it('is approved or refused by another person than made it', () => {
    for (const as of ['approved', 'refused'] as const) {
      expect(decideReport(report, { as, by: li })).toEqual({
        status: 'accepted',
        value: { ...report, status: as, decided: li },
      })
      expect(decideReport(report, { as, by: { ...li, subject: 'Public-Security ' } })).toEqual(
        refusal('report.same-person'),
      )
    }
  })

  it('is judged by the day of the death; that somebody lives, by the day on which it is asked', () => {
    expect(judgedOn(report, '2025-06-04')).toBe('2025-06-01')
    const { on: _, ...rest } = report as Extract<PersonReport, { says: 'died' }>
    expect(judgedOn({ ...rest, says: 'lives' }, '2025-06-04')).toBe('2025-06-04')
  })

  it('waits until it is decided on', () => {
    const refused = { ...report, number: 1, status: 'refused', decided: li } as const
    expect(waitingIn([refused])).toBeUndefined()
    expect(waitingIn([refused, { ...report, number: 2 }])).toMatchObject({ number: 2 })
  })

  it('is decided on once', () => {
    const refused = { ...report, status: 'refused', decided: li } as const
    expect(decideReport(refused, { as: 'approved', by: li })).toEqual(refusal('report.decided'))
  })
})
