import * as z from 'zod'
import { day, id, why } from '#shared/contracts/fields.ts'
import { badCellAnswer } from '#shared/edge/files/bad-cell.ts'
import { objectAnswer } from '#shared/edge/files/received-files.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { scopes } from '#shared/kernel/authority.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refuse } from '../refusals.ts'
import type { CatalogueEffects } from './effects.ts'
import { inBothLanguages } from './gather-parts.ts'
import type { CatalogueImport, JudgedImport } from './import-store.ts'
import { isJudged } from './import-store.ts'
import { approve, reject } from './judge-import.ts'
import { handOf } from './propose-import.ts'
import { catalogueChanges } from './rules/catalogue-changes.ts'

type OwnEffects = Pick<CatalogueEffects, 'catalogue' | 'imports' | 'runs' | 'referenceMeter'>

const owner = { whose: 'province' } as const
const params = z.strictObject({ importId: id })
const imports = '/v1/settlement/catalogue-imports'
const ofImport = `${imports}/{importId}`
const changes = ({ params: { importId } }: { readonly params: z.output<typeof params> }) => [
  `${imports}/${importId}`,
]

const hand = z.strictObject({ by: z.string(), on: day, scope: z.enum(scopes) })
const statuses = z.enum(['waiting', 'approved', 'in-force', 'rejected'])

/** An import that is whole: by whose hands, and what it changes. */
const judgedAnswer = z.strictObject({
  importId: id,
  fileName: z.string(),
  status: statuses,
  rows: z.int(),
  imported: z.int(),
  made: hand,
  changes: catalogueChanges,
  seen: hand.optional().meta({
    description:
      'The first of the two who approve a file of the bucket: nobody knows which person put it there',
  }),
  approved: hand.optional(),
  rejected: hand.extend({ reason: z.string() }).optional(),
})
const judgedAnswerOf = (judged: JudgedImport) => {
  const { importId, fileName, status, rows, imported, made, changes: would } = judged
  const { seen, approved, rejected } = judged
  return {
    ...{ importId, fileName, status, rows, imported, made, changes: would },
    ...(seen ? { seen } : {}),
    ...(approved ? { approved } : {}),
    ...(rejected ? { rejected } : {}),
  }
}

const importAnswer = z.strictObject({
  importId: id,
  status: z.enum(['open', ...statuses.options]),
  parts: z.array(z.strictObject({ part: z.int(), rows: z.int(), bad: z.int() })),
  imported: z.int(),
  judged: judgedAnswer
    .optional()
    .meta({ description: 'by whose hands, and what it changes; absent of imports of earlier releases' }),
  runs: z.array(
    z.strictObject({
      runId: id,
      outcome: z.enum(['waiting', 'imported', 'previewed', 'refused', 'overtaken', 'unreadable']),
      rows: z.int(),
      imported: z.int(),
      bad: z.int(),
      firstBad: z.array(badCellAnswer.extend({ part: z.int() })),
      badRowParts: z.int().optional(),
      by: z.strictObject({ subject: z.string(), at: z.iso.datetime() }).optional(),
      object: objectAnswer.optional(),
      fault: z.strictObject({ code: z.string(), reason: z.string(), reasonZh: z.string() }).optional(),
    }),
  ),
})

/** Where an import is: open until it is whole, in force at once in earlier releases. */
const statusOf = (record: (CatalogueImport & Partial<JudgedImport>) | undefined) =>
  record ? (record.status ?? ('in-force' as const)) : ('open' as const)

const readImport = ({ imports: held, referenceMeter }: OwnEffects): Operation =>
  defineOperation({
    method: 'GET',
    path: ofImport,
    summary:
      'How far an import is: the parts that came, by whose hands it is or came into force, what it changes, and what each run came to.',
    scopes: ['province', 'auditor'],
    params,
    owner,
    answer: importAnswer,
    refusals: ['import.unknown'],
    handle: async ({ params: { importId } }) => {
      const [record, parts, runs] = await Promise.all([
        held.find(importId),
        held.parts(importId),
        held.outcomes(importId),
      ])
      referenceMeter('read-catalogue-import', 1)
      if (!record && parts.length + runs.length === 0) return refuse('import.unknown', { field: 'importId' })
      return accept({
        importId,
        status: statusOf(record),
        parts: parts.map(({ part, rows, bad }) => ({ part, rows, bad })),
        imported: record?.imported ?? 0,
        ...(record && isJudged(record) ? { judged: judgedAnswerOf(record) } : {}),
        runs: runs.map((run) => ({ ...run, firstBad: run.firstBad.map(inBothLanguages) })),
      })
    },
  })

const approveImport = (effects: OwnEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${ofImport}/approval`,
    summary:
      'Approves an import by another person than sent it or any part of it. A file of the bucket, of which nobody knows who put it there, waits on for a second person’s approval. It is in force at once, one of more than 5,000 rows when its run is done.',
    scopes: ['province'],
    params,
    owner,
    answer: judgedAnswer,
    refusals: ['import.unknown', 'import.decided', 'import.same-person', 'import.changes-moved'],
    changes,
    hand: ({ approved }) => approved,
    handle: async ({ params: { importId }, by }) => {
      const decision = await approve(importId, handOf(by), effects)
      return decision.status === 'refused' ? decision : accept(judgedAnswerOf(decision.value))
    },
  })

const rejectImport = (effects: OwnEffects): Operation =>
  defineOperation({
    method: 'POST',
    path: `${ofImport}/rejection`,
    summary:
      'Rejects an import that waits, with a reason; who made it takes it back so. The catalogue stays as it was.',
    scopes: ['province'],
    params,
    owner,
    body: z.strictObject({ reason: why }),
    answer: judgedAnswer,
    refusals: ['import.unknown', 'import.decided'],
    changes,
    hand: ({ rejected }) => rejected,
    handle: async ({ params: { importId }, body: { reason }, by }) => {
      const decision = await reject(importId, { ...handOf(by), reason }, effects)
      return decision.status === 'refused' ? decision : accept(judgedAnswerOf(decision.value))
    },
  })

const atOnce = 20
const cursor = z.string().min(1).max(2_000).optional()

const listWaiting = ({ imports: held, referenceMeter }: OwnEffects): Operation =>
  defineOperation({
    method: 'GET',
    path: imports,
    summary: 'Imports that wait for another person, the oldest first, with what each changes.',
    scopes: ['province', 'auditor'],
    owner,
    query: z.strictObject({ cursor }),
    answer: z.strictObject({ imports: z.array(judgedAnswer).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query }) => {
      const { found, ...next } = await held.waiting(atOnce, query.cursor)
      referenceMeter('list-catalogue-imports', 1)
      return accept({ imports: found.map(judgedAnswerOf), ...next })
    },
  })

/** What becomes of imports: another person looks at what they change, and approves or rejects them. */
export const judgementRoutes = (effects: OwnEffects): Operation[] => [
  listWaiting(effects),
  readImport(effects),
  approveImport(effects),
  rejectImport(effects),
]
