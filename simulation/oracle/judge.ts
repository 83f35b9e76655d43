import { addDays } from '#shared/calendar/day.ts'
import type { Known } from '../lives/live.ts'
import type { Person } from '../lives/story.ts'
import { storyYear } from '../lives/story.ts'
import type { World } from '../world/world.ts'
import type { Problem } from './judge-records.ts'
import { paidFor, yearOf } from './judge-records.ts'
import { outcomeOf } from './outcome.ts'

/** So long after a payment a paid right holds at every hospital, whatever goes wrong meanwhile. */
export const rightHoldsAfterDays = 2

/** Judges what a resident came to. */
export const judgePerson = async (world: World, { who, city }: Person, known: Known): Promise<Problem[]> => {
  const id = known.ids.get(who)
  if (id === undefined) return [{ of: `person ${who}`, says: 'was never enrolled' }]
  const of = `person ${who} (${id})`
  const problems: Problem[] = []
  const { entitled, fund } = outcomeOf(known, who)
  const { spells } = await yearOf(world, id, storyYear)
  const found = spells.map(({ from, to, city: at }) => `${from}..${to} in ${at}`).join(', ')
  const wanted = entitled ? `${entitled.from}..${entitled.to} in ${city}` : ''
  if (found !== wanted) problems.push({ of, says: `is entitled on "${found}", and must be on "${wanted}"` })
  for (const [stay, must] of fund) {
    const claimId = known.stays.get(stay)?.claimId ?? ''
    const { fund: paid } = await paidFor(world, claimId)
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
