import type { Store, Write } from '#shared/edge/store/store.ts'
import type { ClaimStore } from '../insured-year/store.ts'
import { correctedKey, reversedByKey } from '../keys.ts'
import type { ClaimOnFile } from './recovery-item.ts'
import { claimRecoveredKey, claimRecoveries, claimRecovery, recoveryOrders } from './recovery-item.ts'
import type { RecoveryOrdered } from './rules/recovery.ts'

export type Recoveries = {
  /** A claim with everything that bears on its recovery; undefined when there is no such claim. */
  readonly fileOf: (claimId: string) => Promise<ClaimOnFile | undefined>
  /** Whether anything was ever taken back of a claim: one small read. */
  readonly isTouched: (claimId: string) => Promise<boolean>
  /**
   * The writes of a recovery: itself, and in each claim's list. They stand only while no claim was reversed, corrected or
   * recovered from since its file was read.
   */
  readonly writesOf: (recovery: RecoveryOrdered, files: readonly ClaimOnFile[]) => readonly Write[]
  readonly record: (recovery: RecoveryOrdered, files: readonly ClaimOnFile[]) => Promise<boolean>
}

/** What must still be so of a claim when money is taken back of it, or given back. */
const unchanged = ({ claim, corrections, turns }: ClaimOnFile): Write[] => [
  { kind: 'require', key: reversedByKey(claim.claimId, turns + 1), version: 0 },
  { kind: 'require', key: correctedKey(claim.claimId, corrections.length + 1), version: 0 },
]

const listWrites = (recovery: RecoveryOrdered, { claim, recoveries, version }: ClaimOnFile): Write[] => {
  const parts = recovery.parts.filter(({ claimId }) => claimId === claim.claimId)
  if (parts.length === 0) return []
  const taken = parts.map((part) => claimRecovery(recovery, part))
  const list = { ...claimRecoveredKey(claim.claimId), recoveries: [...recoveries, ...taken], version }
  return [claimRecoveries.replace(list, version)]
}

/** Opens recoveries on the service's table. */
export const openRecoveries = (store: Store, claims: ClaimStore): Recoveries => {
  const writesOf: Recoveries['writesOf'] = (recovery, files) => [
    recoveryOrders.create(recovery),
    ...files.flatMap((file) => [...listWrites(recovery, file), ...unchanged(file)]),
  ]
  return {
    writesOf,
    record: async (recovery, files) => (await store.write(writesOf(recovery, files))).status === 'written',
    isTouched: async (claimId) =>
      (await claimRecoveries.read(store, claimRecoveredKey(claimId))) !== undefined,
    fileOf: async (claimId) => {
      const { entry, corrections, reversedBy, turns } = await claims.find(claimId)
      if (entry?.kind !== 'claim') return undefined
      const list = await claimRecoveries.read(store, claimRecoveredKey(claimId))
      const { recoveries = [], version = 0 } = list ?? {}
      const reversed = reversedBy !== undefined
      return { claim: entry.claim, corrections, reversed, turns, recoveries, version }
    },
  }
}
