import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { sum } from '#shared/money/fen.ts'
import type { ClearedYear, ClosedYear, CorrectedYear, FinalisedYear, Performance } from '../year/store.ts'
import { clearedYears, closedYears, correctedYears, finalisedYears, performances } from '../year/store.ts'
import { uncollectedOf } from './rules/causes.ts'
import { owedOf } from './rules/true-up.ts'
import type { Clawback, FurtherShare, Lapse, PaidAllocation, StoredApplication } from './store.ts'
import { allocations, applications, clawbacks, furtherShares, lapses } from './store.ts'

/** What stands beside an application of its city, scheme and year. */
type Beside = {
  readonly closed: ClosedYear | undefined
  readonly cleared: ClearedYear | undefined
  readonly finalised: FinalisedYear | undefined
  readonly evaluated: Performance | undefined
  /** The last correction of the final accounts. */
  readonly corrected: CorrectedYear | undefined
  readonly clawedBack: readonly Clawback[]
  readonly further: readonly FurtherShare[]
  readonly lapsed: readonly Lapse[]
  readonly paid: readonly PaidAllocation[]
}

type CityYear = { readonly scheme: string; readonly city: string; readonly year: number }
const nameOf = ({ scheme, city, year }: CityYear): string => `${scheme} ${year} ${city}`

/** Judges every application by the records of its year; there are some dozens a year. */
const overApplications = (
  { id, number, rule }: Pick<Invariant, 'id' | 'number' | 'rule'>,
  faultsOf: (application: StoredApplication, beside: Beside) => readonly (string | false)[],
): Invariant => ({
  id,
  number,
  rule,
  start: () => {
    const judged: StoredApplication[] = []
    const found = new Map<string, RecordedItem[]>()
    const kinds = [
      ...[closedYears, clearedYears, finalisedYears, correctedYears, performances],
      ...[clawbacks, furtherShares, lapses, allocations],
    ]
    const besideOf = (of: CityYear): Beside => {
      const items = found.get(nameOf(of)) ?? []
      const one = <Data>(records: {
        is: (item: RecordedItem) => boolean
        from: (item: RecordedItem) => Data
      }) => {
        const item = items.find(records.is)
        return item && records.from(item)
      }
      return {
        closed: one(closedYears),
        cleared: one(clearedYears),
        finalised: one(finalisedYears),
        evaluated: one(performances),
        corrected: items
          .filter(correctedYears.is)
          .map(correctedYears.from)
          .sort((one, other) => other.part - one.part)[0],
        clawedBack: items.filter(clawbacks.is).map(clawbacks.from),
        further: items.filter(furtherShares.is).map(furtherShares.from),
        lapsed: items.filter(lapses.is).map(lapses.from),
        paid: items.filter(allocations.is).map(allocations.from),
      }
    }
    return {
      see: (item) => {
        if (applications.is(item)) judged.push(applications.from(item))
        if (!kinds.some(({ is }) => is(item))) return
        const name = nameOf(item as RecordedItem & CityYear)
        found.set(name, [...(found.get(name) ?? []), item])
      },
      finish: () => ({
        checked: judged.length,
        violations: judged.flatMap((application) =>
          faultsOf(application, besideOf(application)).flatMap((what): Violation[] =>
            what === false ? [] : [{ invariant: id, where: application.applicationId, what }],
          ),
        ),
      }),
    }
  },
})

/** No figure of a gap is typed, and the city's own money is used before the fund's. */
export const ownBalanceComesFirst: Invariant = overApplications(
  {
    id: 'adjustment-fund.own-balance-comes-first',
    number: 8,
    rule: 'A gap counts by what figures prove and was collected, the city’s available balance is used up before the fund bears anything, and the score is the published one.',
  },
  (application, { closed, cleared, evaluated }) => {
    const { appraisal, eligible, gap } = application
    if (!appraisal) return []
    const { proofs, uncollected, ownBalance } = appraisal
    const share = 'share' in application ? application.share : undefined
    const score = 'assessmentScore' in application ? application.assessmentScore : undefined
    const evidence = cleared?.evidence
    return [
      eligible > sum(proofs.map(({ amount }) => amount)) && 'more counts of it than its causes prove',
      eligible > gap - uncollected && 'revenue that was not collected counts',
      (!evidence || uncollectedOf(evidence) !== uncollected) &&
        'it is of other figures of the collection than the year was cleared with',
      closed?.openingBalance !== ownBalance.balance &&
        'it is of another balance than the year was closed with',
      ownBalance.available > Math.max(0, ownBalance.balance) && 'more than its balance is taken as available',
      share !== undefined &&
        (share.fund > 0 ? share.own !== ownBalance.available : (share.own ?? 0) > ownBalance.available) &&
        'the fund bears something while the city’s own money lasts',
      share !== undefined &&
        (share.own ?? 0) + share.fund + share.local !== share.eligible &&
        'its parts do not add up to what counts',
      score !== undefined && score !== evaluated?.score && 'its score is not the published one',
    ]
  },
)

