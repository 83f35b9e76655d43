import { join } from 'node:path'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { Policy } from '#shared/policy/policy.ts'

let known: Policy | undefined

/**
 * The province's own figures, as they are deployed, wherever a command was started from. A process reads them once: what
 * is worked out of a policy is remembered by it.
 */
export const provincePolicy = (): Policy => {
  known ??= readPolicy(join(import.meta.dirname, '../shared/policy/anhui'))
  return known
}
