import { chinaDay } from '#shared/calendar/day.ts'
import { nameOf } from '#shared/edge/http/operation.ts'
import type { Parts } from '#test/support/door-service.ts'
import { openDoorService } from '#test/support/door-service.ts'
import type { TourOf } from '#test/support/door-suite.ts'
import type { Call } from '#test/support/tour.ts'
import { walk } from '#test/support/tour.ts'

/** What was told after a decision: to the same hand again, and to a third one. */
type Told = { readonly does: string; readonly again: string; readonly third: string }

/**
 * Walks a tour in a fresh service. After each decision of another hand it comes twice more: from the same hand, and from a
 * third one of the same office. Gives what they were told, and the operations at which nobody could ask.
 */
export const walkWithThirdHands = async <Effects>(parts: Parts<Effects>, tour: TourOf) => {
  const service = await openDoorService(parts)
  const decisions = service.operations.filter(({ hand }) => typeof hand === 'function')
  const told: Told[] = []
  const probing: Call = async (step) => {
    const answer = await service.call(step)
    const operation = decisions.find((each) => nameOf(each) === step.does)
    if (!operation || answer.status >= 300) return answer
    const { as, params = {}, query = {}, body } = step
    const caller = { subject: 'clerk', scopes: [as.scope as never], division: as.division }
    const asked = { caller, params, query, body, today: chinaDay(new Date()) }
    // One of two approvals that are wanted leaves the next one free.
    if (typeof operation.hand !== 'function' || !(await operation.hand(answer.body, asked))) return answer
    const again = await service.call({ ...step, key: `${step.key}-again` })
    const third = await service.call({
      ...step,
      ...{ key: `${step.key}-third`, as: { ...as, sub: 'a third hand' } },
    })
    const figures = third.body.figures as { readonly by?: string } | undefined
    told.push({
      does: step.does,
      again: again.status < 300 ? 'as it was' : String(again.body.code),
      third: figures?.by === undefined ? String(third.body.code ?? third.status) : String(third.body.code),
    })
    return answer
  }
  try {
    await walk(tour(service), service.operations, probing)
  } finally {
    await service.stop()
  }
  const asked = new Set(told.map(({ does }) => does))
  return { told, missed: decisions.map(nameOf).filter((name) => !asked.has(name)) }
}
