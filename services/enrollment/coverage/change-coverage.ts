import type { Day } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { fingerprint } from '#shared/kernel/hash.ts'
import type { VersionedRecord } from './store.ts'
import { readRecord, recordWrite } from './store.ts'
import type { Command } from './rules/commands.ts'
import { decide } from './rules/decide.ts'
import { entitlementRules } from '../entitlement/rules/entitlement-rules.ts'
import type { PersonRecord } from './rules/person-record.ts'
import { nextRecord } from './rules/person-record.ts'
import type { Effects } from '../effects.ts'

/** A change of one person by a caller's command. */
export type Change = {
  readonly personId: string
  readonly command: Command
  readonly commandId: string
  /** The business day from which it holds. */
  readonly on: Day
  /** Looks at the person as he is before the change and throws when the caller may not touch him. */
  readonly authorize: (record: PersonRecord) => void
}

const judge = (
  { command, commandId, on }: Change,
  record: VersionedRecord,
  { policy }: Pick<Effects, 'policy'>,
): Decision<PersonRecord> => {
  const applied = { id: commandId, fingerprint: fingerprint(command) }
  const earlier = record.commands.find(({ id }) => id === commandId)
  if (earlier)
    return earlier.fingerprint === applied.fingerprint
      ? accept(record)
      : refuse('idempotency-key.other-payload', 'the key was used for another command on this person')
  const decision = decide(command, record.insured)
  if (decision.status === 'refused') return decision
  if (decision.value === record.insured) return accept(record)
  const rules = entitlementRules(policy())
  return accept(nextRecord(record, decision.value, { rules, on, command: applied }))
}

/** Applies a command to a person, once, whoever else changes him at the same time. */
export const changeCoverage = (change: Change, effects: Effects): Promise<Decision<PersonRecord>> =>
  retryConflicts(async () => {
    const record = await readRecord(effects.store, change.personId)
    if (!record) return refuse('enrollment.person-unknown', 'no such person')
    change.authorize(record)
    const judged = judge(change, record, effects)
    if (judged.status === 'refused' || judged.value === record) return judged
    const written = await effects.store.write([recordWrite(judged.value, record)])
    return written.status === 'written' ? judged : undefined
  })
