import { join } from 'node:path'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { Policy } from '#shared/policy/policy.ts'

/** The province's own figures, as they are deployed, wherever a command was started from. */
export const provincePolicy = (): Policy => readPolicy(join(import.meta.dirname, '../shared/policy/anhui'))
