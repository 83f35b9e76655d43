import { chinaDay } from '#shared/calendar/day.ts'
import type { Write } from '#shared/edge/store/store.ts'
import type { Decider } from '#shared/kernel/authority.ts'
import type { CatalogueEffects } from './effects.ts'
import type { CatalogueImport, ImportPart } from './import-store.ts'
import { saveJudged } from './import-store.ts'
import type { ListedEntry } from './rules/catalogue-line.ts'
import type { Hand } from './rules/judge-import.ts'
import { isOfNobodyKnown } from './rules/judge-import.ts'

/** Who does a step of an import. */
export const handOf = ({ subject, scope, at }: Decider): Hand => ({
  ...{ by: subject, on: chinaDay(new Date(at)), scope },
})

/** What waits as an import: its rows, who has them imported, and by which parts. */
type ProposedRows = {
  readonly record: CatalogueImport
  readonly entries: readonly ListedEntry[]
  readonly parts: readonly ImportPart[]
  readonly made: Hand
}

/**
 * Has a whole import wait for another person, with what it would change in the catalogue as it is; written with what else
 * is to be written with it.
 */
export const proposeImport = async (
  { record, entries, parts, made }: ProposedRows,
  { catalogue }: Pick<CatalogueEffects, 'catalogue'>,
): Promise<Write> => {
  const senders = parts.flatMap(({ by }) => by ?? [])
  const makers = [...new Set([made.by, ...senders])]
  const digests = parts.map(({ digest }) => digest)
  const changes = await catalogue.changes(entries)
  const needs = isOfNobodyKnown({ made }) ? ({ approvals: 2 } as const) : {}
  return saveJudged({ ...record, status: 'waiting', made, makers, digests, changes, ...needs, version: 0 })
}
