import type { Day } from '#shared/calendar/day.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { entitlementRules } from '../entitlement/rules/entitlement-rules.ts'
import { refuse } from '../refusals.ts'
import type { Command } from './rules/commands.ts'
import { decide } from './rules/decide.ts'
import { aheadFault, farAheadFault } from './rules/far-ahead.ts'
import type { PersonRecord } from './rules/person-record.ts'
import { nextRecord } from './rules/person-record.ts'
import { secondHandFault } from './rules/second-hand.ts'
import type { VersionedRecord } from './store.ts'
import { findCoverage } from './store.ts'
import { writeWithFormer } from './write-with-former.ts'

/** A change of one person by a caller's command. */
export type Change = {
  readonly command: Command
  readonly commandId: string
  /** The business day from which it holds. */
  readonly on: Day
  readonly today: Day
  /** Whether the caller may still touch a person who was changed by others meanwhile. */
  readonly mayChange: (record: PersonRecord) => boolean
}

/** Judges a change of a person: the very record where it changes nothing, or was made before. */
export const judgeChange = (
  { command, commandId, on, today }: Omit<Change, 'mayChange'>,
  record: VersionedRecord,
  { policy }: Pick<Effects, 'policy'>,
): Decision<PersonRecord> => {
  if (record.commands.some(({ id }) => id === commandId)) return accept(record)
  const field = command.type === 'end-coverage' ? 'on' : 'from'
  const isPast = command.type === 'record-death' || command.type === 'record-return'
  const fault = isPast ? aheadFault(on, today) : farAheadFault(on, field, today)
  if (fault) return { status: 'refused', refusal: fault }
  const decision = decide(command, record.insured)
  if (decision.status === 'refused') return decision
  if (decision.value === record.insured) return accept(record)
  const alone = secondHandFault(command, today)
  if (alone) return { status: 'refused', refusal: alone }
  const rules = entitlementRules(policy())
  return accept(nextRecord(record, decision.value, { rules, on, command: { id: commandId } }))
}

/** Applies a command to a person as they were found, once, whoever else changes them at the same time. */
export const changeCoverage = (
  change: Change,
  found: VersionedRecord,
  effects: Pick<Effects, 'store' | 'policy'>,
): Promise<Decision<PersonRecord>> => {
  let record = found
  return retryConflicts(async () => {
    const judged = judgeChange(change, record, effects)
    if (judged.status === 'refused' || judged.value === record) return judged
    const how = { rules: entitlementRules(effects.policy()), on: change.on, store: effects.store }
    const written = await effects.store.write(await writeWithFormer(judged.value, record.version, how))
    if (written.status === 'written') return judged
    const now = await findCoverage(record.insured.personId, effects)
    if (now.status === 'refused') return now
    record = now.value
    return change.mayChange(record) ? undefined : refuse('enrollment.moved-meanwhile')
  })
}
