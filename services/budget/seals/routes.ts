import * as z from 'zod'
import { city, day } from '#shared/contracts/fields.ts'
import type { Caller } from '#shared/edge/http/caller.ts'
import { requireCity } from '#shared/edge/http/caller.ts'
import { problem } from '#shared/edge/http/problem.ts'
import type { Route } from '#shared/edge/http/route.ts'
import { defineRoute } from '#shared/edge/http/route.ts'
import type { Effects } from '../effects.ts'
import { actors, cursorField, readers } from '../ledger/fields.ts'
import { startSeal } from './seal-ledger.ts'
import { pageBlocks, readSeal } from './store.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

const chainEnd = z.strictObject({
  city,
  number: z.int(),
  hash,
  sealedOn: day.optional(),
  sealed: z.int(),
  unsealed: z.int(),
})

const block = z.strictObject({
  city,
  number: z.int(),
  previous: hash,
  sealedOn: day,
  sealedBy: z.string(),
  entries: z.array(z.strictObject({ key: z.string(), hash })),
  hash,
})

/** A page of blocks stays below what a function may answer at once. */
const blocksOnPage = 20

const cityFor = (caller: Caller, params: Readonly<Record<string, string>>) => {
  const parsed = city.safeParse(params.city)
  if (!parsed.success) throw problem(404, 'route.unknown', 'the path names no city')
  requireCity(caller, parsed.data)
  return parsed.data
}

/** The chains of hashes over the cities' ledgers. */
export const sealRoutes = (effects: Effects): Route[] => [
  defineRoute({
    method: 'POST',
    path: '/v1/budget/seals',
    summary: "Seals what of a city's ledger is not sealed yet into the next blocks of its chain.",
    scopes: actors,
    body: z.strictObject({ city, on: day }),
    answer: z.strictObject({ runId: z.string() }),
    problems: [],
    handle: async ({ caller, body, idempotencyKey }) => {
      requireCity(caller, body.city)
      return { status: 202, body: { runId: await startSeal(effects, body, idempotencyKey) } }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/budget/seals/{city}',
    summary:
      "Where a city's chain ends: the hash to keep elsewhere, and how many entries are not sealed yet.",
    scopes: readers,
    answer: chainEnd,
    problems: [],
    handle: async ({ caller, params }) => {
      const own = cityFor(caller, params)
      const { head, sealed, unsealed } = await readSeal(effects.store, own)
      const { number, hash, sealedOn } = head
      return { status: 200, body: { city: own, number, hash, sealedOn, sealed, unsealed } }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v1/budget/seals/{city}/blocks',
    summary: "A city's blocks in order, each with the keys and hashes of its entries.",
    scopes: readers,
    query: z.strictObject(cursorField),
    answer: z.strictObject({ blocks: z.array(block), ...cursorField }),
    problems: ['cursor.unreadable'],
    handle: async ({ caller, params, query }) => {
      const page = query.cursor === undefined ? {} : { cursor: query.cursor }
      const own = cityFor(caller, params)
      return { status: 200, body: await pageBlocks(effects.store, own, { limit: blocksOnPage, ...page }) }
    },
  }),
]
