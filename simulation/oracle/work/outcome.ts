import type { Day, Month } from '#shared/calendar/day.ts'
import { addDays, addMonths, firstDayOf, lastDayOf, monthOf } from '#shared/calendar/day.ts'
import type { Who } from '../../lives/story.ts'
import type { Billed, Held, Payment, WorkKnown } from '../../lives/work/known.ts'
import { workYear } from '../../lives/work/story.ts'
import { fundOfStays } from '../resident-stays.ts'
import { creditOf } from './contributions.ts'
import { fundOfEmployeeStays } from './employee-stays.ts'

/** Days on which somebody may claim, with what decides how much. */
export type Right = {
  readonly from: Day
  readonly to: Day
  readonly city: string
  readonly employment: string
}

/** What a worker's world must come to. */
export type WorkOutcome = {
  readonly rights: readonly Right[]
  /** What the fund pays for each settled stay, by its number. */
  readonly fund: ReadonlyMap<number, number>
  /** What was ever credited to their account and not taken back. */
  readonly credited: number
}

const yearEnds = `${workYear}-12-31`
/** Twenty-five years for women. */
const monthsToRetire = 300

/** Whether a part of a bill is paid when all is told: what was given back is not. */
const isPaid = (payments: readonly Payment[], billId: string, part: Payment['part']): boolean => {
  const own = payments.filter((each) => each.billId === billId && each.part === part && each.taken)
  return own.some(({ kind }) => kind === 'payment') && !own.some(({ kind }) => kind === 'refund')
}

/** The bills that were paid in full, by everybody who owed a part. */
const paidBills = ({ bills, payments }: WorkKnown): Billed[] =>
  [...bills].flatMap(([billId, bill]) =>
    bill.parts.every((part) => isPaid(payments, billId, part)) ? [bill] : [],
  )

const paidMonths = (known: WorkKnown, who: Who): Month[] =>
  paidBills(known)
    .filter(({ lines }) => lines.some((line) => line.who === who))
    .map(({ month }) => month)
    .toSorted()

/** Of the months in their order, those from the one that makes three without a gap. */
const fromThirdInARow = (months: readonly Month[]): readonly Month[] => {
  const at = months.findIndex((month) => [1, 2].every((back) => months.includes(addMonths(month, -back))))
  return at < 0 ? [] : months.slice(at)
}

type Days = { readonly from: Day; readonly to: Day }

/** The days that an employee's paid months give, before they are cut to a post. */
const employeeDays = (
  known: WorkKnown,
  who: Who,
  { post, from }: Held,
  { isFirst, isSwitched }: { readonly isFirst: boolean; readonly isSwitched: boolean },
): Days[] => {
  const months = paidMonths(known, who)
  const brought = known.broughtMonths.get(who) ?? 0
  const before = brought + months.filter((month) => month < monthOf(from)).length
  if (post.as === 'retired' && before >= monthsToRetire) return [{ from, to: yearEnds }]
  const counting = post.as === 'flexible' && before === 0 && !isSwitched ? fromThirdInARow(months) : months
  const given = counting.map((month) => addMonths(month, 1))
  // Straight from elsewhere the first month that is paid is given too.
  const own = isSwitched ? months.filter((month) => month >= monthOf(from)).slice(0, 1) : []
  const all = [...(isFirst && brought > 0 ? [monthOf(from)] : []), ...own, ...given]
  return [...new Set(all)].toSorted().map((month) => ({ from: firstDayOf(month), to: lastDayOf(month) }))
}

/** The same day some months later. */
const monthsLater = (day: Day, months: number): Day => `${addMonths(monthOf(day), months)}${day.slice(7)}`

/**
 * Whether somebody had a right in the other scheme, or as an employee in another city, in the three months before a post. To begin as a
 * flexible worker, residents were insured for two years on end, and the stories have no earlier year.
 */
const isFromElsewhere = (rights: readonly Right[], { post, from }: Held): boolean => {
  const month = addMonths(monthOf(from), -3)
  const [day, last] = [`${month}${from.slice(7)}`, lastDayOf(month)]
  const earliest = day < last ? day : last
  const isOfOther = ({ city, employment }: Right) =>
    (post.as !== 'flexible' && (employment === 'resident') !== (post.as === 'resident')) ||
    (employment !== 'resident' && city !== post.city)
  return rights.some((right) => isOfOther(right) && earliest <= right.to && right.to < from)
}

