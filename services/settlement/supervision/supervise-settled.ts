import type { Day } from '#shared/calendar/day.ts'
import { monthOf } from '#shared/calendar/day.ts'
import type { EventOf } from '#shared/contracts/define-event.ts'
import type { claimsSettled, SettledClaim } from '#shared/contracts/settlement.ts'
import { must } from '#shared/kernel/errors.ts'
import type { ClaimCorrected, ClaimReversed, ClaimSettled } from '../insured-year/rules/claim-events.ts'
import { newInsuredYear } from '../insured-year/rules/insured-year.ts'
import { staysIn } from '../insured-year/rules/year-beside.ts'
import { entryOf } from '../reconciliation/settled-entries.ts'
import { adjustRecoveries } from './adjust-recoveries.ts'
import type { SupervisionEffects } from './effects.ts'
import { openCaseOfClaim } from './open-case.ts'
import { countsWithAnother, findingsAfter } from './rules/evaluate.ts'
import type { ClaimFacts } from './rules/facts.ts'
import { factsOf } from './rules/facts.ts'
import type { ClaimNote } from './rules/month-figures.ts'

type SettledEvent = ReturnType<typeof claimsSettled.parse> & EventOf<unknown>
type SettledFact = {
  readonly entry: SettledClaim
  readonly fact: ClaimSettled | ClaimReversed | ClaimCorrected
  /** Who sent it and when, where that was kept. */
  readonly by?: string
}

/** The years a claim is judged with: a stay begun by January is held against those of the year before too. */
const yearsFor = ({ personId, year, stay }: ClaimSettled) => [
  { personId, year },
  ...(stay && stay.from < `${year}-02` ? [{ personId, year: year - 1 }] : []),
]

const factsFor = async (
  claims: readonly ClaimSettled[],
  { supervisedClaims }: SupervisionEffects,
): Promise<ReadonlyMap<string, ClaimFacts>> => {
  const found = await supervisedClaims.years(claims.flatMap(yearsFor))
  const years = new Map(found.map((year) => [`${year.personId} ${year.year}`, year]))
  return new Map(
    claims.map((claim) => {
      const { claimId, personId, year } = claim
      const own = years.get(`${personId} ${year}`) ?? newInsuredYear(personId, year)
      const earlier = years.get(`${personId} ${year - 1}`) ?? newInsuredYear(personId, year - 1)
      return [claimId, factsOf(claim, { ...own, stays: staysIn(own, [earlier]) })]
    }),
  )
}

const noteOf = ({ entry, fact }: SettledFact, counts: ClaimNote['counts']): ClaimNote => {
  const { total, fund, fullySelfPaid } = fact.amounts
  const { personId, care } = fact
  return { id: entry.claimId, personId, care, counts, total, fund, fullySelfPaid }
}

/** What is told of, each in full; what cannot be seen yet makes the whole event come again. */
const readFacts = async (
  { data }: SettledEvent,
  { supervisedClaims }: SupervisionEffects,
): Promise<SettledFact[]> => {
  const facts = await supervisedClaims.entries(data.claims)
  return data.claims.map((entry, index) => {
    const sent = facts[index]
    const { claimId } = entry
    must(sent !== undefined, 'supervision.not-seen-yet', 'a claim is told of that is not seen yet', {
      claimId,
    })
    return { entry, ...sent }
  })
}

/** Opens the cases that the after-rules find in a claim. */
const openCases = async (own: ClaimFacts, effects: SupervisionEffects): Promise<void> => {
  for (const hit of findingsAfter(own, effects.rules())) await openCaseOfClaim(own.claim, hit, effects)
}

/** One claim, reversal or correction: its cases, and what has to be given back or taken again; answers how often it counts. */
const supervise = async (
  { entry, fact }: SettledFact,
  facts: ReadonlyMap<string, ClaimFacts>,
  effects: SupervisionEffects,
): Promise<ClaimNote['counts']> => {
  const own = facts.get(fact.claimId)
  if (own) await openCases(own, effects)
  if (own && fact.kind === 'claim-settled') return countsWithAnother(own, effects.rules()) ? 0 : 1
  const stands = fact.kind === 'claim-reversed' && fact.undoes !== undefined
  await adjustRecoveries(fact.claimId, { causedBy: entry.claimId, on: entry.settledOn, stands }, effects)
  if (fact.kind !== 'claim-reversed') return 0
  return stands ? 1 : -1
}

/** Claims that a correction took back whole, because the person was not covered after all: they are looked at anew. */
const takenBack = (told: readonly SettledFact[]): string[] =>
  told.flatMap(({ fact }) => (fact.kind === 'claim-corrected' && !fact.stands ? [fact.claimId] : []))

/**
 * Looks at claims after they were settled. Rules over claims open cases, and each claim is noted for the rules over
 * months. What was taken back of a claim that is reversed or corrected since is given back, and taken again when it
 * stands again. Every effect stands under an id that its cause gives, so that events may come twice, in any order, or
 * cut in other groups. The month of a note is that of the claim; an entry is listed in the month in which it was sent here,
 * so that a day that an institution has closed stays as it was.
 */
export const superviseSettled = async (event: SettledEvent, effects: SupervisionEffects): Promise<void> => {
  const told = await readFacts(event, effects)
  const settled = told.flatMap(({ fact }) => (fact.kind === 'claim-settled' ? [fact] : []))
  const again = await effects.supervisedClaims.claims(takenBack(told))
  const facts = await factsFor([...settled, ...again], effects)
  const notes = await Promise.all(
    told.map(async (each) => ({ ...each, note: noteOf(each, await supervise(each, facts, effects)) })),
  )
  const noted = notes.map(({ entry, note }) => ({ of: monthName(entry, entry.settledOn), note }))
  const listed = told.flatMap(({ entry, fact, by }) => {
    if (fact.kind === 'claim-corrected') return []
    const dated = entryOf(fact, by)
    return [{ of: monthName(entry, dated.on), dated }]
  })
  const months = new Set([...noted, ...listed].map(({ of }) => of))
  await Promise.all(
    [...months].map(async (name) => {
      const [institution = '', month = ''] = name.split(' ')
      const own = {
        notes: noted.flatMap(({ of, note }) => (of === name ? [note] : [])),
        entries: listed.flatMap(({ of, dated }) => (of === name ? [dated] : [])),
      }
      await effects.supervisedMonths.note(institution, month, event.id, own)
    }),
  )
}

const monthName = ({ institution }: SettledClaim, on: Day): string => `${institution} ${monthOf(on)}`
