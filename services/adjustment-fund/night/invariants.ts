import { provinceCode } from '#shared/kernel/divisions.ts'
import type { Finding, Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { schemes } from '#shared/kernel/scheme.ts'
import { isSamePerson } from '#shared/kernel/subject.ts'
import { sum } from '#shared/money/fen.ts'
import { Exact, times } from '#shared/money/rate.ts'
import {
  gapsAreTruedUp,
  lateOnesSayWhy,
  ownBalanceComesFirst,
  sharesAddUp,
  sharesTakeThreeHands,
} from '../gap/invariants.ts'
import { hasReachedPauseLine } from '../levy/rules/levy.ts'
import { lateCitiesAreReminded } from '../remittance/invariants.ts'
import { leviesInPartsKeepTheLine, runsTakeTwoHands } from '../run-approval/invariants.ts'

type Figures = Readonly<Record<string, number | string>>
type Fact = RecordedItem & { readonly scheme: Scheme; readonly city: string; readonly amount: number }

const place = ({ pk, sk }: RecordedItem): string => `${pk} ${sk}`

/** Gathers the items of some kinds, then judges them together; there are some hundreds a year. */
const overKinds =
  (kinds: readonly string[], judge: (items: readonly Fact[]) => Finding): Invariant['start'] =>
  () => {
    const items: Fact[] = []
    return {
      see: (item) => {
        if (kinds.includes(String(item.kind))) items.push(item as Fact)
      },
      finish: () => judge(items),
    }
  }

const violation =
  (invariant: string) =>
  (where: string, what: string, figures: Figures = {}): Violation => ({ invariant, where, what, figures })

const ofKind = (items: readonly Fact[], kind: string): Fact[] => items.filter((item) => item.kind === kind)
const amounts = (items: readonly Fact[]): number => sum(items.map(({ amount }) => amount))

const balancesId = 'adjustment-fund.accounts'
const balances: Invariant = {
  id: balancesId,
  number: 8,
  rule: 'levies received − allocations paid = the provincial account = the sum of its entries; never below zero',
  start: overKinds(['account', 'account-entry', 'levy-receipt', 'allocation'], (items) => {
    const say = violation(balancesId)
    const violations = schemes.flatMap((scheme) => {
      const own = items.filter((item) => item.scheme === scheme)
      const entries = ofKind(own, 'account-entry').sort((a, b) => Number(a.number) - Number(b.number))
      const balance = Number(ofKind(own, 'account')[0]?.balance ?? 0)
      const received = amounts(ofKind(own, 'levy-receipt'))
      const paid = amounts(ofKind(own, 'allocation'))
      const found: Violation[] = []
      if (received - paid !== balance)
        found.push(
          say(scheme, 'levies less allocations differ from the account', { received, paid, balance }),
        )
      if (amounts(entries) !== balance)
        found.push(
          say(scheme, 'the entries do not add up to the account', { entries: amounts(entries), balance }),
        )
      let running = 0
      for (const entry of entries) {
        running += entry.amount
        if (running < 0 || entry.balance !== running)
          found.push(say(place(entry), 'an entry’s balance is wrong or negative', { running }))
      }
      return found
    })
    return { checked: items.length, violations }
  }),
}

const levyId = 'adjustment-fund.levies'

/**
 * What the province collected, as a levy is to say it. One of a run that persons decided on says what all cities collected
 * whose year was closed by then: no less than its own, and no more than all. Earlier ones say their run's cities.
 */
const collectionsOf = (levy: Fact, levied: readonly Fact[], closed: readonly Fact[]) => {
  const ofYear = (items: readonly Fact[], year: number) =>
    items.filter((each) => each.scheme === levy.scheme && each.year === year)
  const run = ofYear(levied, Number(levy.year)).filter(({ runId }) => runId === levy.runId)
  const own = sum(run.map(({ base }) => Number(base)))
  if (levy.runId === undefined) return { least: own, most: own }
  const all = ofYear(closed, Number(levy.year) - 1).map(({ pooledCollection }) => Number(pooledCollection))
  return { least: own, most: sum(all) }
}

/** Why a levy is not its part of the year's: the parts so far are base × rate × their shares, and never more than the whole. */
const partFaults = (levy: Fact, levied: readonly Fact[]): string[] => {
  const before = levied.filter(
    (each) =>
      each.scheme === levy.scheme &&
      each.city === levy.city &&
      each.year === levy.year &&
      Number(each.part ?? 1) <= Number(levy.part ?? 1) &&
      each.status !== 'paused',
  )
  const share = before.reduce<Exact>((total, each) => total.plus(String(each.share ?? '1')), new Exact(0))
  const taken = amounts(before)
  const due = times(Number(levy.base), new Exact(String(levy.rate)).times(share))
  return [
    ...(share.greaterThan(1) ? ['the parts of the year are more than its levy'] : []),
    ...(levy.status !== 'due' || taken === due ? [] : ['the levy is not base × rate']),
  ]
}

const levyFaults = (levy: Fact, levied: readonly Fact[], closed: readonly Fact[]): string[] => {
  const base = closed.find(
    ({ scheme, city, year }) =>
      scheme === levy.scheme && city === levy.city && year === Number(levy.year) - 1,
  )?.pooledCollection
  const most = Math.max(0, times(Number(levy.base), String(levy.rateCap)))
  const provincialCollection = Number(levy.provincialCollection)
  const { least, most: collected } = collectionsOf(levy, levied, closed)
  const paused = hasReachedPauseLine(Number(levy.accumulated), provincialCollection, String(levy.pauseLine))
  return [
    ...(base === levy.base ? [] : ['the base is not the collection of the closed year before']),
    ...(provincialCollection >= least && provincialCollection <= collected
      ? []
      : ['the provincial collection is not the sum of the cities']),
    ...(levy.amount <= most ? [] : ['the levy is above the cap']),
    ...partFaults(levy, levied),
    ...(paused && levy.amount > 0 ? ['the levy is past the pause line'] : []),
  ]
}

const levies: Invariant = {
  id: levyId,
  number: 8,
  rule: 'every levy is its rate, at most the cap, on the closed year before; none is raised past the pause line',
  start: overKinds(['levy', 'closed-year', 'levy-receipt', 'levy-late-fee', 'clawback'], (items) => {
    const say = violation(levyId)
    const assessed = ofKind(items, 'levy')
    const closed = ofKind(items, 'closed-year')
    const receipts = ofKind(items, 'levy-receipt')
    const owed = new Map([
      ...assessed.map((levy) => [String(levy.levyId), levy.amount] as const),
      ...ofKind(items, 'levy-late-fee').map((fee) => [String(fee.feeId), fee.amount] as const),
      ...ofKind(items, 'clawback').map((each) => [String(each.clawbackId), each.amount] as const),
    ])
    const wrongLevies = assessed.flatMap((levy) =>
      levyFaults(levy, assessed, closed).map((what) =>
        say(place(levy), what, { base: Number(levy.base), amount: levy.amount }),
      ),
    )
    const wrongReceipts = receipts
      .filter((receipt) => owed.get(String(receipt.levyId)) !== receipt.amount)
      .map((receipt) => say(place(receipt), 'what was remitted is not the levy', { amount: receipt.amount }))
    return {
      checked: assessed.length + receipts.length,
      violations: [...wrongLevies, ...wrongReceipts],
    }
  }),
}

const shareId = 'adjustment-fund.approved-shares'
const approvedShares: Invariant = {
  id: shareId,
  number: 8,
  rule: 'no city is paid above its approved share, and no person approves a share that they made, nor before its year is over',
  start: overKinds(['gap-application', 'allocation', 'clawback'], (items) => {
    const say = violation(shareId)
    const applications = ofKind(items, 'gap-application')
    const allocations = ofKind(items, 'allocation')
    const clawbacks = ofKind(items, 'clawback')
    const ownApprovals = applications
      .filter(
        ({ status, approvedBy, madeBy }) =>
          approvedBy !== undefined &&
          status !== 'applied' &&
          isSamePerson(String(approvedBy), String(madeBy)),
      )
      .map((application) => say(place(application), 'the maker approved their own application'))
    const otherOffices = applications
      .filter(({ approvedFor }) => approvedFor !== undefined && approvedFor !== provinceCode)
      .map((application) => say(place(application), 'another office than the province approved it'))
    const early = applications
      .filter(({ approvedOn, year }) => approvedOn !== undefined && String(approvedOn) <= `${year}-12-31`)
      .map((application) => say(place(application), 'it was approved before its year was over'))
    const overpaid = applications.flatMap((application) => {
      const own = allocations.filter((each) => each.applicationId === application.applicationId)
      const isOwn = (each: Fact) => each.applicationId === application.applicationId
      const paid = amounts(own)
      const kept = paid - amounts(clawbacks.filter(isOwn))
      const approved = Number((application.share as { fund?: number } | undefined)?.fund ?? 0)
      const told = Number(application.paid ?? application.allocated ?? 0)
      return own.length === 0 || (kept <= approved && told === paid)
        ? []
        : [say(place(application), 'paid above the approved share', { paid: kept, approved })]
    })
    const ofNobody = allocations
      .filter((each) => !applications.some(({ applicationId }) => applicationId === each.applicationId))
      .map((allocation) => say(place(allocation), 'paid for a gap that nobody applied for'))
    return {
      checked: applications.length + allocations.length,
      violations: [...ownApprovals, ...otherOffices, ...early, ...overpaid, ...ofNobody],
    }
  }),
}

const gapId = 'adjustment-fund.gaps-are-of-cleared-years'

type Cleared = { readonly income: number; readonly expenditure: number }

/** Why an application is not of its year's recorded figures; one that was applied for on what was booked does not say them. */
const gapFault = (
  application: Fact,
  closed: Fact | undefined,
  cleared: Fact | undefined,
): string | undefined => {
  const told = application.cleared as Cleared | undefined
  if (!told) return undefined
  if (!closed || !cleared) return 'a gap is shared of a year that is not closed and cleared'
  const [plan, gap] = [Number(closed.plannedExpenditure), Number(application.gap)]
  const income = Number(closed.income) + Number(cleared.income)
  const expenditure = Number(closed.expenditure) + Number(cleared.expenditure)
  if (told.income !== income || told.expenditure !== expenditure)
    return 'a gap is of other figures than the year was closed and cleared with'
  const isMeasured = [income, plan].some((measure) => gap === expenditure - measure)
  return isMeasured ? undefined : 'a gap is neither the deficit nor what is over the plan'
}

const gapsOfClearedYears: Invariant = {
  id: gapId,
  number: 8,
  rule: 'every gap is of the cost by the year it belongs to: booked when the year was closed + added when it was cleared',
  start: overKinds(['gap-application', 'closed-year', 'cleared-year'], (items) => {
    const say = violation(gapId)
    const applications = ofKind(items, 'gap-application')
    const of = (kind: string, { scheme, city, year }: Fact) =>
      ofKind(items, kind).find((each) => each.scheme === scheme && each.city === city && each.year === year)
    const violations = applications.flatMap((application) => {
      const what = gapFault(application, of('closed-year', application), of('cleared-year', application))
      return what === undefined ? [] : [say(place(application), what, { gap: Number(application.gap) })]
    })
    return { checked: applications.length, violations }
  }),
}

/** What always holds over the adjustment fund's records. */
export const invariants: readonly Invariant[] = [
  balances,
  levies,
  leviesInPartsKeepTheLine,
  approvedShares,
  gapsOfClearedYears,
  ownBalanceComesFirst,
  lateOnesSayWhy,
  sharesTakeThreeHands,
  gapsAreTruedUp,
  sharesAddUp,
  runsTakeTwoHands,
  lateCitiesAreReminded,
]
