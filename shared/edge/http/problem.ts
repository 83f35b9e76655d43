import type { Refusal } from '#shared/kernel/decision.ts'
import { TongchouError } from '#shared/kernel/errors.ts'

/** An answer other than the one asked for, with its HTTP status; thrown from anywhere in a handler. */
export class HttpProblem extends TongchouError {
  readonly status: number
  readonly refusal: Refusal

  constructor(status: number, refusal: Refusal) {
    super(refusal.code, refusal.reason)
    this.name = 'HttpProblem'
    this.status = status
    this.refusal = refusal
  }
}

/** A problem with a code and a reason. */
export const problem = (status: number, code: string, reason: string, field?: string): HttpProblem =>
  new HttpProblem(status, field === undefined ? { code, reason } : { code, reason, field })

/** A decision's refusal as a problem: 422 unless the caller knows better (404, 409). */
export const refused = (refusal: Refusal, status = 422): HttpProblem => new HttpProblem(status, refusal)

/** The body of RFC 9457: `code` is the stable name of the problem, `detail` the reason in words. */
export const problemBody = (status: number, { code, reason, ...more }: Refusal) => ({
  type: `urn:tongchou:problem:${code}`,
  title: code,
  status,
  code,
  detail: reason,
  ...more,
})
