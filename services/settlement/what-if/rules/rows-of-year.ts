import { firstDayOfYear } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import { sum } from '#shared/money/fen.ts'
import type { Catalogue } from '../../catalogue/rules/catalogue.ts'
import { factsOf } from '../../claim/rules/circumstances.ts'
import type { ClaimReview, CorrectionBasis, YearOfClaims } from '../../correction/rules/replay.ts'
import { replay } from '../../correction/rules/replay.ts'
import type { ClaimSettled } from '../../insured-year/rules/claim-events.ts'
import type { InsuredYear } from '../../insured-year/rules/insured-year.ts'
import { spellOn } from '../../insured-year/rules/insured-year.ts'
import type { ClaimRow } from './columns.ts'
import { dayNumber } from './columns.ts'

/** The cost of a claim by item class, in the order of its lines; parts at the end of which there is nothing are left out. */
const classesOf = ({ lines, servedOn }: ClaimSettled, catalogue: Catalogue): string => {
  const classes = new Map<string, number[]>()
  for (const { code, inScope, fullySelfPaid, overLimit, firstSelfPaid } of lines) {
    const itemClass = catalogue.find(code, servedOn)?.itemClass ?? 'C'
    const before = classes.get(itemClass) ?? []
    const parts = [inScope, fullySelfPaid, overLimit, firstSelfPaid]
    classes.set(
      itemClass,
      parts.map((part, place) => part + (before[place] ?? 0)),
    )
  }
  const charged = [...classes].flatMap(([name, parts]) => {
    const last = parts.findLastIndex((part) => part > 0)
    return last < 0 ? [] : [[name, ...parts.slice(0, last + 1)]]
  })
  return charged.length === 0 ? '' : JSON.stringify(charged)
}

/** The stays of the years beside, which one of this year may continue; their claims are named by nothing but their place. */
const besideOf = (neighbours: readonly InsuredYear[]): string => {
  const stays = neighbours.flatMap((each) => each.stays)
  return stays.length === 0
    ? ''
    : JSON.stringify(stays.map((stay, index) => ({ ...stay, claimId: `beside-${index}` })))
}

const word = (value: string | number | boolean | undefined): string =>
  value === undefined || value === false ? '' : String(value)

type Person = { readonly number: number; readonly purse: number; readonly beside: string }

const rowOf = (
  { entry, rightful }: ClaimReview,
  { year, neighbours }: YearOfClaims,
  person: Person,
  { catalogue, plans }: CorrectionBasis,
): ClaimRow | undefined => {
  if (rightful.status === 'not-paid') return undefined
  const { claim } = rightful
  const { servedOn, circumstances, amounts, stay } = claim
  const spell = spellOn(year, servedOn)
  must(spell !== undefined, 'what-if.no-spell', 'a claim is paid of which nobody is entitled', { servedOn })
  const earlier = neighbours.filter((each) => each.year < year.year)
  const facts = factsOf(circumstances, { state: year, spell, earlier }, servedOn, plans)
  return {
    person: person.number,
    servedOn: dayNumber(servedOn),
    admittedOn: stay ? dayNumber(stay.from) : 0,
    leftOn: stay ? dayNumber(stay.to) : 0,
    total: amounts.total,
    fullySelfPaid: amounts.fullySelfPaid,
    overLimit: amounts.overLimit,
    firstSelfPaid: amounts.firstSelfPaid,
    account: entry.claim.amounts.account,
    purse: person.purse,
    scheme: claim.scheme,
    city: claim.city,
    care: claim.care,
    purpose: circumstances.purpose,
    level: word(facts.level),
    provincial: word(facts.provincial),
    employment: word(facts.employment),
    aid: word(facts.aid),
    sex: word(facts.sex),
    age: word(facts.age),
    place: word(facts.place),
    filing: word(facts.filing),
    referred: word(facts.referred),
    diseases: word(facts.diseases),
    delivery: word(facts.delivery),
    continuousYears: word(facts.continuousYears),
    missedYears: word(facts.missedYears),
    claimFreeYears: word(facts.claimFreeYears),
    civilServant: word(facts.civilServant),
    contracted: word(facts.contracted),
    useAccount: word(circumstances.useAccount),
    institution: claim.institution,
    diagnosis: word(circumstances.diagnosis),
    disease: word(circumstances.disease),
    earlierRuns: facts.earlierRuns === undefined ? '' : JSON.stringify(facts.earlierRuns),
    classes: classesOf(claim, catalogue),
    beside: person.beside,
  }
}

/**
 * The claims of a person's year as rows of an extract: those that are paid by the plans in force, in the order of service,
 * with all that a plan may ask about them. They are judged again first, so that a correction still due is in them.
 * @param number how the extract numbers the person
 */
export const rowsOfYear = (
  claims: YearOfClaims,
  number: number,
  basis: CorrectionBasis,
): readonly ClaimRow[] => {
  const { reviewed } = replay(claims, firstDayOfYear(claims.year.year), basis)
  const purse = Math.max(
    0,
    claims.year.account + sum(reviewed.map(({ stands }) => stands.claim.amounts.account)),
  )
  const beside = besideOf(claims.neighbours)
  return reviewed
    .flatMap((review) => rowOf(review, claims, { number, purse, beside }, basis) ?? [])
    .map((row, index) => (index === 0 ? row : { ...row, beside: '' }))
}
