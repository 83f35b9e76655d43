import { TongchouError } from '#shared/kernel/errors.ts'
import { nearest } from '#shared/kernel/nearest.ts'
import type { FaultyCase, WorkedCase } from './case-file.ts'
import type { Comparison } from './compare.ts'
import { compare } from './compare.ts'
import { rules } from './rules.ts'

/** The outcome of a case: its figures compared, or why it could not be run. */
export type CaseOutcome = {
  readonly id: string
  readonly title: string
  readonly file: string
  readonly passed: boolean
  readonly compared: readonly Comparison[]
  readonly error?: { readonly code: string; readonly message: string }
}

/** Runs a case by the production function its rule names; a case that cannot be run has failed, with its error. */
export const runCase = (worked: WorkedCase, file: string): CaseOutcome => {
  const { id, title } = worked
  try {
    const rule = rules.get(worked.rule)
    if (!rule) throw unknownRule(worked.rule)
    const compared = compare(worked.expect, rule(worked))
    return { id, title, file, passed: compared.every(({ matches }) => matches), compared }
  } catch (cause) {
    return { id, title, file, passed: false, compared: [], error: errorOf(cause) }
  }
}

const unknownRule = (name: string): TongchouError => {
  const meant = nearest(name, rules.keys())
  const known = meant === undefined ? `there are ${[...rules.keys()].join(', ')}` : `did you mean ${meant}?`
  return new TongchouError('cases.unknown-rule', `rule: no rule is called ${name}; ${known}`)
}

/** The outcome of a case that cannot even be read. */
export const unread = ({ id, title, fault }: FaultyCase, file: string): CaseOutcome => ({
  id,
  title,
  file,
  passed: false,
  compared: [],
  error: errorOf(fault),
})

const errorOf = (cause: unknown): { code: string; message: string } => ({
  code: cause instanceof TongchouError ? cause.code : 'cases.failed',
  message: cause instanceof Error ? cause.message : String(cause),
})
