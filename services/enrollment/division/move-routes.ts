import * as z from 'zod'
import { city, day, divisionCode, id, unitCode } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { readRun } from '#shared/edge/runs/run.ts'
import { accept } from '#shared/kernel/decision.ts'
import { stableId } from '#shared/kernel/hash.ts'
import type { Effects } from '../effects.ts'
import { otherCertificate } from '../person/rules/proof-fields.ts'
import { refusal } from '../refusals.ts'
import { mostMoved, mostNamed, startMove } from './move-many.ts'
import { cityOf } from './routes.ts'
import { unitMovePages, unitMoves } from './store.ts'

const path = '/v1/enrollment/unit-moves'
const params = z.strictObject({ moveId: id })
const counted = z.int().min(0)

const idNumber = z.string().trim().min(1).max(30)
const mover = z.union([
  z.strictObject({ personId: id }),
  z.strictObject({ idNumber }),
  z.strictObject({ certificate: otherCertificate }),
])

const start = (effects: Effects): Operation =>
  defineOperation({
    method: 'POST',
    path,
    summary: `Has many persons belong to a unit as one job: everybody of another unit (${mostMoved} at most), or persons that are named, ${mostNamed} at most. Each has an outcome of their own; nobody outside the caller's reach is moved.`,
    scopes: ['province', 'city', 'county'],
    owner: {
      whose: 'named',
      parties: ({ body: { unit, from } }) => ({
        cities: [cityOf(unit)],
        units: [unit, ...(from === undefined ? [] : [from])],
      }),
    },
    body: z
      .strictObject({
        unit: unitCode.meta({ description: 'to which they belong then' }),
        from: unitCode.optional().meta({ description: 'everybody of this unit' }),
        persons: z.array(mover).min(1).max(mostNamed).optional(),
      })
      .refine(
        ({ from, persons }) => (from === undefined) !== (persons === undefined),
        'one of from and persons',
      )
      .refine(
        ({ unit, from }) => from === undefined || cityOf(from) === cityOf(unit),
        'both units lie in one city',
      ),
    status: 202,
    answer: z.strictObject({ moveId: id, persons: counted }),
    refusals: [
      ...['division.unknown', 'division.ended', 'division.same-unit'],
      ...['division.too-many', 'division.nobody'],
    ],
    changes: (_, { moveId }) => [`${path}/${moveId}`],
    handle: async ({ body: { unit, from, persons = [] }, commandId, today, by: { subject, division } }) => {
      const moved = await startMove(
        {
          ...{ city: cityOf(unit), unit, moveId: stableId('U', commandId) },
          movers: from === undefined ? { persons } : { from },
          sent: { subject, division, on: today, commandId },
        },
        effects,
      )
      if (moved.status === 'refused') return moved
      return accept({ moveId: moved.value.moveId, persons: moved.value.persons })
    },
  })

const outcome = z.strictObject({
  line: z.int().min(1),
  personId: id.optional().meta({ description: 'absent where nobody is registered under the certificate' }),
  outcome: z.enum(['moved', 'same', 'refused']),
  code: z.string().optional().meta({ description: 'why not, a code of the table of refusals' }),
})

const read = ({ store }: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: `${path}/{moveId}`,
    summary:
      'A job that has many persons belong to another unit, with a page of what became of each. Pages are kept for two months.',
    scopes: ['province', 'city', 'county', 'auditor'],
    params,
    query: z.strictObject({ page: z.coerce.number().int().min(1).default(1) }),
    owner: {
      whose: 'recorded',
      as: 'the city of the unit, and the county where all of it lies in one',
      unknown: () => refusal('division.move-unknown', { field: 'moveId' }),
      find: async ({ params: of }: { readonly params: z.output<typeof params> }) => {
        const found = await unitMoves.read(store, of)
        if (!found) return undefined
        const { city: of_, unit, from, sent } = found
        // What a city moved by name may name persons of other counties: it is shown to whoever sent it, and to the city.
        const units = from === undefined ? [unit, sent.division] : [unit, from]
        return { parties: { cities: [of_], units }, found }
      },
    },
    persons: (_, { outcomes }) => outcomes.flatMap(({ personId }) => personId ?? []),
    answer: z.strictObject({
      moveId: id,
      city,
      unit: divisionCode,
      from: divisionCode.optional(),
      sent: z.strictObject({ subject: z.string(), on: day }),
      status: z.enum(['running', 'done']),
      persons: counted,
      page: z.int(),
      pages: counted,
      outcomes: z.array(outcome),
    }),
    refusals: ['division.move-unknown'],
    handle: async ({ found: { moveId, city: of, unit, from, sent, persons, pages }, query: { page } }) => {
      const [run, kept] = await Promise.all([
        readRun(store, moveId),
        unitMovePages.read(store, { moveId, page }),
      ])
      return accept({
        ...{ moveId, city: of, unit, persons, page, pages },
        ...(from === undefined ? {} : { from }),
        sent: { subject: sent.subject, on: sent.on },
        status: run?.status ?? 'running',
        outcomes: [...(kept?.outcomes ?? [])],
      })
    },
  })

/** Jobs that have many persons belong to another unit. */
export const unitMoveRoutes = (effects: Effects): Operation[] => [start(effects), read(effects)]
