import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { judgeChange } from '../coverage/change-coverage.ts'
import type { PersonRecord } from '../coverage/rules/person-record.ts'
import { coverages, ofPerson } from '../coverage/store.ts'
import { writeWithFormer } from '../coverage/write-with-former.ts'
import type { Effects } from '../effects.ts'
import { entitlementRules } from '../entitlement/rules/entitlement-rules.ts'
import { isDecidedBy, lastSpell } from '../person/rules/insured.ts'
import { refuse } from '../refusals.ts'
import { waitingIn } from '../report/rules/person-report.ts'
import { reportsOf } from '../report/store.ts'
import type { Statement } from '../statement/rules/statement.ts'
import { paidInAll } from '../statement/rules/statement.ts'
import { statements } from '../statement/store.ts'
import type { DecideTransfer, Transfer } from './rules/transfer.ts'
import { decideTransfer } from './rules/transfer.ts'
import { transfers } from './store.ts'

type Needs = Pick<Effects, 'store' | 'policy'>

const recordOf = ({ wanted }: Transfer, { store }: Needs) =>
  wanted ? coverages.read(store, ofPerson(wanted.personId)) : undefined

const hasReportWaiting = async ({ wanted }: Transfer, { store }: Needs): Promise<boolean> =>
  wanted !== undefined && waitingIn(await reportsOf(wanted.personId, store)) !== undefined

/** What somebody paid in all until they are released, certified by the city that covers them for the one that asked. */
const statementOf = (
  { transferId, place }: Transfer,
  { insured }: PersonRecord,
  { by: { subject, division, on } }: DecideTransfer,
): Statement => ({
  ...{ statementId: transferId, personId: insured.personId, transferId },
  ...{ city: lastSpell(insured).city, to: place.city, issued: { subject, division, on } },
  ...paidInAll(insured, on),
})

/** Decides on a transfer once. The coverage of a released person moves in one write with their release, and a statement of what they paid goes with them. */
export const decideOnTransfer = (
  transferId: string,
  command: DecideTransfer,
  commandId: string,
  effects: Needs,
): Promise<Decision<Transfer>> =>
  retryConflicts(async () => {
    const { store } = effects
    const transfer = await transfers.read(store, { transferId })
    if (!transfer) return refuse('transfer.unknown', { field: 'transferId' })
    if (isDecidedBy(transfer, commandId)) return accept(transfer)
    const record = await recordOf(transfer, effects)
    const signed = { ...command, by: { ...command.by, commandId } }
    const decided = decideTransfer(signed, transfer, record?.insured)
    if (decided.status === 'refused' || decided.value === transfer) return decided
    const statement =
      command.does === 'release' && record ? statementOf(transfer, record, command) : undefined
    const next = {
      ...decided.value,
      ...(statement ? { statementId: statement.statementId } : {}),
      version: transfer.version + 1,
    }
    const writes = [transfers.replace(next, transfer.version)]
    if (command.does === 'release' && record) {
      if (await hasReportWaiting(transfer, effects)) return refuse('transfer.report-waiting')
      const { place, from } = transfer
      const move = { type: 'move-coverage', place, from, transferId } as const
      const judged = judgeChange(
        { command: move, commandId, on: from, today: command.by.on },
        record,
        effects,
      )
      if (judged.status === 'refused') return judged
      const how = { rules: entitlementRules(effects.policy()), on: from, store }
      writes.push(...(await writeWithFormer(judged.value, record.version, how)))
      if (statement) writes.push(statements.create(statement))
    }
    const written = await store.write(writes)
    return written.status === 'written' ? accept(next) : undefined
  })
