import * as z from 'zod'
import { day, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import type { Effects } from '../effects.ts'
import { division } from '../ledger/fields.ts'
import { actors, cursorField, fundOwner, pageOf, readers } from '../ledger/fund-operations.ts'
import { startSeal } from './seal-ledger.ts'
import { pageBlocks, readSeal } from './store.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

const chainEnd = z.strictObject({
  city: division,
  number: z.int(),
  hash,
  sealedOn: day.optional(),
  sealed: z.int(),
  unsealed: z.int(),
})

const block = z.strictObject({
  city: division,
  number: z.int(),
  previous: hash,
  sealedOn: day,
  sealedBy: z.string(),
  entries: z.array(z.strictObject({ key: z.string(), hash })),
  hash,
})

/** A page of blocks stays below what a function may answer at once. */
const blocksOnPage = 20

const cityParams = z.strictObject({ city: division })

/** The chains of hashes over the cities' ledgers. */
export const sealRoutes = (effects: Effects): Operation[] => [
  defineOperation({
    method: 'POST',
    path: '/v1/budget/seals',
    summary: "Seals what of a city's ledger is not sealed yet into the next blocks of its chain.",
    scopes: actors,
    owner: fundOwner('body'),
    body: z.strictObject({ city: division, on: day }),
    status: 202,
    answer: z.strictObject({ runId: id }),
    refusals: [],
    changes: (_, { runId }) => [`/v1/budget/runs/${runId}`],
    handle: async ({ body, commandId }) => accept({ runId: await startSeal(effects, body, commandId) }),
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/budget/seals/{city}',
    summary:
      "Where a city's chain ends: the hash to keep elsewhere, and how many entries are not sealed yet.",
    scopes: readers,
    params: cityParams,
    owner: fundOwner('params'),
    answer: chainEnd,
    refusals: [],
    handle: async ({ params }) => {
      const { head, sealed, unsealed } = await readSeal(effects.store, params.city)
      const { number, hash, sealedOn } = head
      return accept({ city: params.city, number, hash, sealedOn, sealed, unsealed })
    },
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/budget/seals/{city}/blocks',
    summary: "A city's blocks in order, each with the keys and hashes of its entries.",
    scopes: readers,
    params: cityParams,
    owner: fundOwner('params'),
    query: z.strictObject(cursorField),
    answer: z.strictObject({ blocks: z.array(block), ...cursorField }),
    refusals: ['cursor.unreadable'],
    handle: async ({ params, query: { cursor } }) => {
      const page = { ...pageOf(cursor), limit: blocksOnPage }
      const { blocks, cursor: next } = await pageBlocks(effects.store, params.city, page)
      return accept({ blocks: blocks.map((each) => block.parse(each)), cursor: next })
    },
  }),
]
