import type { ClaimsRecovered, RecoveredPart } from '#shared/contracts/supervision.ts'
import type { Fen } from '#shared/money/fen.ts'
import { fen, sum } from '#shared/money/fen.ts'
import type { Movements } from '../../ledger/rules/movements.ts'
import type { OwedParts } from './claims-entry.ts'
import { claimMovements, payableOf } from './claims-entry.ts'

/** A part of a recovery as the claim it takes back: the funds' amounts negated, the patient's account untouched. */
export const owedPartsOf = (part: RecoveredPart): OwedParts => ({
  ...part,
  basic: fen(-part.basic),
  seriousIllness: fen(-part.seriousIllness),
  medicalAid: fen(-part.medicalAid),
  supplement: fen(-part.supplement),
  account: 0,
})

/** What a recovery does to the ledger: the mirror of its claims, so that every line and every fund gets its own back. */
export const recoveryMovements = ({ parts }: Pick<ClaimsRecovered, 'parts'>): Movements =>
  claimMovements(parts.map(owedPartsOf))

/** What the institution owes back (negative: is given back), and the basic pool's share of it, which quotas control. */
export const recoveredAmounts = ({
  parts,
}: {
  readonly parts: readonly RecoveredPart[]
}): { amount: Fen; basic: Fen } => ({
  amount: fen(-sum(parts.map((part) => payableOf(owedPartsOf(part))))),
  basic: sum(parts.map((part) => part.basic)),
})
