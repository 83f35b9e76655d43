import type { Invariant, RecordedItem, Violation } from '#shared/kernel/invariant.ts'
import { correctionIn, reversalIn, settledIn } from '../insured-year/invariants/recorded.ts'
import { reversalsThatHold } from '../insured-year/rules/as-it-stands.ts'
import type { ClaimReversed } from '../insured-year/rules/claim-events.ts'
import type { ClaimRecoveredItem, RecoveryItem } from './recovery-item.ts'
import { claimRecoveredKey, claimRecovery } from './recovery-item.ts'
import type { FundAmounts } from './rules/recovery.ts'
import { addFunds, fundAmounts, fundNames } from './rules/recovery.ts'

const id = 'settlement.recoveries'

type Standing = {
  readonly status: string
  readonly amount?: number
  readonly recoveryId?: string
}
type Case = { readonly where: string; readonly standing: Standing }

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

const total = ({ parts }: RecoveryItem): number =>
  parts.reduce((sum, part) => sum + fundNames.reduce((all, name) => all + part[name], 0), 0)

/** What a case lacks: its recovery, or the amount it was confirmed with. */
const caseFault = ({ standing }: Case, ordered: ReadonlyMap<string, RecoveryItem>): string | undefined => {
  const { status, amount = 0, recoveryId = '' } = standing
  if (status !== 'confirmed' && status !== 'recovered') return undefined
  const recovery = ordered.get(recoveryId)
  if (!recovery) return 'it is confirmed without a recovery'
  return total(recovery) === amount ? undefined : 'its recovery is of another amount'
}

/** Everything that bears on recoveries, gathered from items in any order. */
const gather = () => {
  const [paid, taken, listed] = [sums(), sums(), sums()]
  const reversals: ClaimReversed[] = []
  const ordered = new Map<string, RecoveryItem>()
  const cases: Case[] = []
  const see = (item: RecordedItem): void => {
    const fact = settledIn(item)?.claim ?? correctionIn(item)
    if (fact) paid.add(nameOf(fact.claimId, fact), fundAmounts(fact.amounts))
    const reversal = reversalIn(item)
    if (reversal) reversals.push(reversal)
    if (item.kind === 'audit-case')
      cases.push({ where: `${item.pk} ${item.sk}`, standing: item.standing as Standing })
    if (item.kind === 'recovery-ordered') {
      const recovery = item as unknown as RecoveryItem
      ordered.set(recovery.recoveryId, recovery)
      for (const part of recovery.parts)
        taken.add(nameOf(part.claimId, recovery), claimRecovery(recovery, part))
    }
    if (item.kind === 'claim-recovered') {
      const claimId = item.pk.slice(claimRecoveredKey('').pk.length)
      for (const each of (item as unknown as ClaimRecoveredItem).recoveries)
        listed.add(nameOf(claimId, each), each)
    }
  }
  return { see, paid, taken, listed, reversals, ordered, cases }
}

type Gathered = ReturnType<typeof gather>

const claimFaults = ({ paid, taken, listed, reversals }: Gathered): Violation[] => {
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
  rule: 'every confirmed case has its recovery, and no fund gets back more of a claim than it paid',
  start: () => {
    const { see, ...gathered } = gather()
    return {
      see,
      finish: () => {
        const all = { see, ...gathered }
        const ofCases = all.cases.flatMap((each): Violation[] => {
          const what = caseFault(each, all.ordered)
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
