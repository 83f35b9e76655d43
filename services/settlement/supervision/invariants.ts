import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { settledIn } from '../insured-year/records/claim-item.ts'
import { correctionIn } from '../insured-year/records/correction-item.ts'
import { reversalIn } from '../insured-year/records/reversal-item.ts'
import { reversalsThatHold } from '../insured-year/rules/as-it-stands.ts'
import type { ClaimReversed } from '../insured-year/rules/claim-events.ts'
import { auditCaseRecords } from './audit-cases.ts'
import { claimOfList, claimRecoveries, claimRecovery, recoveryOrders } from './recovery-item.ts'
import type { AuditCase } from './rules/audit-case.ts'
import type { FundAmounts, RecoveryOrdered } from './rules/recovery.ts'
import { addFunds, fundAmounts, fundNames } from './rules/recovery.ts'

const id = 'settlement.recoveries'

type Case = Pick<AuditCase, 'standing' | 'openedOn'> & { readonly where: string }

/** Amounts by fund and claim, and by fund and claim within a list. */
const sums = () => {
  const byName = new Map<string, FundAmounts>()
  return {
    add: (name: string, amounts: FundAmounts) =>
      byName.set(name, addFunds(byName.get(name) ?? addFunds(), amounts)),
    at: (name: string): FundAmounts => byName.get(name) ?? addFunds(),
    names: () => [...byName.keys()],
  }
}

const nameOf = (claimId: string, { city, scheme }: { readonly city: string; readonly scheme: string }) =>
  `${claimId} ${city} ${scheme}`

const differ = (a: FundAmounts, b: FundAmounts): boolean => fundNames.some((name) => a[name] !== b[name])
const exceed = (a: FundAmounts, b: FundAmounts): boolean => fundNames.some((name) => a[name] > b[name])
const negative = (amounts: FundAmounts): boolean => fundNames.some((name) => amounts[name] < 0)

const total = ({ parts }: RecoveryOrdered): number =>
  parts.reduce((sum, part) => sum + fundNames.reduce((all, name) => all + part[name], 0), 0)

/** What a case lacks: its recovery, the amount it was confirmed with, or the order of its days. */
const caseFault = (
  { standing, openedOn }: Case,
  ordered: ReadonlyMap<string, RecoveryOrdered>,
  settledOn: ReadonlyMap<string, string>,
): string | undefined => {
  if (standing.status !== 'confirmed' && standing.status !== 'recovered') return undefined
  const recovery = ordered.get(standing.recoveryId)
  if (!recovery) return 'it is confirmed without a recovery'
  if (total(recovery) !== standing.amount) return 'its recovery is of another amount'
  const { orderedOn, parts } = recovery
  if (orderedOn < openedOn || parts.some(({ claimId }) => orderedOn < (settledOn.get(claimId) ?? '')))
    return 'it takes back before it was opened, or before the claim was settled'
  return undefined
}

/** Everything that bears on recoveries, gathered from items in any order. */
const gather = () => {
  const [paid, taken, listed] = [sums(), sums(), sums()]
  const reversals: ClaimReversed[] = []
  const ordered = new Map<string, RecoveryOrdered>()
  const cases: Case[] = []
  const settledOn = new Map<string, string>()
  const see = (item: RecordedItem): void => {
    const settled = settledIn(item)?.claim
    if (settled) settledOn.set(settled.claimId, settled.settledOn)
    const fact = settled ?? correctionIn(item)
    if (fact) paid.add(nameOf(fact.claimId, fact), fundAmounts(fact.amounts))
    const reversal = reversalIn(item)
    if (reversal) reversals.push(reversal)
    if (auditCaseRecords.is(item)) {
      const { standing, openedOn } = auditCaseRecords.from(item)
      cases.push({ where: `${item.pk} ${item.sk}`, standing, openedOn })
    }
    if (recoveryOrders.is(item)) {
      const recovery = recoveryOrders.from(item)
      ordered.set(recovery.recoveryId, recovery)
      for (const part of recovery.parts)
        taken.add(nameOf(part.claimId, recovery), claimRecovery(recovery, part))
    }
    if (claimRecoveries.is(item))
      for (const each of claimRecoveries.from(item).recoveries)
        listed.add(nameOf(claimOfList(item), each), each)
  }
  return { see, paid, taken, listed, reversals, ordered, cases, settledOn }
}

type RecoveryFacts = ReturnType<typeof gather>

const claimFaults = ({ paid, taken, listed, reversals }: RecoveryFacts): Violation[] => {
  const reversed = new Set(reversalsThatHold(reversals).map(({ claimId }) => claimId))
  const names = [...new Set([...taken.names(), ...listed.names()])]
  return names.flatMap((where) => {
    const back = taken.at(where)
    const pays = reversed.has(where.split(' ')[0] ?? '') ? addFunds() : paid.at(where)
    const faults = [
      ...(differ(back, listed.at(where)) ? ['its list of recoveries is not what was ordered'] : []),
      ...(negative(back) ? ['more was given back than was taken'] : []),
      ...(exceed(back, pays) ? ['more is taken back than the funds pay'] : []),
    ]
    return faults.map((what) => ({ invariant: id, where, what }))
  })
}

/** Every case against its recovery, every recovery against what the funds paid of its claims. */
export const recoveries: Invariant = {
  id,
  number: 7,
  rule: 'every confirmed case has its recovery, dated after its claims were settled, and no fund gets back more of a claim than it paid',
  start: () => {
    const { see, ...gathered } = gather()
    return {
      see,
      finish: () => {
        const all = { see, ...gathered }
        const ofCases = all.cases.flatMap((each): Violation[] => {
          const what = caseFault(each, all.ordered, all.settledOn)
          return what === undefined ? [] : [{ invariant: id, where: each.where, what }]
        })
        return {
          checked: all.cases.length + all.ordered.size,
          violations: [...ofCases, ...claimFaults(all)],
        }
      },
    }
  },
}