/** Who decides on an application that arrived late sees that it did, and why. */
export const lateOnesSayWhy: Invariant = overApplications(
  {
    id: 'adjustment-fund.late-applications-say-why',
    number: 10,
    rule: 'An application that arrived after the last day has a reason and a document, and one that arrived in time is not marked late.',
  },
  ({ receivedOn, applyBy, late }) => {
    if (receivedOn === undefined || applyBy === undefined) return []
    const isLate = receivedOn > applyBy
    return [
      isLate && (!late?.reason || !late.document) && 'it arrived after the last day and says no reason',
      !isLate && late !== undefined && 'it arrived in time and is marked late',
    ]
  },
)

/** A share is worked out by one hand of the province and approved by another, neither of them the city's who applied. */
export const sharesTakeThreeHands: Invariant = overApplications(
  {
    id: 'adjustment-fund.shares-take-three-hands',
    number: 10,
    rule: 'Who applies for a gap, who examines it and who approves it are three persons, and it is examined before it is approved.',
  },
  (application) => {
    if (!application.appraisal || (application.status !== 'approved' && application.status !== 'allocated'))
      return []
    const { examined, approvedBy, approvedOn, madeBy } = application
    if (!examined) return ['nobody examined it']
    const hands = [madeBy, examined.by, approvedBy]
    const same = hands.some((one, index) => hands.slice(index + 1).some((other) => isSamePerson(one, other)))
    return [
      same && 'one person took two of its steps',
      approvedOn < examined.on && 'it was approved before it was examined',
    ]
  },
)

/** What was paid of a gap is its share by the final accounts of the year, or by their last correction. */
export const gapsAreTruedUp: Invariant = overApplications(
  {
    id: 'adjustment-fund.gaps-are-trued-up',
    number: 8,
    rule: 'What was paid of a share = its allocations; once the year is final, paid − clawed back ≤ the share by its final accounts, or by their last correction, ≤ the approved share.',
  },
  (application, { finalised, corrected, clawedBack: back, paid }) => {
    if (application.status !== 'approved' && application.status !== 'allocated') return []
    const total = sum(paid.map(({ amount }) => amount))
    const told = application.paid ?? (application.status === 'allocated' ? application.allocated : 0)
    const { trueUp, share } = application
    const clawedBack = sum(back.map(({ amount }) => amount))
    const final = corrected ?? finalised
    return [
      total !== told && 'it does not say what was paid of it',
      final !== undefined && !trueUp && 'its year is final and it was not trued up',
      trueUp?.correction !== corrected?.part && 'it was not trued up by the last correction of its year',
      trueUp !== undefined &&
        (trueUp.final.income !== final?.income || trueUp.final.expenditure !== final.expenditure) &&
        'it was trued up by other figures than the final accounts',
      (trueUp?.clawedBack ?? 0) !== clawedBack && 'what is clawed back is not what its true-up says',
      trueUp !== undefined && trueUp.share.fund > share.fund && 'its true-up gives more than was approved',
      trueUp !== undefined &&
        total - clawedBack > trueUp.share.fund &&
        'more than its share by the final accounts stays paid',
      back.some(({ toldOn, dueOn = '' }) => toldOn !== undefined && dueOn <= toldOn) &&
        'what is owed back had its last day before its city could know of it',
    ]
  },
)

/** Nothing of a share is lost or had twice, however often its year is corrected. */
export const sharesAddUp: Invariant = overApplications(
  {
    id: 'adjustment-fund.shares-add-up',
    number: 8,
    rule: 'Of a share that was trued up, approved + owed further by corrections = paid + lapsed + still owed, and nothing is owed further without a correction.',
  },
  (application, { corrected, further, lapsed, paid }) => {
    if (application.status !== 'approved' && application.status !== 'allocated') return []
    // What was trued up by earlier releases alone does not say what lapsed of it.
    if (!application.trueUp || application.lapsed === undefined) return []
    const amountsOf = (each: readonly { readonly amount: number }[]) => sum(each.map(({ amount }) => amount))
    const unpaid = sum(paid.map(({ approved, amount, carried = 0 }) => approved - carried - amount))
    const cameIn = application.share.fund + amountsOf(further)
    const wentOut = amountsOf(paid) + unpaid + amountsOf(lapsed) + owedOf(application)
    return [
      cameIn !== wentOut && 'what was approved of it is not what was paid, lapsed and is owed',
      further.some(({ correction }) => correction > (corrected?.part ?? 0)) &&
        'something is owed further by a correction that nobody told',
    ]
  },
)
