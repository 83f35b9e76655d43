import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { GrantedApplication } from '../../../../services/adjustment-fund/gap/rules/gap-application.ts'
import { sharingRulesAt } from '../../../../services/adjustment-fund/gap/rules/gap-rule.ts'
import {
  afterTrueUp,
  leftBy,
  owedOf,
  trueUpApplication,
} from '../../../../services/adjustment-fund/gap/rules/true-up.ts'

const sharing = sharingRulesAt(readPolicy('shared/policy/anhui'), 'resident', 2025)
/** A gap of 50 of which the fund bears 40; its score takes nothing off. */
const granted: GrantedApplication = {
  ...{ applicationId: 'G-resident-2025-341200', city: '341200', scheme: 'resident', year: 2025 },
  ...{ causes: ['reasonable-spending'], reason: 'more stays than planned', madeBy: 'fuyang-clerk' },
  ...{ plan: 900_00, gap: 50_00, eligible: 50_00, status: 'approved', assessmentScore: 95 },
  ...{ approvedBy: 'province-head', approvedOn: '2026-08-11' },
  share: { gap: 50_00, eligible: 50_00, ineligible: 0, fund: 40_00, local: 10_00 },
}
/** A year whose gap comes to an amount, by its final accounts or by a correction. */
const yearOf = (gap: number, correction?: number) => ({
  final: { income: 950_00, expenditure: 950_00 + gap },
  finalisedOn: '2027-03-01',
  ...(correction === undefined ? {} : { correction }),
})
const truedUp = (
  application: GrantedApplication,
  gap: number,
  correction?: number,
  further: 'owed' | 'none' = 'owed',
) =>
  afterTrueUp(application, trueUpApplication(yearOf(gap, correction), application, { ...sharing, further }))
const paidOut = (application: GrantedApplication): GrantedApplication => {
  const paid = fen((application.paid ?? 0) + owedOf(application))
  return { ...application, status: 'allocated', allocated: paid, paid }
}

describe('a gap that is trued up again by a correction of its final year', () => {
  const final = truedUp(paidOut(granted), 40_00)

  it('is clawed back once more, of what is left: 40 paid, 8 back by the final accounts, 8 more by the correction', () => {
    expect(final.trueUp).toMatchObject({ share: { fund: 32_00 }, clawedBack: 8_00 })
    expect(truedUp(final, 30_00, 1)).toMatchObject({
      ...{ status: 'allocated', paid: 40_00, clawbacks: 2 },
      trueUp: { correction: 1, share: { fund: 24_00 }, clawedBack: 16_00 },
    })
  })

  it('is owed further where the gap grew again, and open until that is paid', () => {
    const again = truedUp(final, 45_00, 1)
    expect(again).toMatchObject({ status: 'approved', furthers: 1, owedFrom: '2027-03-01' })
    expect(owedOf(again)).toBe(4_00)
    expect(owedOf(paidOut(again))).toBe(0)
  })

  it('never comes to more than was approved', () => {
    expect(owedOf(truedUp(final, 500_00, 1))).toBe(8_00)
    expect(truedUp(paidOut(granted), 500_00, 1)).toMatchObject({ status: 'allocated', clawbacks: 0 })
  })

  it('is owed no further where the rule has it so', () => {
    expect(truedUp(final, 45_00, 1, 'none')).toMatchObject({
      ...{ status: 'allocated', trueUp: { share: { fund: 32_00 }, clawedBack: 8_00 } },
    })
  })

  it('does not bring back what lapsed because the account could not pay it', () => {
    const short = { ...granted, status: 'allocated', allocated: 25_00, paid: 25_00, lapsed: 15_00 } as const
    expect(truedUp(short, 50_00, 1)).toMatchObject({ status: 'allocated', trueUp: { clawedBack: 0 } })
    const less = truedUp(short, 10_00, 1)
    expect(less.trueUp).toMatchObject({ share: { fund: 8_00 }, clawedBack: 17_00 })
    expect(owedOf(truedUp(less, 50_00, 2))).toBe(17_00)
  })
})

type Step =
  | { readonly does: 'correct'; readonly gap: number }
  | { readonly does: 'pay'; readonly share: number; readonly restLapses: boolean }

const steps = fc.array(
  fc.oneof(
    fc.record({ does: fc.constant('correct' as const), gap: fc.integer({ min: 0, max: 60_00 }) }),
    fc.record({
      does: fc.constant('pay' as const),
      share: fc.integer({ min: 0, max: 100 }),
      restLapses: fc.boolean(),
    }),
  ),
  { minLength: 1, maxLength: 12 },
)

/** What came of a share: the money that was owed further, that lapsed and that was paid. */
type Told = { further: number[]; lapsed: number[] }

const payed = (
  application: GrantedApplication,
  { share, restLapses }: Step & { does: 'pay' },
  told: Told,
): GrantedApplication => {
  const owed = owedOf(application)
  if (application.status !== 'approved' || owed === 0) return application
  const amount = Math.floor((owed * share) / 100)
  const rest = owed - amount
  const paid = fen((application.paid ?? 0) + amount)
  if (rest > 0 && !restLapses) return { ...application, paid } as GrantedApplication
  told.lapsed.push(rest)
  const lapsed = fen((application.lapsed ?? 0) + rest)
  const next = { ...application, paid, ...(rest > 0 ? { lapsed } : {}) }
  return { ...next, status: 'allocated', allocated: paid } as GrantedApplication
}

const corrected = (application: GrantedApplication, gap: number, number: number, told: Told) => {
  const trueUp = trueUpApplication(yearOf(gap, number), application, sharing)
  const [owed, left] = [owedOf(application), leftBy(application, trueUp)]
  told.further.push(Math.max(0, left - owed))
  told.lapsed.push(Math.max(0, owed - left))
  return afterTrueUp(application, trueUp)
}

describe('however often a year is corrected', () => {
  it('no fen of a share is lost or had twice, and nobody keeps more than the last correction leaves', () => {
    fc.assert(
      fc.property(steps, (drawn) => {
        const told: Told = { further: [], lapsed: [] }
        let application: GrantedApplication = granted
        for (const [index, step] of drawn.entries()) {
          application =
            step.does === 'pay'
              ? payed(application, step, told)
              : corrected(application, step.gap, index + 1, told)
          const { paid = 0, trueUp } = application
          const kept = paid - (trueUp?.clawedBack ?? 0)
          expect(kept).toBeGreaterThanOrEqual(0)
          expect(kept + owedOf(application)).toBeLessThanOrEqual(trueUp?.share.fund ?? 40_00)
          expect(kept).toBeLessThanOrEqual(40_00)
          expect(40_00 + sum(told.further)).toBe(paid + sum(told.lapsed) + owedOf(application))
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('it comes to what the last correction says, whichever came between', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 60_00 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(gaps, fc.boolean(), (drawn, isPaid) => {
        const start = isPaid ? paidOut(granted) : granted
        const netOf = (application: GrantedApplication) => {
          const done = paidOut(application)
          return (done.paid ?? 0) - (done.trueUp?.clawedBack ?? 0)
        }
        const all = drawn.reduce((before, gap, index) => truedUp(before, gap, index + 1), start)
        expect(netOf(all)).toBe(netOf(truedUp(start, drawn.at(-1) as number, 1)))
      }),
      { numRuns: 1_000 },
    )
  })
})
