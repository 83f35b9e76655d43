import { must } from '#shared/kernel/errors.ts'
import { allocate } from '#shared/money/allocate.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Rate } from '#shared/money/rate.ts'
import type { ScoreBand } from '../../agreement/rules/payment-terms.ts'
import type { OverspendBand } from '../../total-control/rules/overspend.ts'
import { overspendShare } from '../../total-control/rules/overspend.ts'
import type { BoundReached } from './bounded.ts'
import type { DepositBand } from './deposit.ts'
import { depositByScore } from './deposit.ts'
import type { OverrunTerms } from './reasonable-overrun.ts'
import { reasonableOverrun } from './reasonable-overrun.ts'
import type { SurplusBand } from './surplus.ts'
import { keptByScore, surplusKept } from './surplus.ts'

export const cares = ['inpatient', 'outpatient'] as const
export type Care = (typeof cares)[number]
export type ByCare<Figure> = { readonly [Name in Care]: Figure }

/** What an agreement says of a year's end. */
export type ClearingTerms = {
  readonly overspend: readonly OverspendBand[]
  readonly surplus: readonly SurplusBand[]
  readonly surplusCap?: Rate | undefined
  readonly reasonableOverrun?: OverrunTerms | undefined
  readonly depositReturn: readonly DepositBand[]
  /** What the score leaves of a surplus; absent on what was cleared before scores decided: all of it. */
  readonly surplusByScore?: readonly ScoreBand[] | undefined
  /** Below this score nothing of a surplus is kept, whatever the bands say. */
  readonly failingScore?: string | undefined
}

/** What one kind of care came to. */
export type CareYear = {
  /** What was accepted month by month: the claims and the differences of the method. */
  readonly accrued: Fen
  /** What the pool owed for the claims; absent on what was cleared before it was told. */
  readonly claimed?: Fen | undefined
  /** What the method finally makes of it; equal to `accrued` for methods that are not cleared by themselves. */
  readonly final: Fen
  /** Whether quota and bands decide what the fund pays; else `final` is what it pays. */
  readonly banded: boolean
  /** The pool of points or the package that `final` was divided out of. */
  readonly pool?: string | undefined
  /** Of `final`, what a list of persons left over its cases: of it the institution keeps what its score leaves. */
  readonly saved?: Fen | undefined
  /** The most that is paid of what was claimed, and which bound decided what is. */
  readonly mostPaid?: string | undefined
  readonly bound?: BoundReached | undefined
  /** What its points come to by its share of the fund, at the floor and at the ceiling, and what others paid of it. */
  readonly worth?:
    | {
        readonly share: Fen
        readonly floor: Fen
        readonly ceiling: Fen
        readonly toppedUp: Fen
        readonly deducted: Fen
      }
    | undefined
  /** Its part of the quota; null outside the quota plan. */
  readonly quota: Fen | null
}

/** What an institution's year is cleared on. */
export type ClearInstitution = {
  readonly terms: ClearingTerms
  readonly care: ByCare<CareYear>
  /** Of what was accepted: paid within quota (deposit included), and suspended above it. */
  readonly within: Fen
  readonly suspended: Fen
  readonly deposits: Fen
  readonly advance: Fen
  /** What audit cases took back in the year: what was accepted is less by it already. */
  readonly recovered: Fen
  /** The verified growth of volume against the year before, as a share. */
  readonly growth: string
  readonly score: string
  /** What a decision on a dispute adds (takes off when negative). */
  readonly adjustment: Fen
}

/** What a year comes to; every amount of a year is ordered, owed back, or stays with the fund. */
export type ClearedYear = {
  /** The quota and actual amount of the care that bands decide on; null outside the quota plan. */
  readonly quota: Fen | null
  readonly actual: Fen
  readonly overspend: Fen
  readonly reasonable: Fen
  readonly compensated: Fen
  /** Of the overspend beyond the reasonable, what the fund pays by bands. */
  readonly shared: Fen
  readonly surplus: Fen
  readonly kept: Fen
  /** What care comes to that its method decides on, without bands. */
  readonly byMethod: Fen
  /** What the fund pays for the year by all this. */
  readonly accepted: Fen
  readonly adjustment: Fen
  readonly suspended: Fen
  readonly within: Fen
  readonly deposits: Fen
  readonly depositReturned: Fen
  readonly depositForfeited: Fen
  readonly advance: Fen
  /** For the record: `actual` is less by it already. */
  readonly recovered: Fen
  /** Accrued by the fund and not paid (negative: paid beyond it), by the line it was booked on. */
  readonly unpaid: ByCare<Fen>
  /** The payment order; nil when the institution owes. */
  readonly ordered: Fen
  /** What the next monthly settlements take back. */
  readonly owedBack: Fen
}

/** What the fund pays of the care that quota and bands decide on. */
const byBands = ({ terms, growth, score }: ClearInstitution, actual: Fen, quota: Fen | null) => {
  const none = { overspend: 0, reasonable: 0, compensated: 0, shared: 0, surplus: 0, kept: 0 }
  if (quota === null) return { ...none, paid: actual }
  const overspend = fen(Math.max(0, actual - quota))
  const { reasonable, compensated } = reasonableOverrun({ quota, actual, growth }, terms.reasonableOverrun)
  // The bands begin where the reasonable overrun ends: it is not counted as overspending.
  const { fundPays } = overspendShare({ quota, actual: actual - reasonable, overspend: terms.overspend })
  const shared = fen(fundPays - Math.min(actual, quota))
  const { surplus, kept: left } = surplusKept({
    quota,
    actual,
    surplus: terms.surplus,
    cap: terms.surplusCap,
  })
  const kept = keptByScore(left, score, terms)
  const paid = fen(fundPays + compensated + kept)
  return { overspend, reasonable, compensated, shared, surplus, kept, paid }
}

