import type { Day, FundYear } from '#shared/calendar/day.ts'
import { addDays, isDay, yearOf } from '#shared/calendar/day.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { Scheme } from '#shared/kernel/scheme.ts'
import { plainDecimal } from '#shared/money/charge.ts'
import type { Reference } from '../catalogue/reference.ts'
import type { Institution } from '../institution/rules/institution.ts'
import { institutionOn } from '../institution/rules/institution.ts'
import type { ClaimSettled } from '../insured-year/rules/claim-events.ts'
import type { FamilyPurse } from '../insured-year/rules/family.ts'
import type { InsuredYear } from '../insured-year/rules/insured-year.ts'
import { spellOn } from '../insured-year/rules/insured-year.ts'
import { yearBesideOf } from '../insured-year/rules/year-beside.ts'
import type { PlanBook } from '../plan/rules/plan-book.ts'
import { refusal } from '../refusals.ts'
import { claimIdOfMessage } from './message.ts'
import type { SettleClaim } from './rules/command.ts'
import { decide } from './rules/settle-claim.ts'

type LookupField = 'claimId' | 'fingerprint' | 'institution' | 'today' | 'year'
type CommandWithout<Command, Names extends string> = Command extends unknown ? Omit<Command, Names> : never

/** A claim as it is asked for, whatever interface it came by: the institution by its code, nothing looked up yet. */
export type ClaimRequest = CommandWithout<SettleClaim, LookupField> & {
  readonly institution: string
  /** The visit that is settled; a preview may do without. */
  readonly visitId?: string
  /** The charging batch of it, where the sender settles visits batch by batch. */
  readonly batch?: string
  /** The marks of its lines' serial numbers; absent where the sender gave them none. */
  readonly marks?: readonly string[]
  /** What makes each line known again by number, drug, quantity and cost, for a purchase that comes as another visit. */
  readonly lineMarks?: readonly string[]
  /** The scheme the sender takes the person to be in; a claim that turns out to be another's is refused. */
  readonly scheme?: Scheme
  /** The day of settlement in China. */
  readonly settledOn: Day
  /** Why an office lets a claim be settled that supervision holds; never from an institution. */
  readonly reviewed?: string
  /** Who sends it, for the record of the claim. */
  readonly by?: string
  /** Whom the token is of, or who gave the key it is signed with: nobody of them reviews what they sent. */
  readonly behind?: readonly string[]
}

/**
 * What makes two messages the same: everything of the claim but who sent it, on which day, and how its lines are
 * numbered. Figures are the same when they are equal: 25.6 is 25.60.
 */
export const fingerprintOf = ({
  settledOn: _,
  by: __,
  behind: ___,
  marks: ____,
  lineMarks: _____,
  lines,
  ...content
}: ClaimRequest): string =>
  fingerprint({
    ...content,
    lines: lines.map((line) => ({
      ...line,
      quantity: plainDecimal(line.quantity),
      unitPrice: plainDecimal(line.unitPrice),
    })),
  })

/** The fund year whose item decides on a claim, unless the plan has a stay belong to the year it began in. */
export const yearOfRequest = (request: ClaimRequest): FundYear =>
  yearOf(request.care === 'inpatient' ? request.dischargedOn : request.serviceOn)

/** The years after one that have begun: what happens late in it may end a year without claims that they count. */
const yearsSince = (own: FundYear, today: Day): readonly FundYear[] =>
  Array.from({ length: Math.max(0, yearOf(today) - own) }, (_, index) => own + 1 + index)

/**
 * The years beside its own that a claim may touch. The one before is for a stay that began in it or may count as one
 * with a stay of it. Those after are for a claim that is settled late: a stay there may turn out to continue it, and
 * years without claims are counted there.
 * @param within the most days between stays that any plan counts as one
 */
export const yearsBeside = (request: ClaimRequest, within: number): readonly FundYear[] => {
  const own = yearOfRequest(request)
  const later = yearsSince(own, request.settledOn)
  if (request.care !== 'inpatient' || !isDay(request.admittedOn)) return later
  return [...(yearOf(addDays(request.admittedOn, -within)) < own ? [own - 1] : []), ...later]
}

/**
 * The years beside its own that a reversal of a claim, or the taking back of one, touches. They are that which lists
 * the stay too, and those after, once they began: a stay there may continue it, and they count years without claims.
 */
export const yearsBesideEntry = (
  { year, stay }: Pick<ClaimSettled, 'year' | 'stay'>,
  today: Day,
): readonly FundYear[] => {
  const later = yearsSince(year, today)
  const listedIn = stay && yearBesideOf(year, stay)
  return [
    ...(listedIn === year - 1 ? [listedIn] : []),
    ...(listedIn === year + 1 && !later.includes(listedIn) ? [listedIn] : []),
    ...later,
  ]
}

/** What is read for a request: the state of its year, and of those beside it. */
export type RequestBasis = {
  readonly state: InsuredYear
  readonly neighbours?: readonly InsuredYear[]
  /** All the person's years before it that count, where a claim asked for them. */
  readonly earlier?: readonly InsuredYear[] | undefined
  /** Accounts that family lets the person use, where a claim asked for them. */
  readonly family?: readonly FamilyPurse[] | undefined
  readonly reference: Reference
  readonly plans: PlanBook
}

/** The institution as it was registered on the day that decides about the claim. */
const institutionOfRequest = (
  request: ClaimRequest,
  institutions: Reference['institutions'],
): Institution | undefined => {
  const known = institutions.get(request.institution)
  return (
    known && institutionOn(known, request.care === 'inpatient' ? request.dischargedOn : request.serviceOn)
  )
}

/** Decides on a request with what was read for it; pure. The claim says which of the years it belongs to. */
export const judge = (request: ClaimRequest, read: RequestBasis): Decision<ClaimSettled> => {
  const { scheme, settledOn, by: _, behind: __, visitId: ___, batch: ____, ...marked } = request
  const { marks: _____, lineMarks: ______, ...claim } = marked
  const { institutions, catalogue } = read.reference
  const own = yearOfStay(request, read)
  const command: SettleClaim = {
    ...claim,
    ...(claim.care === 'inpatient' ? { year: own.year } : {}),
    claimId: claimIdOfMessage(request),
    fingerprint: fingerprintOf(request),
    institution: institutionOfRequest(request, institutions),
    today: settledOn,
  }
  const others = [read.state, ...(read.neighbours ?? [])].filter((year) => year !== own)
  const beside = { neighbours: others, earlier: read.earlier, family: read.family }
  const decision = decide(command, own, { plans: read.plans, catalogue }, beside)
  if (decision.status === 'refused' || scheme === undefined || decision.value.scheme === scheme)
    return decision
  const figures = { scheme: decision.value.scheme }
  return { status: 'refused', refusal: refusal('claim.other-scheme', { field: 'scheme', figures }) }
}

/** The year a request belongs to: its own, or the one before for a stay that began there, by the plan of its discharge. */
const yearOfStay = (request: ClaimRequest, { state, neighbours = [], plans }: RequestBasis): InsuredYear => {
  const before = neighbours.find(({ year }) => year === state.year - 1)
  if (request.care !== 'inpatient' || !before || !isDay(request.dischargedOn)) return state
  const { admittedOn, dischargedOn } = request
  if (yearOf(admittedOn) === state.year) return state
  const spell = spellOn(state, dischargedOn) ?? spellOn(before, admittedOn)
  if (!spell) return state
  const { basic } = plans.planOn(spell.scheme, 'inpatient', spell.city, dischargedOn)
  return basic.yearOfStay === 'admission' ? before : state
}
