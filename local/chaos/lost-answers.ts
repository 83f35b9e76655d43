import type { RequestListener } from 'node:http'
import type { Chaos } from '../contracts.ts'

/** The answers that never come, of all parts of a stack. */
export type LostAnswers = {
  /** Whether the next answer is lost. */
  readonly happens: () => boolean
  readonly count: () => number
  /** A listener some of whose answers are lost: the request is carried out, then its connection breaks. */
  readonly of: (handle: RequestListener) => RequestListener
}

/** Loses answers by the chance of a stack. */
export const createLostAnswers = (chaos: Chaos): LostAnswers => {
  let count = 0
  const happens = () => {
    const isLost = chaos.happens(chaos.settings().lostAnswer)
    if (isLost) count += 1
    return isLost
  }
  return {
    happens,
    count: () => count,
    of: (handle) => (request, response) => {
      // Nothing of an answer reaches the caller before its end, where the connection breaks instead.
      if (!request.url?.startsWith('/_local/') && happens()) {
        response.writeHead = () => response
        response.write = () => true
        response.end = () => {
          request.socket.destroy()
          return response
        }
      }
      handle(request, response)
    },
  }
}
