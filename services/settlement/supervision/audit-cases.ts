import { defineRecord } from '#shared/edge/store/record.ts'
import type { Store, Stored, Write } from '#shared/edge/store/store.ts'
import type { AuditCase, CaseStatus } from './rules/audit-case.ts'

/** A case as it is kept: with its version, and the commands that were carried out on it. */
export type RecordedCase = {
  readonly auditCase: AuditCase
  readonly version: number
  /** The ids of these commands: one that comes again is answered with the case as it stands. */
  readonly handled: readonly string[]
}

export type CasePage = { readonly cases: readonly AuditCase[]; readonly cursor?: string | undefined }
type Paging = { readonly limit: number; readonly cursor?: string | undefined }

export type AuditCases = {
  /** Opens a case unless one of that id exists; answers the one that stands. */
  readonly open: (auditCase: AuditCase, handled?: RecordedCase['handled']) => Promise<RecordedCase>
  readonly find: (caseId: string) => Promise<RecordedCase | undefined>
  /** Writes a case over the version it was decided on, with the writes it stands or falls with; false: decide again. */
  readonly save: (after: RecordedCase, alongside: readonly Write[]) => Promise<boolean>
  /** A city's cases of a status, by institution; of one institution when it is named. */
  readonly ofCity: (
    city: string,
    status: CaseStatus,
    paging: Paging & { readonly institution?: string | undefined },
  ) => Promise<CasePage>
  readonly ofInstitution: (institution: string, paging: Paging) => Promise<CasePage>
}

const partitionOf = (institution: string): string => `CASES#${institution}`

/** A case's id names its institution, whose cases stand together. */
export const caseIdOf = (institution: string, digest: string): string => `${institution}.${digest}`

const keyOf = (caseId: string) => {
  const point = caseId.lastIndexOf('.')
  return { pk: partitionOf(caseId.slice(0, Math.max(point, 0))), sk: caseId.slice(point + 1) }
}

const listOf = (city: string, status: CaseStatus): string => `CASES#${city}#${status}`

/** A case as stored. Earlier releases stored the commands as an object, each id with its fingerprint. */
type StoredCase = AuditCase & {
  readonly version: number
  readonly handled?: readonly string[] | Readonly<Record<string, string>>
}

export const auditCaseRecords = defineRecord<StoredCase, Pick<AuditCase, 'caseId'>>({
  kind: 'audit-case',
  key: ({ caseId }) => keyOf(caseId),
  index: ({ city, standing, institution, openedOn, caseId }) => ({
    gsi1pk: listOf(city, standing.status),
    gsi1sk: `${institution}#${openedOn}#${caseId}`,
  }),
})

const writeOf = ({ auditCase, handled, version }: RecordedCase): Write =>
  auditCaseRecords.replace({ ...auditCase, handled, version }, version)

const fromItem = (item: Stored): RecordedCase => {
  const { version, handled = [], ...auditCase } = auditCaseRecords.content(item)
  const commands = Array.isArray(handled) ? handled : Object.keys(handled)
  return { auditCase, version, handled: commands }
}

/** Opens the audit cases on the service's table. */
export const openAuditCases = (store: Store): AuditCases => {
  const find: AuditCases['find'] = async (caseId) => {
    const item = await store.get(keyOf(caseId))
    return item && fromItem(item)
  }
  return {
    find,
    open: async (auditCase, handled = []) => {
      const opened = { auditCase, version: 0, handled }
      const written = await store.write([writeOf(opened)])
      const existing = written.status === 'rejected' ? written.failed[0]?.existing : undefined
      return existing ? fromItem(existing) : { ...opened, version: 1 }
    },
    save: async (after, alongside) => {
      const written = await store.write([writeOf(after), ...alongside])
      return written.status === 'written'
    },
    ofCity: async (city, status, { limit, cursor, institution }) => {
      const prefix = institution === undefined ? {} : { prefix: `${institution}#` }
      const index = { index: 'gsi1', pk: listOf(city, status), ...prefix } as const
      const page = await store.page({ ...index, limit, ...(cursor === undefined ? {} : { cursor }) })
      const keys = page.items.map(({ pk, sk }) => ({ pk, sk }))
      const items = keys.length === 0 ? [] : await store.getMany(keys)
      // The index follows the table a moment later: a case that moved on since is left out here.
      const cases = items
        .flatMap((item) => (item ? [fromItem(item).auditCase] : []))
        .filter(({ standing }) => standing.status === status)
      return { cases, cursor: page.cursor }
    },
    ofInstitution: async (institution, { limit, cursor }) => {
      const listing = { pk: partitionOf(institution), limit }
      const page = await store.page(cursor === undefined ? listing : { ...listing, cursor })
      return { cases: page.items.map((item) => fromItem(item).auditCase), cursor: page.cursor }
    },
  }
}
