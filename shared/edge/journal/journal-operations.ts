import * as z from 'zod'
import { id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import type { Journal } from '#shared/edge/journal/journal.ts'
import type { KeptCommands } from '#shared/edge/journal/kept-command.ts'
import type { Stored } from '#shared/edge/store/store.ts'
import { scopes } from '#shared/kernel/authority.ts'
import { accept } from '#shared/kernel/decision.ts'

const atOnce = 50

const cursor = z.string().min(1).max(2_000).optional()

const decider = {
  subject: z.string(),
  scope: z.enum(scopes),
  division: z.string(),
  institution: z.string().optional(),
  operation: z.string(),
  at: z.iso.datetime(),
}

const command = z.object({
  kind: z.enum(['command', 'command-record', 'command-refused']),
  commandId: z.string(),
  record: z.string(),
  ...decider,
  operation: decider.operation.optional().meta({
    description: 'Absent for what the record keeps itself: a claim does not say by which interface it came',
  }),
  reason: z.string().optional(),
  code: z.string().optional().meta({ description: 'Why it was refused, for a command that was' }),
})

const look = z.object({ personId: id, requestId: z.string(), ...decider })

/** So many pages of others' commands are read past for one answer. */
const mostPages = 20

/**
 * A page of the caller's own commands on a record. Pages without one are read past, so that not even a cursor tells that
 * others gave some.
 */
const ownPage = async (
  journal: Journal,
  { record, cursor: from }: { readonly record: string; readonly cursor?: string | undefined },
  isOwn: (command: Stored) => boolean,
) => {
  let next = from
  for (let read = 0; read < mostPages; read += 1) {
    const { items, cursor: after } = await journal.history(record, {
      limit: atOnce,
      ...(next === undefined ? {} : { cursor: next }),
    })
    const own = items.filter(isOwn)
    if (own.length > 0 || after === undefined)
      return { items: own, ...(after === undefined || own.length === 0 ? {} : { cursor: after }) }
    next = after
  }
  return { items: [] }
}

const noneKept: KeptCommands = async () => []

/**
 * The journal of a service's door, for auditors: who decided on a record, and who read a person's data. `kept` reads
 * the commands of records that keep them themselves.
 */
export const journalOperations = (
  service: string,
  journal: Journal,
  kept: KeptCommands = noneKept,
): Operation[] => [
  defineOperation({
    method: 'GET',
    path: `/v1/${service}/history`,
    summary: 'Who decided what on a record, newest first; the record is named by the path of its read.',
    scopes: ['province', 'city', 'auditor'],
    owner: { whose: 'caller' },
    query: z.strictObject({ record: z.string().regex(/^\/v1\/[\w./:-]{1,400}$/), cursor }),
    answer: z.strictObject({ commands: z.array(command), cursor }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query, reaches }) => {
      const isOwn = ({ cities }: { readonly [name: string]: unknown }) =>
        reaches({ cities: cities as readonly string[] })
      const page = await ownPage(journal, query, isOwn)
      const beside = query.cursor === undefined ? await kept(query.record) : []
      const own = [...beside.filter(isOwn), ...page.items]
      return accept({
        commands: own.map((item) => command.parse(item)),
        ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
      })
    },
  }),
  defineOperation({
    method: 'GET',
    path: `/v1/${service}/looks`,
    summary: "Who looked at a person's data, by which operation and when, newest first.",
    scopes: ['auditor', 'province'],
    owner: { whose: 'province' },
    query: z.strictObject({ personId: id, cursor }),
    untraced: 'it shows who looked, and nothing of the person',
    answer: z.strictObject({ looks: z.array(look), cursor }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query }) => {
      const from = query.cursor === undefined ? {} : { cursor: query.cursor }
      const page = await journal.looks(query.personId, { limit: atOnce, ...from })
      return accept({
        looks: page.items.map((item) => look.parse(item)),
        ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
      })
    },
  }),
]
