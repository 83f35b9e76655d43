import { writeFileSync } from 'node:fs'
import { chinaDay } from '#shared/calendar/day.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { must } from '#shared/kernel/errors.ts'
import type { Policy } from '#shared/policy/policy.ts'
import { openCatalogueStore } from '../../services/settlement/catalogue/store.ts'
import { openCorrectionStore } from '../../services/settlement/correction/store.ts'
import { openInstitutions } from '../../services/settlement/institution/store.ts'
import { openClaimStore } from '../../services/settlement/insured-year/store.ts'
import { planBook } from '../../services/settlement/plan/rules/plan-book.ts'
import type { Extracted } from '../../services/settlement/what-if/extract-claims.ts'
import { extractClaims } from '../../services/settlement/what-if/extract-claims.ts'
import { gatherColumns } from '../../services/settlement/what-if/rules/columns.ts'
import type { Tables } from '../verify/tables.ts'
import { toArrow } from './arrow-file.ts'

/** What came of an extraction. */
export type Extraction = {
  readonly claims: number
  readonly persons: number
  readonly bytes: number
  /** Why persons were left out, and how many for each reason. */
  readonly faults: ReadonlyMap<string, number>
}

/** Reads the claims of a year from the books of settlement into a columnar file; the books are only read. */
export const extractInto = async (
  file: string,
  asked: Extracted,
  tables: Tables,
  policy: Policy,
): Promise<Extraction> => {
  const table = tables.find(({ service }) => service === 'settlement')
  must(table !== undefined, 'what-if.no-table', 'there is no table of settlement to read')
  const store = openStore(table.client, () => table.name)
  const plans = planBook(policy)
  const corrections = openCorrectionStore(store, openClaimStore(store), () => plans.oneStayWithin())
  const [institutions, catalogue] = await Promise.all([
    openInstitutions(store).all(),
    openCatalogueStore(store).load(),
  ])
  const gather = gatherColumns(asked.year)
  const faults = new Map<string, number>()
  let persons = 0
  for await (const { rows, fault } of extractClaims(asked, { plans, institutions, catalogue }, corrections)) {
    if (fault !== undefined) faults.set(fault, (faults.get(fault) ?? 0) + 1)
    if (rows.length > 0) persons += 1
    for (const row of rows) gather.add(row)
  }
  const columns = gather.columns()
  const bytes = toArrow(columns, { policyVersion: policy.version, extractedOn: chinaDay(new Date()) })
  writeFileSync(file, bytes)
  return { claims: columns.claims, persons, bytes: bytes.length, faults }
}
