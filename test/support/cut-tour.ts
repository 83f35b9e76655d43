import { isDeepStrictEqual } from 'node:util'
import { nameOf } from '#shared/edge/http/operation.ts'
import { cutOff, isOnceByDoor, openCuts } from '#test/support/cuts.ts'
import type { DoorService, Parts } from '#test/support/door-service.ts'
import { openDoorService } from '#test/support/door-service.ts'
import type { TourOf } from '#test/support/door-suite.ts'
import type { Call, CallResult } from '#test/support/tour.ts'
import { walk } from '#test/support/tour.ts'

/** A call that was made, and its answer. */
export type Made = { readonly step: Parameters<Call>[0]; readonly answer: CallResult }

/** Makes calls and keeps them with their answers, in their order. */
export const recorded =
  (call: Call, into: Made[]): Call =>
  async (step) => {
    const answer = await call(step)
    into.push({ step, answer })
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
 * Sends every command once more, after all that came since. Gives the reads that show something else from then on, and the
 * repeats that were refused for another reason than that they are overtaken.
 */
const changedByRepeats = async (
  made: readonly Made[],
  { call, operations }: Pick<DoorService, 'call' | 'operations'>,
): Promise<{ readonly changed: string[]; readonly refused: string[] }> => {
  const refused: string[] = []
  const commands = new Set(operations.filter(isOnceByDoor).map(nameOf))
  // Who gave which command, and who looked, is told anew.
  const isShown = (does: string) => does.startsWith('GET ') && !/\/(history|looks)$/.test(does)
  const taken = made.filter(({ answer }) => answer.status < 300)
  const reads = taken.filter(({ step }) => isShown(step.does))
  const before: CallResult[] = []
  for (const { step } of reads) before.push(await call(step))
  for (const { step } of taken.filter(({ step: { does } }) => commands.has(does))) {
    const { status, body } = await call(step)
    if (status >= 500) throw new Error(`${step.does} late: ${JSON.stringify(body)}`)
    if (status >= 400 && body.code !== 'command.overtaken') refused.push(`${step.does}: ${String(body.code)}`)
  }
  const changed: string[] = []
  for (const [index, { step }] of reads.entries())
    if (!isDeepStrictEqual(await call(step), before[index])) changed.push(step.does)
  return { changed, refused }
}

/**
 * Walks a tour in a fresh service in which the function of each command dies at each of its writes, and before its
 * answer is kept. Gives the calls that were answered otherwise than when nothing died. The walk goes on from the
 * answers of then, so that each fault is found by itself. At the end every command comes once more: what it changed is
 * given too.
 */
export const walkCutOff = async <Effects>(
  parts: Parts<Effects>,
  tour: TourOf,
  { made, timeless }: { readonly made: readonly Made[]; readonly timeless: (text: string) => string },
) => {
  const cuts = openCuts()
  const service = await openDoorService(parts, cuts)
  const commands = new Set(service.operations.filter(isOnceByDoor).map(nameOf))
  const cut = cutOff(service.call, { cuts, isCut: (does) => commands.has(does) })
  const atAnyTime = (answer: CallResult) =>
    JSON.parse(timeless(JSON.stringify(answer, null, 2))) as CallResult
  const otherwise: object[] = []
  const again: Made[] = []
  const compared: Call = async (step) => {
    const first = made[again.length]?.answer
    if (!first) throw new Error(`${step.does}: the first walk did not get there`)
    const answer = await cut.call(step)
    const [is, was] = [atAnyTime(rowsAsAtFirst(answer, first)), atAnyTime(first)]
    const isSame = isDeepStrictEqual(is, was)
    if (!isSame) otherwise.push({ does: step.does, is, was })
    // Its own answer where it is the same: what is made by chance in it, a key, is this service's.
    const taken = isSame ? answer : first
    again.push({ step, answer: taken })
    return taken
  }
  try {
    await walk(tour(service), service.operations, compared)
    const { changed: changedLate, refused: refusedLate } = await changedByRepeats(again, service)
    const missed = [...commands].filter((name) => !cut.count.commands.has(name))
    const { calls, cuts: deaths } = cut.count
    return { otherwise, missed, changedLate, refusedLate, commands: calls, operations: commands.size, deaths }
  } finally {
    await service.stop()
  }
}
