import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import type { TableColumns } from '#shared/edge/files/headings.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { KindAtDoor } from '#shared/edge/imports/import-owner.ts'
import { maySend, senderOf } from '#shared/edge/imports/import-owner.ts'
import type { SenderMap } from '#shared/edge/imports/sender-map.ts'
import { findMap, senderMaps } from '#shared/edge/imports/sender-map.ts'
import { retryConflicts } from '#shared/edge/store/retry-conflicts.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { accept } from '#shared/kernel/decision.ts'
import { importRefusals } from '#shared/kernel/import-refusals.ts'

/** A kind of file whose writing is data of its senders. */
export type KindOfMaps = KindAtDoor & {
  readonly columns: TableColumns
  /** What each row says for itself, and no map for all of them: whom it names. */
  readonly ownInEachRow?: readonly string[]
}

const { refuse } = importRefusals

const mostOf = { headings: 20, values: 200 } as const

const column = z.string().max(60)
const word = z.string().trim().min(1).max(100)
const writes = {
  headings: z
    .record(column, z.array(word).max(mostOf.headings))
    .default({})
    .meta({ description: 'what they write over a column, by our name of it' }),
  values: z
    .record(
      column,
      z.record(word, z.string().max(100)).refine((of) => Object.keys(of).length <= mostOf.values, 'too many'),
    )
    .default({})
    .meta({ description: 'what they write in a column, and what it means' }),
  cells: z
    .record(column, z.string().max(200))
    .default({})
    .meta({ description: 'what holds for every row of theirs, and stands in no column' }),
}
const answer = z.strictObject({ sender: id, kind: z.string(), ...writes })

const shown = ({ sender, kind, headings, values, cells }: SenderMap): z.output<typeof answer> => ({
  ...{ sender, kind },
  headings: Object.fromEntries(Object.entries(headings).map(([name, words]) => [name, [...words]])),
  values: Object.fromEntries(Object.entries(values).map(([name, of]) => [name, { ...of }])),
  cells: { ...cells },
})

/** The columns that a map names and a kind has not. */
const strange = (
  { headings, values, cells }: Pick<SenderMap, 'headings' | 'values' | 'cells'>,
  { required, further = {} }: TableColumns,
): string[] =>
  [headings, values, cells]
    .flatMap((of) => Object.keys(of))
    .filter((name) => !Object.hasOwn(required, name) && !Object.hasOwn(further, name))

/** How the senders of a division write their files: data that an officer keeps, and no program. */
export const senderRoutes = (
  service: string,
  { kinds, store }: { readonly kinds: readonly KindOfMaps[]; readonly store: Store },
): Operation[] => {
  const path = `/v1/${service}/file-senders/{sender}/{kind}`
  const params = z.strictObject({ sender: id, kind: z.enum(kinds.map(({ kind }) => kind)) })
  const scopes = [...new Set(kinds.flatMap((kind) => kind.scopes))]
  const narrowedBy = 'a map is of the division and the authority that keeps it'
  return [
    defineOperation({
      method: 'PUT',
      path,
      summary:
        'Keeps how a sender writes a kind of file: their headings, their codes, and what holds for all of their rows. A run is told the sender, and reads by what is kept when it is started.',
      scopes,
      params,
      owner: { whose: 'caller', narrowedBy },
      body: z.strictObject(writes),
      answer,
      refusals: ['import.column-unknown', 'import.column-of-each-row', 'import.not-of-caller'],
      handle: async ({ params: { sender, kind }, body, caller }) => {
        const { division } = caller
        const known = kinds.find((each) => each.kind === kind)
        // Else a school could say how its division's office reads a list of deaths.
        if (!known || !maySend([known], kind, caller))
          return refuse('import.not-of-caller', { field: 'kind', figures: { kind } })
        const [unknown] = strange(body, known.columns)
        if (unknown !== undefined)
          return refuse('import.column-unknown', { field: 'headings', figures: { column: unknown } })
        const own = known.ownInEachRow?.find((name) => Object.hasOwn(body.cells, name))
        if (own !== undefined)
          return refuse('import.column-of-each-row', { field: 'cells', figures: { column: own } })
        const of = { division, sender, kind, keptBy: senderOf(caller) }
        return retryConflicts(async () => {
          const version = (await senderMaps.read(store, of))?.version ?? 0
          const map = { ...of, ...body, version }
          const written = await store.write([senderMaps.replace(map, version)])
          return written.status === 'written' ? accept(shown(map)) : undefined
        })
      },
    }),
    defineOperation({
      method: 'GET',
      path,
      summary: 'How a sender of the division writes a kind of file.',
      scopes,
      params,
      owner: { whose: 'caller', narrowedBy },
      answer,
      refusals: ['import.sender-unknown'],
      handle: async ({ params: { sender, kind }, caller }) => {
        const map = await findMap(
          { division: caller.division, sender, kind, keptBy: senderOf(caller) },
          store,
        )
        return map
          ? accept(shown(map))
          : refuse('import.sender-unknown', { field: 'sender', figures: { sender } })
      },
    }),
  ]
}
