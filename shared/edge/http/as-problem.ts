import { log } from '#shared/edge/function/log.ts'
import { HttpProblem, problem } from '#shared/edge/http/problem.ts'
import { TongchouError } from '#shared/kernel/errors.ts'

/** Error codes which mean that the caller sent something wrong, however deep in the code it was noticed. */
const callersFault: Readonly<Record<string, number>> = {
  'policy.missing': 422,
  'cursor.unreadable': 400,
  'run.other-parameters': 409,
  'file.encoding': 422,
  'file.malformed': 422,
  'file.column-missing': 422,
  'file.column-unknown': 422,
}

/**
 * What a caller is told of an error. An error that is not the caller's fault is logged with its cause; the answer
 * leaves the cause out.
 */
export const asProblem = (error: unknown): HttpProblem => {
  if (error instanceof HttpProblem) return error
  if (error instanceof TongchouError) {
    const status = callersFault[error.code]
    if (status !== undefined) return problem(status, error.code, error.message)
  }
  log.error('request failed', { error: error as Error })
  return problem(
    500,
    'internal',
    'the request failed; nothing was half-written, it may be sent again with the same key',
  )
}
