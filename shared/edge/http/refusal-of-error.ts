import { log } from '#shared/edge/function/log.ts'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { TongchouError } from '#shared/kernel/errors.ts'

/** What a caller is told of an error: a refusal that was thrown from below the rules, or that the request failed. */
export const refusalOfError = (error: unknown): Refusal => {
  if (error instanceof TongchouError && error.code !== 'internal' && error.code in doorRefusals.table) {
    const figures = Object.fromEntries(
      Object.entries(error.details).flatMap(([name, value]) =>
        typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [],
      ),
    )
    return { code: error.code, reason: error.message, figures }
  }
  log.error('request failed', { error: error as Error })
  return doorRefusals.refusal('internal')
}
