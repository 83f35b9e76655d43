import type { Invariant, Violation } from '#shared/kernel/invariant.ts'
import { gatherClaimFiles } from '../../insured-year/invariants/claim-files.ts'
import type { ReversedByItem } from '../../insured-year/records/reversal-item.ts'
import { reversalIn, reversalMarks } from '../../insured-year/records/reversal-item.ts'
import { reversalsThatHold } from '../../insured-year/rules/as-it-stands.ts'
import { asTold } from '../../insured-year/rules/as-told.ts'
import type { ClaimReversed, ClaimSettled } from '../../insured-year/rules/claim-events.ts'
import { amountNames } from '../../insured-year/rules/claim-events.ts'
import { accumulatorNames } from '../../insured-year/rules/insured-year.ts'
import { claimIdOf } from '../../keys.ts'

const id = 'settlement.reversals'

type Entry = Pick<ClaimSettled | ClaimReversed, 'amounts' | 'change'>

const isNegative = (reversal: Entry, of: Entry): boolean =>
  amountNames.every((name) => reversal.amounts[name] + of.amounts[name] === 0) &&
  accumulatorNames.every((name) => (reversal.change[name] ?? 0) + (of.change[name] ?? 0) === 0)

/** Whether an institution that books a claim and its reversal as it was told them is left with nothing. */
const isToldNegative = (reversal: ClaimReversed, claim: ClaimSettled): boolean => {
  const told = asTold(reversal)
  return (
    told.scheme === claim.scheme &&
    told.city === claim.city &&
    amountNames.every((name) => told.amounts[name] + claim.amounts[name] === 0)
  )
}

const gather = () => {
  const claims = gatherClaimFiles()
  const marks: ReversedByItem[] = []
  const found: ClaimReversed[] = []
  return {
    ...{ claims, marks, found },
    see: (item: Parameters<typeof claims.see>[0]): void => {
      claims.see(item)
      const reversal = reversalIn(item)
      if (reversal) found.push(reversal)
      if (reversalMarks.is(item)) marks.push(reversalMarks.from(item))
    },
  }
}

/** Every reversal against the claim it names, corrections and all, or against the reversal it takes back. */
export const reversals: Invariant = {
  id,
  number: 3,
  rule: 'every reversal is the exact negative of one claim as it stands, or of a reversal; its institution is told the negative of what it was told; no claim is reversed twice',
  start: () => {
    const { claims, marks, found, see } = gather()
    return {
      see,
      finish: () => {
        const files = claims.files()
        const byId = new Map(found.map((reversal) => [reversal.reversalId, reversal]))
        const holding = reversalsThatHold(found)
        const held = new Set(holding)
        const marked = new Set(marks.map((mark) => `${claimIdOf(mark)} ${mark.reversalId}`))
        const timesReversed = Map.groupBy(holding, ({ claimId }) => claimId)

        const faultsOf = (reversal: ClaimReversed): string[] => {
          const { claimId, reversalId, undoes } = reversal
          const file = files.get(claimId)
          const [claim, settled] = [file?.stands.claim, file?.claim]
          const undone = undoes === undefined ? undefined : byId.get(undoes)
          const isWrong = (of: Entry | undefined): boolean => of !== undefined && !isNegative(reversal, of)
          return [
            ...(claim ? [] : ['it reverses a claim that is not there']),
            ...(held.has(reversal) && isWrong(claim) ? ['it is not the exact negative of its claim'] : []),
            ...(undoes === undefined && settled && !isToldNegative(reversal, settled)
              ? ['its institution is told other than the negative of what it was told of the claim']
              : []),
            ...(undone && !isNegative(asTold(reversal), { ...asTold(undone), change: undone.change })
              ? ['its institution is told other than the negative of the reversal it takes back']
              : []),
            ...(undoes !== undefined && undone?.claimId !== claimId
              ? ['it takes a reversal back that is not there']
              : []),
            ...(isWrong(undone) ? ['it is not the exact negative of the reversal it takes back'] : []),
            ...(marked.has(`${claimId} ${reversalId}`) ? [] : ['its claim is not marked as reversed by it']),
            ...((timesReversed.get(claimId)?.length ?? 0) > 1 ? ['its claim is reversed twice'] : []),
          ]
        }
        const violations = found.flatMap((reversal) =>
          faultsOf(reversal).map((what): Violation => {
            const { claimId, reversalId } = reversal
            return { invariant: id, where: reversalId, what, figures: { claimId } }
          }),
        )
        const empty = marks
          .filter(({ reversalId }) => !byId.has(reversalId))
          .map(
            ({ pk }): Violation => ({ invariant: id, where: pk, what: 'it is marked reversed by nothing' }),
          )
        return { checked: found.length + marks.length, violations: [...violations, ...empty] }
      },
    }
  },
}
