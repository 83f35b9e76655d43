import type { SettleClaim } from '../../../../services/settlement/claim/rules/command.ts'
import { decideReversal } from '../../../../services/settlement/claim/rules/reverse-claim.ts'
import { decide } from '../../../../services/settlement/claim/rules/settle-claim.ts'
import { correctYear } from '../../../../services/settlement/correction/rules/correct-year.ts'
import type { CorrectionBasis } from '../../../../services/settlement/correction/rules/replay.ts'
import type { CorrectedClaim } from '../../../../services/settlement/insured-year/rules/as-it-stands.ts'
import { asItStands } from '../../../../services/settlement/insured-year/rules/as-it-stands.ts'
import type {
  ClaimCorrected,
  ClaimReversed,
} from '../../../../services/settlement/insured-year/rules/claim-events.ts'
import { evolve } from '../../../../services/settlement/insured-year/rules/evolve.ts'
import type { InsuredYear } from '../../../../services/settlement/insured-year/rules/insured-year.ts'
import { basis } from '../support/basis.ts'
import { provincialHospital, yearOf2025 } from '../support/claims.ts'

export const correctionBasis: CorrectionBasis = {
  ...basis,
  institutions: new Map([[provincialHospital.code, provincialHospital]]),
}

/** A person's year as a service would record it: claims in the order they are settled, reversals, corrections. */
export const startYear = (first: InsuredYear = yearOf2025(), judgedBy = correctionBasis) => {
  let year = first
  const recorded = new Map<string, CorrectedClaim>()
  const reversed = new Set<string>()
  const standing = () => [...recorded].flatMap(([id, entry]) => (reversed.has(id) ? [] : [entry]))

  const settle = (command: SettleClaim): boolean => {
    const decision = decide(command, year, judgedBy)
    if (decision.status === 'refused') return false
    recorded.set(command.claimId, { claim: decision.value, corrections: [] })
    year = evolve(year, decision.value)
    return true
  }

  const record = (entry: ClaimCorrected): void => {
    const before = recorded.get(entry.claimId)
    if (!before) throw new Error('a correction of a claim that was not settled')
    recorded.set(entry.claimId, { ...before, corrections: [...before.corrections, entry] })
    year = evolve(year, entry)
  }

  const correct = (
    from = '2025-01-01',
    known = judgedBy,
    correctedOn = '2025-12-01',
  ): readonly ClaimCorrected[] => {
    const claims = { year, neighbours: [], settled: standing() }
    const order = { runId: 'K1', cause: 'late-claim', correctedOn } as const
    const entries = correctYear(claims, from, known, order)
    for (const entry of entries) record(entry)
    return entries
  }

  const reverse = (claimId: string): ClaimReversed => {
    const entry = recorded.get(claimId)
    if (!entry) throw new Error('no such claim')
    const command = { claimId, reversalId: `R-${claimId}`, today: '2025-12-02' }
    const decision = decideReversal({ ...command, recorded: { claim: asItStands(entry).claim } })
    if (decision.status === 'refused') throw new Error(decision.refusal.code)
    reversed.add(claimId)
    year = evolve(year, decision.value)
    return decision.value
  }

  return {
    settle,
    correct,
    reverse,
    change: (changed: Partial<InsuredYear>): void => {
      year = { ...year, ...changed }
    },
    year: () => year,
    /** The claims that were not reversed, with their corrections. */
    standing,
    /** How a claim stands with its corrections. */
    stands: (claimId: string) => {
      const entry = recorded.get(claimId)
      if (!entry) throw new Error('no such claim')
      return asItStands(entry)
    },
  }
}

/** What the basic pool pays more or less by each entry, in yuan. */
export const basicChanges = (entries: readonly ClaimCorrected[]): [string, number][] =>
  entries.map(({ claimId, amounts }) => [claimId, amounts.basic / 100])
