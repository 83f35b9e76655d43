import type { KeptCommand } from '#shared/edge/journal/kept-command.ts'
import { partiesOf } from '../insured-year/parties.ts'
import { senderIn } from '../insured-year/sent-by.ts'
import type { ClaimStore, Entry } from '../insured-year/store.ts'

const claimPath = /^\/v1\/settlement\/claims\/([^/]+)(\/reversal)?$/

const commandOf = (entry: Entry | undefined, record: string): KeptCommand[] => {
  if (!entry) return []
  const { by, id, facts } =
    entry.kind === 'claim'
      ? { by: entry.by, id: entry.claim.claimId, facts: entry.claim }
      : { by: entry.reversal.by, id: entry.reversal.reversalId, facts: entry.reversal }
  if (by === undefined) return []
  const { cities } = partiesOf(facts)
  return [{ kind: 'command', commandId: id, record, cities, ...senderIn(by) }]
}

/**
 * Who settled a claim and who reversed it, the newest first. Its records keep that themselves, since an entry of the
 * journal would cost each claim a write more.
 */
export const commandsOnClaim =
  ({ claims }: { readonly claims: Pick<ClaimStore, 'find'> }) =>
  async (record: string): Promise<readonly KeptCommand[]> => {
    const [, claimId, ofReversal] = claimPath.exec(record) ?? []
    if (claimId === undefined) return []
    const { entry, reversals } = await claims.find(claimId)
    const reversed = await Promise.all(reversals.map(async (id) => (await claims.find(id)).entry))
    const shown = ofReversal === undefined ? [entry, ...reversed] : reversed
    return shown.flatMap((each) => commandOf(each, record)).reverse()
  }
