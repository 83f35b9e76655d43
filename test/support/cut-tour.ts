import { isDeepStrictEqual } from 'node:util'
import { nameOf } from '#shared/edge/http/operation.ts'
import { cutOff, isOnceByDoor, openCuts } from '#test/support/cuts.ts'
import type { Parts } from '#test/support/door-service.ts'
import { openDoorService } from '#test/support/door-service.ts'
import type { TourOf } from '#test/support/door-suite.ts'
import type { Call, CallResult } from '#test/support/tour.ts'
import { walk } from '#test/support/tour.ts'

/** Makes calls and keeps their answers, in their order. */
export const recorded =
  (call: Call, into: CallResult[]): Call =>
  async (step) => {
    const answer = await call(step)
    into.push(answer)
    return answer
  }

type Row = { readonly status?: unknown }
const rowsOf = ({ body: { rows } }: CallResult): readonly Row[] => (Array.isArray(rows) ? rows : [])

/**
 * A list of which each row is answered for itself says of a row that stands already that it is repeated, whichever
 * command it came with. That is what its sender has to know; where the row was refused at first, it is a difference.
 */
const rowsAsAtFirst = (answer: CallResult, first: CallResult): CallResult => {
  const wanted = rowsOf(first)
  if (wanted.length === 0 || wanted.length !== rowsOf(answer).length) return answer
  const rows = rowsOf(answer).map((row, index) => {
    const status = wanted[index]?.status
    return row.status === 'repeated' && status !== 'refused' ? { ...row, status } : row
  })
  return { ...answer, body: { ...answer.body, rows } }
}

/**
 * Walks a tour in a fresh service in which the function of each command dies at each of its writes, and before its
 * answer is kept. Gives the calls that were answered otherwise than when nothing died. The walk goes on from the
 * answers of then, so that each fault is found by itself.
 */
export const walkCutOff = async <Effects>(
  parts: Parts<Effects>,
  tour: TourOf,
  {
    answers,
    timeless,
  }: { readonly answers: readonly CallResult[]; readonly timeless: (text: string) => string },
) => {
  const cuts = openCuts()
  const service = await openDoorService(parts, cuts)
  const commands = new Set(service.operations.filter(isOnceByDoor).map(nameOf))
  const cut = cutOff(service.call, { cuts, isCut: (does) => commands.has(does) })
  const atAnyTime = (answer: CallResult) =>
    JSON.parse(timeless(JSON.stringify(answer, null, 2))) as CallResult
  const otherwise: object[] = []
  let next = 0
  const compared: Call = async (step) => {
    const first = answers[next]
    next += 1
    const answer = await cut.call(step)
    if (!first) throw new Error(`${step.does}: the first walk did not get there`)
    const [is, was] = [atAnyTime(rowsAsAtFirst(answer, first)), atAnyTime(first)]
    // The answer itself where it is the same: what is made by chance in it, a key, is this service's.
    if (isDeepStrictEqual(is, was)) return answer
    otherwise.push({ does: step.does, is, was })
    return first
  }
  try {
    await walk(tour(service), service.operations, compared)
  } finally {
    await service.stop()
  }
  const missed = [...commands].filter((name) => !cut.count.commands.has(name))
  return { otherwise, missed, commands: cut.count.calls, operations: commands.size, cuts: cut.count.cuts }
}
