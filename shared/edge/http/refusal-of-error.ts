import { log } from '#shared/edge/function/log.ts'
import { doorRefusals } from '#shared/edge/http/door-refusals.ts'
import type { Refusal } from '#shared/kernel/decision.ts'
import { TongchouError } from '#shared/kernel/errors.ts'

/** The refusal that was thrown from below the rules; undefined where a request failed. */
export const refusalIn = (error: unknown): Refusal | undefined => {
  if (!(error instanceof TongchouError) || error.code === 'internal') return undefined
  if (!(error.code in doorRefusals.table)) return undefined
  const figures = Object.fromEntries(
    Object.entries(error.details).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, value]] : [],
    ),
  )
  return { code: error.code, reason: error.message, figures }
}

/** What a caller is told of an error: a refusal that was thrown from below the rules, or that the request failed. */
export const refusalOfError = (error: unknown): Refusal => {
  const refusal = refusalIn(error)
  if (refusal) return refusal
  log.error('request failed', { error: error as Error })
  return doorRefusals.refusal('internal')
}
