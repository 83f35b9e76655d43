import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { GrantedApplication } from '../../../../services/adjustment-fund/gap/rules/gap-application.ts'
import { sharingRulesAt } from '../../../../services/adjustment-fund/gap/rules/gap-rule.ts'
import {
  afterTrueUp,
  owedOf,
  trueUpApplication,
  withLapse,
} from '../../../../services/adjustment-fund/gap/rules/true-up.ts'

const rules = sharingRulesAt(readPolicy('shared/policy/anhui'), 'resident', 2025)

/** A gap of 1,000 of a plan of 5,000, of which the fund bears 750. */
const granted = {
  ...{ applicationId: 'G', city: '341200', scheme: 'resident', year: 2025, causes: ['reasonable-spending'] },
  ...{ reason: 'more stays', madeBy: 'fuyang', receivedOn: '2026-01-31', plan: 5_000, gap: 1_000 },
  ...{ eligible: 1_000, cleared: { income: 5_000, expenditure: 6_000 }, applyBy: '2026-09-30' },
  appraisal: {
    ...{ uncollected: 0, proofs: [{ cause: 'reasonable-spending', amount: 1_000, figures: {} }] },
    ownBalance: { balance: 0, available: 0, months: '0' },
  },
  ...{ status: 'approved', assessmentScore: 92, approvedBy: 'province', approvedOn: '2026-02-01', paid: 0 },
  examined: { by: 'examiner', on: '2026-02-01', division: '340000' },
  share: { fund: 750, local: 250, own: 0, eligible: 1_000, ineligible: 0 },
} as unknown as GrantedApplication

const trueUp = (application: GrantedApplication, expenditure: number): GrantedApplication => {
  const final = { final: { income: 5_000, expenditure }, finalisedOn: '2026-06-30' }
  return afterTrueUp(application, trueUpApplication(final, application, rules))
}
const shareOf = (expenditure: number): number => trueUp(granted, expenditure).trueUp?.share.fund ?? 0

/** Pays a part of what is owed; the rest is carried, or lapses. */
const pay = (application: GrantedApplication, amount: number, isCarried: boolean): GrantedApplication => {
  const rest = owedOf(application) - amount
  const paid = { ...application, paid: (application.paid ?? 0) + amount }
  if (isCarried && rest > 0) return paid
  const lapsed = rest === 0 ? {} : withLapse(application, rest)
  return { ...paid, ...lapsed, status: 'allocated', allocated: paid.paid } as GrantedApplication
}
const hasOrIsOwed = (application: GrantedApplication): number =>
  (application.paid ?? 0) - (application.trueUp?.clawedBack ?? 0) + owedOf(application)

describe('what lapsed of a share', () => {
  it('does not come back by a correction that gives a little more: 320 of 400 paid and 80 lapsed, 16 more are 16', () => {
    const less = trueUp(granted, 5_500)
    expect(owedOf(less)).toBe(400)
    const lapsed = pay(less, 320, false)
    expect(hasOrIsOwed(lapsed)).toBe(320)
    const more = shareOf(5_520) - 400
    expect(more).toBeGreaterThan(0)
    expect(hasOrIsOwed(trueUp(lapsed, 5_520))).toBe(320 + more)
  })

  it('is lost fen by fen, whatever is paid, lapses and is corrected, and in whatever order', () => {
    const payment = fc.record({ percent: fc.integer({ min: 1, max: 100 }), isCarried: fc.boolean() })
    const final = fc.integer({ min: 4_500, max: 6_500 })
    fc.assert(
      fc.property(fc.array(fc.oneof(payment, final), { maxLength: 9 }), (events) => {
        const lost = new Set<number>()
        let [application, share] = [granted, 750]
        for (const event of events) {
          if (typeof event === 'number') {
            application = trueUp(application, event)
            share = Math.min(750, shareOf(event))
            const left = Array.from({ length: share }, (_, fen) => fen).filter((fen) => !lost.has(fen))
            expect(hasOrIsOwed(application)).toBe(left.length)
            continue
          }
          const owed = owedOf(application)
          if (owed === 0) continue
          const amount = Math.max(1, Math.floor((owed * event.percent) / 100))
          const before = lost.size + (event.isCarried ? 0 : owed - amount)
          for (let fen = share - 1; lost.size < before; fen -= 1) lost.add(fen)
          application = pay(application, amount, event.isCarried)
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