/**
 * Who leaves the employees' scheme is a resident from the day of payment, or from the first day where they had a right there
 * until then; another waits three months from March on.
 */
const residentDays = (known: WorkKnown, who: Who, held: Held, isSwitched: boolean): Days[] => {
  const billId = `R-${known.ids.get(who)}-${workYear}`
  const paidOn = known.payments.find((each) => each.billId === billId && each.taken)?.on
  if (paidOn === undefined) return []
  const isLeaver = (known.posts.get(who) ?? []).some(({ post }, index, all) => {
    const next = all[index + 1]
    return post.as !== 'resident' && next !== undefined && next.from <= paidOn
  })
  const first = isSwitched && held.from < paidOn ? held.from : paidOn
  return [{ from: isLeaver ? first : monthsLater(paidOn, 3), to: yearEnds }]
}

const cut = ({ from, to }: Days, post: Days): Days[] => {
  const both = { from: from > post.from ? from : post.from, to: to < post.to ? to : post.to }
  return both.from <= both.to ? [both] : []
}

const joined = (rights: readonly Right[]): Right[] => {
  const all: Right[] = []
  for (const right of rights) {
    const last = all.at(-1)
    const goesOn =
      last?.city === right.city && last.employment === right.employment && addDays(last.to, 1) === right.from
    if (last && goesOn) all[all.length - 1] = { ...last, to: right.to }
    else all.push(right)
  }
  return all
}

/** Every day on which somebody may claim, in order. */
export const rightsOf = (known: WorkKnown, who: Who): Right[] => {
  const rights: Right[] = []
  for (const [index, held] of (known.posts.get(who) ?? []).entries()) {
    const next = known.posts.get(who)?.[index + 1]
    const post = { from: held.from, to: next ? addDays(next.from, -1) : yearEnds }
    const isSwitched = isFromElsewhere(rights, held)
    const days =
      held.post.as === 'resident'
        ? residentDays(known, who, held, isSwitched)
        : employeeDays(known, who, held, { isFirst: index === 0, isSwitched })
    const cutDays = days.flatMap((each) => cut(each, post))
    for (const each of cutDays.toSorted((one, other) => (one.from < other.from ? -1 : 1)))
      rights.push({ ...each, city: held.post.city, employment: held.post.as })
  }
  return joined(rights)
}

/** What becomes of a worker. */
export const workOutcomeOf = (known: WorkKnown, who: Who): WorkOutcome => {
  const rights = rightsOf(known, who)
  const settled = [...known.stays]
    .filter(([, { act, status }]) => act.who === who && status === 201)
    .toSorted(([, one], [, other]) => (one.act.on < other.act.on ? -1 : 1))
  const standing = settled.flatMap(([stay, { act }]) => {
    const right = rights.find(({ from, to }) => from <= addDays(act.on, -act.days) && act.on <= to)
    const isReversed = known.reversals.get(stay)?.status === 201
    return right && !isReversed ? [{ stay, total: act.yuan * 100, employment: right.employment }] : []
  })
  const [ofResident, ofEmployee] = [true, false].map((isResident) =>
    standing.filter(({ employment }) => (employment === 'resident') === isResident),
  )
  const paidToResident = fundOfStays((ofResident ?? []).map(({ total }) => ({ total, goesOn: false })))
  const paidToEmployee = fundOfEmployeeStays(
    (ofEmployee ?? []).map(({ total, employment }) => ({ total, isRetired: employment === 'retired' })),
  )
  const fund = new Map(settled.map(([stay]) => [stay, 0]))
  for (const [index, { stay }] of (ofResident ?? []).entries()) fund.set(stay, paidToResident[index] ?? 0)
  for (const [index, { stay }] of (ofEmployee ?? []).entries()) fund.set(stay, paidToEmployee[index] ?? 0)
  const credited = paidBills(known)
    .flatMap(({ lines }) => lines.filter((line) => line.who === who))
    .reduce((sum, { wageFen }) => sum + creditOf(wageFen), 0)
  return { rights, fund, credited }
}
