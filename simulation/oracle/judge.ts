import type { Day } from '#shared/calendar/day.ts'
import { addDays } from '#shared/calendar/day.ts'
import type { Known, Repair, Rest } from '../lives/live.ts'
import { premium } from '../lives/live.ts'
import { clerk, done } from '../lives/places.ts'
import type { Person } from '../lives/story.ts'
import { storyYear } from '../lives/story.ts'
import type { World } from '../world/world.ts'
import type { Problem, YearAnswer } from './judge-records.ts'
import { paidFor, yearOf } from './judge-records.ts'
import type { Entitled } from './outcome.ts'
import { outcomeOf } from './outcome.ts'

/** So long after a payment a paid right holds at every hospital, whatever goes wrong meanwhile. */
export const rightHoldsAfterDays = 2

const inWords = ({ from, to, city, aid }: Omit<YearAnswer['spells'][number], 'employment'>): string =>
  `${from}..${to} in ${city}${aid === 'none' ? '' : ` with ${aid}`}`

/** What a person's record says of their aid; nobody looks at that of the dead. */
const judgeAid = async (
  world: World,
  { of, id, city }: { readonly of: string; readonly id: string; readonly city: string },
  aid: string,
): Promise<Problem[]> => {
  const path = `/v1/enrollment/persons/${id}`
  const { coverage } = await done(world, { as: clerk(city), method: 'GET', path })
  const found = (coverage as { readonly aid: string }).aid
  return found === aid ? [] : [{ of, says: `has aid "${found}", and must have "${aid}"` }]
}

/** The days that hospitals know of by a day: those after a rest not before it was told that it is over. */
const knownBy = (entitled: readonly Entitled[], rest: Rest | undefined, on: Day): readonly Entitled[] =>
  entitled.filter(
    ({ from }) =>
      rest === undefined || from <= rest.lastOn || addDays(rest.knownOn ?? on, rightHoldsAfterDays) < on,
  )

/** Whether a missed year that was paid for is paid: once, and whatever it took to tell of it. */
const judgeRepair = async (
  world: World,
  { of, city }: { readonly of: string; readonly city: string },
  { billId, taken }: Repair,
): Promise<Problem[]> => {
  const path = `/v1/contribution/bills/${billId}`
  const { status, paid } = await done(world, { as: clerk(city), method: 'GET', path })
  const wanted = taken ? `paid ${premium}` : 'issued 0'
  const found = `${status} ${paid}`
  return found === wanted ? [] : [{ of, says: `has a missed year that is ${found}, and must be ${wanted}` }]
}

/** Judges what a resident came to. */
export const judgePerson = async (world: World, person: Person, known: Known): Promise<Problem[]> => {
  const { who, city } = person
  const id = known.ids.get(who)
  if (id === undefined) return [{ of: `person ${who}`, says: 'was never enrolled' }]
  const of = `person ${who} (${id})`
  const problems: Problem[] = []
  const { entitled, fund, aid, ...must } = outcomeOf(known, person)
  const { spells } = await yearOf(world, id, storyYear)
  const found = spells.map((each) => inWords(each)).join(', ')
  const wanted = must.spells.map((each) => inWords({ ...each, city })).join(', ')
  if (found !== wanted) problems.push({ of, says: `is entitled on "${found}", and must be on "${wanted}"` })
  for (const [stay, due] of fund) {
    const claimId = known.stays.get(stay)?.claimId ?? ''
    const { fund: paid } = await paidFor(world, claimId)
    if (paid !== due)
      problems.push({
        of,
        says: `stay ${stay} (${claimId}) is paid ${paid} fen by the fund, and must be ${due}`,
      })
  }
  const repair = known.repairs.get(who)
  if (repair) problems.push(...(await judgeRepair(world, { of, city }, repair)))
  if (!known.deaths.has(who)) problems.push(...(await judgeAid(world, { of, id, city }, aid)))
  const paidOn = known.payments.find((payment) => payment.who === who && payment.taken)?.on
  const wasRefunded = known.payments.some((payment) => payment.who === who && payment.kind === 'refund')
  for (const { act, status, code } of known.stays.values()) {
    if (act.who === who && code === 'claim.not-sent')
      problems.push({
        of,
        says: `stay ${act.stay} was held, and what the hospital sent is not there for review`,
      })
    if (act.who !== who || status === 201 || wasRefunded) continue
    const isRight = knownBy(entitled, known.rests.get(who), act.on).some(
      ({ from, to }) => addDays(act.on, -act.days) >= from && act.on <= to,
    )
    if (isRight && paidOn !== undefined && addDays(paidOn, rightHoldsAfterDays) < act.on)
      problems.push({
        of,
        says: `stay ${act.stay} on ${act.on} was refused (${code}), though the year was paid on ${paidOn}`,
      })
  }
  return problems
}
