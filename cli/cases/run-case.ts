import { TongchouError } from '#shared/kernel/errors.ts'
import type { WorkedCase } from './case-file.ts'
import type { Compared } from './compare.ts'
import { compare } from './compare.ts'
import { rules } from './rules.ts'

/** The outcome of a case: its figures compared, or why it could not be run. */
export type CaseOutcome = {
  readonly id: string
  readonly title: string
  readonly file: string
  readonly passed: boolean
  readonly compared: readonly Compared[]
  readonly error?: { readonly code: string; readonly message: string }
}

/** Runs a case by the production function its rule names; a case that cannot be run has failed, with its error. */
export const runCase = (worked: WorkedCase, file: string): CaseOutcome => {
  const { id, title } = worked
  try {
    const rule = rules.get(worked.rule)
    if (!rule) {
      const known = [...rules.keys()].join(', ')
      throw new TongchouError('cases.unknown-rule', `no rule is called ${worked.rule}; there are ${known}`)
    }
    const compared = compare(worked.expect, rule(worked))
    return { id, title, file, passed: compared.every(({ matches }) => matches), compared }
  } catch (cause) {
    return { id, title, file, passed: false, compared: [], error: errorOf(cause) }
  }
}

const errorOf = (cause: unknown): { code: string; message: string } => ({
  code: cause instanceof TongchouError ? cause.code : 'cases.failed',
  message: cause instanceof Error ? cause.message : String(cause),
})
