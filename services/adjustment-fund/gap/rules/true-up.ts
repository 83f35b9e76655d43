import { assessmentFactor, gapOf, mostEligible, shareGap } from '#shared/gap/gap.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import { times } from '#shared/money/rate.ts'
import type { ExaminedBy, GrantedApplication, LostPart, Payment, TrueUp } from './gap-application.ts'
import { mostOf } from './gap-application.ts'

/** Parts of a share that lapsed. Earlier releases did not say which part it was: the last one of what was approved. */
const lostOf = ({ status, share, lapsed, paid = 0, lost }: GrantedApplication): readonly LostPart[] => {
  if (lost !== undefined) return lost
  const gone = lapsed ?? (status === 'allocated' ? fen(share.fund - paid) : 0)
  return gone === 0 ? [] : [{ from: fen(share.fund - gone), to: share.fund }]
}

const lengthOf = (parts: readonly LostPart[]): Fen => sum(parts.map(({ from, to }) => fen(to - from)))

/** The parts as far as they lie below a place of the share. */
const below = (parts: readonly LostPart[], place: Fen): LostPart[] =>
  parts.filter(({ from }) => from < place).map(({ from, to }) => ({ from, to: Math.min(to, place) }))

/** The most that a share can still come to: what lapsed because the account could not pay it does not come back. */
export const mostOfShare = (application: GrantedApplication): Fen =>
  fen(application.share.fund - lengthOf(lostOf(application)))

/** What a city's share is, by what its year came to. */
const shareBy = (application: GrantedApplication, trueUp = application.trueUp): Fen =>
  Math.min(trueUp?.share.fund ?? application.share.fund, application.share.fund)

/** What a city may keep of its share, by what its year came to. */
const entitledTo = (application: GrantedApplication, trueUp = application.trueUp): Fen => {
  const share = shareBy(application, trueUp)
  return fen(share - lengthOf(below(lostOf(application), share)))
}

/**
 * A share of which the last part that is owed lapses: that part of it, as it is by what its year came to. A correction that
 * raises the share later gives what lies above it, and not what lapsed once more.
 */
export const withLapse = (
  application: GrantedApplication,
  amount: Fen,
): Pick<GrantedApplication, 'lapsed' | 'lost'> => {
  const share = shareBy(application)
  const all = lostOf(application)
  let [from, left] = [share, amount]
  for (const part of below(all, share).toSorted((one, other) => other.from - one.from)) {
    if (left <= from - part.to) break
    left = fen(left - (from - part.to))
    from = part.from
  }
  from = fen(from - left)
  const lost = [
    ...below(all, from),
    ...(from < share ? [{ from, to: share }] : []),
    ...all.filter(({ to }) => to > share).map((part) => ({ ...part, from: Math.max(part.from, share) })),
  ]
  return { lapsed: lengthOf(lost), lost }
}

const keptOf = ({ paid = 0 }: Payment, clawedBack: Fen): Fen => fen(paid - clawedBack)

/** What is still to be paid of a share: by the final accounts of its year, or by their last correction, where there are any. */
export const owedOf = (application: GrantedApplication): Fen =>
  application.status === 'approved'
    ? Math.max(0, entitledTo(application) - keptOf(application, application.trueUp?.clawedBack ?? 0))
    : 0

/** What a true-up leaves to be paid of a share, whether or not anything was owed of it before. */
export const leftBy = (application: GrantedApplication, trueUp: TrueUp): Fen =>
  Math.max(0, entitledTo(application, trueUp) - keptOf(application, trueUp.clawedBack))

/** What a share is trued up by: the rules that it was worked out by, and whether a correction may raise it again. */
export type TrueUpRules = Omit<ExaminedBy, 'score'> & { readonly further?: 'owed' | 'none' }

/**
 * The share of an approved gap by the final accounts of its year, or by a correction of them: shared as it was approved, of
 * no more than counted then. What was paid above it is owed back; what was not paid yet is paid up to it. Where the rule
 * has it so, a correction does not raise what the true-up before it left.
 */
export const trueUpApplication = (
  { final, finalisedOn, correction }: Pick<TrueUp, 'final' | 'finalisedOn' | 'correction'>,
  application: GrantedApplication,
  { gap: rule, assessment, cityCap, further = 'owed' }: TrueUpRules,
): TrueUp => {
  const { plan, appraisal, assessmentScore, share } = application
  const before = application.trueUp
  const highest = further === 'none' && before ? before.share.fund : share.fund
  const gap = gapOf({ ...final, plannedExpenditure: plan }, rule)
  const most = appraisal ? mostOf(gap, plan, appraisal, rule) : mostEligible(gap, plan, rule)
  const trued = shareGap({
    gap,
    eligible: Math.min(application.eligible, most),
    plan,
    rule,
    factor: assessmentFactor(assessmentScore, assessment),
    ...(appraisal ? { own: appraisal.ownBalance.available } : {}),
    most: Math.min(highest, times(plan, cityCap)),
  })
  const trueUp = {
    ...{ final, finalisedOn, share: trued, clawedBack: before?.clawedBack ?? 0 },
    ...(correction === undefined ? {} : { correction }),
  }
  const kept = keptOf(application, trueUp.clawedBack)
  const back = Math.max(0, kept - entitledTo(application, trueUp))
  return { ...trueUp, clawedBack: fen(trueUp.clawedBack + back) }
}

/** How often something was clawed back; those of the first true-up were not counted. */
export const clawbacksOf = ({ clawbacks: counted, trueUp }: GrantedApplication): number =>
  counted ?? ((trueUp?.clawedBack ?? 0) > 0 ? 1 : 0)

/** The application after a true-up: over once nothing of it is owed, open again where something is owed further. */
export const afterTrueUp = (application: GrantedApplication, trueUp: TrueUp): GrantedApplication => {
  const { allocated: _, ...open } = { allocated: undefined, ...application }
  const { share, paid = 0, lapses = 0, furthers = 0 } = application
  const [owed, left, lost] = [owedOf(application), leftBy(application, trueUp), lostOf(application)]
  const isClawedBack = trueUp.clawedBack !== (application.trueUp?.clawedBack ?? 0)
  const counted = {
    ...{ ...open, trueUp, paid, lapsed: fen(share.fund - mostOfShare(application)) },
    ...(lost.length > 0 ? { lost } : {}),
    ...(left < owed ? { lapses: lapses + 1 } : {}),
    ...(left > owed ? { furthers: furthers + 1, owedFrom: trueUp.finalisedOn } : {}),
    clawbacks: clawbacksOf(application) + (isClawedBack ? 1 : 0),
  }
  const isOpen = left > 0 || (application.status === 'approved' && owed === 0)
  return isOpen ? { ...counted, status: 'approved' } : { ...counted, status: 'allocated', allocated: paid }
}