/** What the fund pays of care that its method decides on: all of it but what the score takes of a list's surplus. */
const paidByMethod = ({ score, terms }: ClearInstitution, { final, saved = 0 }: CareYear): Fen =>
  fen(final - saved + keptByScore(saved, score, terms))

/** Divides an amount among kinds of care as what they came to lies to each other; evenly where nothing did. */
const divided = (amount: Fen, among: readonly CareYear[]): Fen[] => {
  if (among.length === 0) return []
  const weights = among.map(({ final }) => Math.max(0, final))
  return allocate(amount, sum(weights) > 0 ? weights : weights.map(() => 1))
}

/** What of each kind of care the fund accrued and does not pay, when it pays so much for those that bands decide on. */
const unpaidByCare = (year: ClearInstitution, paidByBands: Fen): ByCare<Fen> => {
  const { care, adjustment } = year
  const all = cares.map((name) => care[name])
  const banded = all.filter((each) => each.banded)
  const ofBands = divided(paidByBands, banded)
  const adjusted = divided(adjustment, all)
  const [inpatient = 0, outpatient = 0] = all.map((each, index) => {
    const paid = each.banded ? (ofBands[banded.indexOf(each)] ?? 0) : paidByMethod(year, each)
    return fen(each.accrued - paid - (adjusted[index] ?? 0))
  })
  return { inpatient, outpatient }
}

/** What a clearing adds (negative: takes) to what was booked for a kind of care. */
export type CareParts = {
  readonly methods: Fen
  readonly overspend: Fen
  readonly surplus: Fen
  readonly decided: Fen
}

/**
 * Why what the fund pays for each kind of care is not what was booked for it: the methods, the overspending that the
 * institution bears, the surplus that it keeps, and what a dispute decided. The parts of a kind of care come to what
 * was booked and is not paid, with the other sign.
 */
export const partsByCare = (year: ClearInstitution, { kept, unpaid }: ClearedYear): ByCare<CareParts> => {
  const all = cares.map((name) => year.care[name])
  const banded = all.filter((each) => each.banded)
  const keptOf = divided(kept, banded)
  const decidedOf = divided(year.adjustment, all)
  const partsOf = (name: Care): CareParts => {
    const each = year.care[name]
    const decided = decidedOf[cares.indexOf(name)] ?? 0
    const surplus = each.banded ? (keptOf[banded.indexOf(each)] ?? 0) : 0
    const methods = fen((each.banded ? each.final : paidByMethod(year, each)) - each.accrued)
    return { methods, overspend: fen(-unpaid[name] - methods - surplus - decided), surplus, decided }
  }
  return { inpatient: partsOf('inpatient'), outpatient: partsOf('outpatient') }
}

/**
 * Clears an institution's year: what the fund finally pays for it against what it has paid, holds and advanced (total
 * control, 三(五), 三(七), 三(八)). Whatever is positive is ordered; what is negative is owed back.
 * @throws TongchouError `clearing.not-settled` when the year is not as its months were settled
 */
export const clearInstitution = (year: ClearInstitution): ClearedYear => {
  const { care, within, suspended, deposits, advance, adjustment, recovered } = year
  const all = cares.map((name) => care[name])
  const banded = all.filter((each) => each.banded)
  const actual = sum(banded.map(({ final }) => final))
  const isControlled = banded.length > 0 && banded.every(({ quota }) => quota !== null)
  const quota = isControlled ? sum(banded.map((each) => each.quota ?? 0)) : null
  const { paid, ...figures } = byBands(year, actual, quota)
  const byMethod = sum(all.filter((each) => !each.banded).map((each) => paidByMethod(year, each)))
  const accepted = fen(paid + byMethod + adjustment)
  const accrued = sum(all.map((each) => each.accrued))
  must(accrued === within + suspended, 'clearing.not-settled', 'a year is cleared as its months were settled')
  const { returned, forfeited } = depositByScore(deposits, year.score, year.terms.depositReturn)
  const due = fen(accepted - within + returned - advance)
  const cleared: ClearedYear = {
    ...figures,
    quota,
    actual,
    byMethod,
    accepted,
    adjustment,
    suspended,
    within,
    deposits,
    depositReturned: returned,
    depositForfeited: forfeited,
    advance,
    recovered,
    unpaid: unpaidByCare(year, paid),
    ordered: Math.max(0, due),
    owedBack: Math.max(0, -due),
  }
  must(leftOver(cleared) === 0, 'clearing.not-conserved', 'a clearing must account for all that was held')
  return cleared
}

/** What a clearing leaves unaccounted for of what was suspended, deposited and advanced: always nil. */
export const leftOver = (cleared: {
  readonly suspended: Fen
  readonly deposits: Fen
  readonly advance: Fen
  readonly ordered: Fen
  readonly owedBack: Fen
  readonly unpaid: ByCare<Fen>
  readonly depositForfeited: Fen
}): Fen => {
  const { suspended, deposits, advance, ordered, owedBack, unpaid, depositForfeited } = cleared
  const held = suspended + deposits - advance
  return fen(held - ordered + owedBack - unpaid.inpatient - unpaid.outpatient - depositForfeited)
}
