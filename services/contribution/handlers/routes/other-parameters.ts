import { problem } from '#shared/edge/http/problem.ts'
import { TongchouError } from '#shared/kernel/errors.ts'

/** A failure to start a run, as its caller is told: the key he gave belongs to a run with other parameters. */
export const otherParameters = (error: unknown): unknown =>
  error instanceof TongchouError && error.code === 'run.other-parameters'
    ? problem(409, 'idempotency-key.other-payload', 'the key was used for another run')
    : error
