import { addDays } from '#shared/calendar/day.ts'
import { judge } from '../../cli/verify/verify.ts'
import { province } from '../../cli/year/roles.ts'
import type { Known } from '../lives/live.ts'
import { done } from '../lives/places.ts'
import type { Person, Story } from '../lives/story.ts'
import { storyEnds, storyYear } from '../lives/story.ts'
import type { World } from '../world/world.ts'
import { outcomeOf } from './outcome.ts'

/** Something that is not as the world outside must find it. */
export type Problem = { readonly of: string; readonly says: string }

type YearAnswer = {
  readonly spells: readonly { readonly from: string; readonly to: string; readonly city: string }[]
}

/** The years of a person, as settlement holds them; none where nothing was ever paid. */
const entitledAt = async (world: World, personId: string): Promise<YearAnswer['spells']> => {
  const { status, body } = await world.call({
    ...{ as: province, method: 'GET', path: `/v1/settlement/persons/${personId}/years/${storyYear}` },
  })
  return status === 200 ? (body as YearAnswer).spells : []
}

/** What the fund pays for a claim as it stands with its corrections. */
const fundOf = async (world: World, claimId: string): Promise<number> => {
  const { stands } = (await done(world, {
    ...{ as: province, method: 'GET', path: `/v1/settlement/claims/${claimId}/corrections` },
  })) as { readonly stands: { readonly isPaid: boolean; readonly amounts: { readonly fund: number } } }
  return stands.isPaid ? stands.amounts.fund : 0
}

/** So long after a payment a paid right holds at every hospital, whatever goes wrong meanwhile. */
const rightHoldsAfterDays = 2

const judgePerson = async (world: World, { who, city }: Person, known: Known): Promise<Problem[]> => {
  const id = known.ids.get(who)
  if (id === undefined) return [{ of: `person ${who}`, says: 'was never enrolled' }]
  const of = `person ${who} (${id})`
  const problems: Problem[] = []
  const { entitled, fund } = outcomeOf(known, who)
  const spells = await entitledAt(world, id)
  const found = spells.map(({ from, to, city: at }) => `${from}..${to} in ${at}`).join(', ')
  const wanted = entitled ? `${entitled.from}..${entitled.to} in ${city}` : ''
  if (found !== wanted) problems.push({ of, says: `is entitled on "${found}", and must be on "${wanted}"` })
  for (const [stay, must] of fund) {
    const claimId = known.stays.get(stay)?.claimId ?? ''
    const paid = await fundOf(world, claimId)
    if (paid !== must)
      problems.push({
        of,
        says: `stay ${stay} (${claimId}) is paid ${paid} fen by the fund, and must be ${must}`,
      })
  }
  const paidOn = known.payments.find((payment) => payment.who === who && payment.taken)?.on
  const wasRefunded = known.payments.some((payment) => payment.who === who && payment.kind === 'refund')
  for (const { act, status, code } of known.stays.values()) {
    if (act.who !== who || status === 201 || !entitled || wasRefunded) continue
    const isRight = addDays(act.on, -act.days) >= entitled.from && act.on <= entitled.to
    if (isRight && paidOn !== undefined && addDays(paidOn, rightHoldsAfterDays) < act.on)
      problems.push({
        of,
        says: `stay ${act.stay} on ${act.on} was refused (${code}), though the year was paid on ${paidOn}`,
      })
  }
  return problems
}

/** Runs that were started and are not done, though nothing moves any more. */
const openRuns = (world: World): Problem[] =>
  [...world.records()].flatMap(({ service, item: { kind, runId, units, done } }) =>
    kind === 'run' && Number(done) < Number(units)
      ? [{ of: `run ${runId} of ${service}`, says: `has ${done} of ${units} units done` }]
      : [],
  )

/** What breaks an invariant, and what waits longer than it may, over all records. */
export const judgeRecords = async (world: World): Promise<Problem[]> => {
  const { violations, late } = await judge(world.records(), addDays(storyEnds, 4))
  return [
    ...violations.map(({ invariant, where, what }) => ({ of: invariant, says: `${where}: ${what}` })),
    ...late.map((wait) => ({ of: 'waits too long', says: JSON.stringify(wait) })),
  ]
}

/** Judges what a story came to: by the model, by every invariant, and by what lies undone. */
export const judgeWorld = async (world: World, story: Story, known: Known): Promise<Problem[]> => {
  const problems: Problem[] = []
  for (const person of story.people) problems.push(...(await judgePerson(world, person, known)))
  problems.push(...(await judgeRecords(world)), ...openRuns(world))
  for (const [queue, count] of world.deadLetters())
    problems.push({ of: queue, says: `${count} dead letters that a redrive does not clear` })
  return problems
}
