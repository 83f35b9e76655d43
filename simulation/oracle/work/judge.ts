import { addDays } from '#shared/calendar/day.ts'
import type { Who } from '../../lives/story.ts'
import type { WorkKnown } from '../../lives/work/known.ts'
import { workYear } from '../../lives/work/story.ts'
import type { World } from '../../world/world.ts'
import { rightHoldsAfterDays } from '../judge.ts'
import type { Problem } from '../judge-records.ts'
import { paidFor, yearOf } from '../judge-records.ts'
import type { Right } from './outcome.ts'
import { rightsOf, workOutcomeOf } from './outcome.ts'

const inWords = (rights: readonly Right[]): string =>
  rights.map(({ from, to, city, employment }) => `${from}..${to} ${employment} in ${city}`).join(', ')

/** Stays that were refused though all that gives the right was told days before, and nothing was given back. */
const refusedRights = (known: WorkKnown, who: Who): string[] => {
  if (known.payments.some(({ kind }) => kind === 'refund')) return []
  return [...known.stays].flatMap(([stay, { act, status, code }]) => {
    if (act.who !== who || status === 201) return []
    const told = known.payments.filter(({ on }) => addDays(on, rightHoldsAfterDays) < act.on)
    const holds = rightsOf({ ...known, payments: told }, who).some(
      ({ from, to }) => from <= addDays(act.on, -act.days) && act.on <= to,
    )
    return holds ? [`stay ${stay} on ${act.on} was refused (${code}), though the months were paid`] : []
  })
}

/** Judges what a worker came to: their rights, what their stays are paid, and what their account holds. */
export const judgeWorker = async (world: World, who: Who, known: WorkKnown): Promise<Problem[]> => {
  const id = known.ids.get(who)
  if (id === undefined) return [{ of: `person ${who}`, says: 'was never enrolled' }]
  const of = `person ${who} (${id})`
  const says: string[] = []
  const { rights, fund, credited } = workOutcomeOf(known, who)
  const year = await yearOf(world, id, workYear)
  const [found, wanted] = [inWords(year.spells), inWords(rights)]
  if (found !== wanted) says.push(`is entitled on "${found}", and must be on "${wanted}"`)
  let spent = 0
  for (const [stay, must] of fund) {
    const told = known.stays.get(stay)
    const paid = await paidFor(world, told?.claimId ?? '')
    if (paid.fund !== must)
      says.push(`stay ${stay} (${told?.claimId}) is paid ${paid.fund} fen by the fund, and must be ${must}`)
    const most = told?.act.useAccount ? told.act.yuan * 100 - paid.fund : 0
    if (paid.account < 0 || paid.account > most)
      says.push(`stay ${stay} takes ${paid.account} fen of the account, and may take ${most}`)
    spent += paid.account
  }
  if (year.credited !== credited)
    says.push(`was credited ${year.credited} fen, and must have been credited ${credited}`)
  if (year.account !== credited - spent)
    says.push(`has ${year.account} fen on the account, and must have ${credited} - ${spent}`)
  return [...says, ...refusedRights(known, who)].map((each) => ({ of, says: each }))
}
