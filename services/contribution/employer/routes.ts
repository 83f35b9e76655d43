import * as z from 'zod'
import { city, divisionCode, id } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { accept } from '#shared/kernel/decision.ts'
import { cityOfDivision, isCounty } from '#shared/kernel/divisions.ts'
import type { Effects } from '../effects.ts'
import { employersPartition } from '../keys.ts'
import { atOnce, cursor, pageFrom } from '../paging.ts'
import { refusal } from '../refusals.ts'
import type { Employer } from './rules/employer.ts'
import { employerKinds, isVirtual } from './rules/employer.ts'
import { isUscc } from './rules/uscc.ts'
import { saveEmployer } from './save-employer.ts'
import { employers, pageOfCounty } from './store.ts'

const text = (most: number) => z.string().trim().min(1).max(most)

const county = divisionCode.refine(isCounty, 'not the six digits of a county')

const fields = {
  city,
  name: text(200),
  kind: z.enum(employerKinds).meta({
    description:
      'an enterprise or office, the unit of flexible workers, that of the unemployed who draw benefits, a virtual unit of residents, or a branch',
  }),
  uscc: z
    .string()
    .refine(isUscc, 'not a unified social credit code: 18 characters, the last of which fits the others')
    .optional()
    .meta({ description: '统一社会信用代码; a virtual unit has none' }),
  county: county.optional().meta({
    description: 'the county in which it lies; left out of a change, it stays as it is registered',
  }),
}

const shown = z.strictObject({ employerId: id, ...fields })

const shownOf = ({
  employerId,
  city: of,
  name,
  employerKind: kind,
  uscc,
  county: within,
}: Employer): z.output<typeof shown> => ({
  ...{ employerId, city: of, name, kind },
  ...(uscc === undefined ? {} : { uscc }),
  ...(within === undefined ? {} : { county: within }),
})

/** The employers of a city. */
export const employerRoutes = (effects: Pick<Effects, 'store'>): Operation[] => [
  defineOperation({
    method: 'PUT',
    path: '/v1/contribution/employers/{employerId}',
    summary: 'Registers an employer in a city, or changes what is registered of it.',
    scopes: ['province', 'city', 'tax'],
    params: z.strictObject({ employerId: id }),
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z
      .strictObject(fields)
      .refine(
        ({ kind, uscc }) => isVirtual(kind) === (uscc === undefined),
        'an enterprise, an office or a branch has a credit code, a virtual unit has none',
      )
      .refine(({ city: of, county: within }) => within === undefined || cityOfDivision(within) === of, {
        path: ['county'],
        message: 'the county lies in another city',
      }),
    answer: shown,
    refusals: [
      'contribution.employer-elsewhere',
      'contribution.credit-code-taken',
      'contribution.credit-code-over',
    ],
    handle: async ({ params: { employerId }, body: { kind: employerKind, ...body } }) => {
      const saved = await saveEmployer({ employerId, employerKind, ...body }, effects)
      return saved.status === 'refused' ? saved : accept(shownOf(saved.value))
    },
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/employers/{employerId}',
    summary: 'An employer as it is registered.',
    scopes: ['province', 'city', 'county', 'tax', 'auditor'],
    params: z.strictObject({ employerId: id }),
    owner: {
      whose: 'recorded',
      as: 'the city of the employer, or the county in which it lies',
      unknown: ({ params: of }) =>
        refusal('contribution.employer-unknown', { field: 'employerId', figures: { ...of } }),
      find: async ({ params: of }) => {
        const found = await employers.read(effects.store, of)
        const units = found?.county === undefined ? [] : [found.county]
        return found && { parties: { cities: [found.city], units }, found }
      },
    },
    answer: shown,
    refusals: ['contribution.employer-unknown'],
    handle: async ({ found }) => accept(shownOf(found)),
  }),
  defineOperation({
    method: 'GET',
    path: '/v1/contribution/employers',
    summary:
      'The employers that are registered in a city, in the order of their ids; those of one county where it is named. A county’s officer names their own.',
    scopes: ['province', 'city', 'county', 'tax', 'auditor'],
    owner: {
      whose: 'named',
      parties: ({ query: { city: of, county: within } }) => ({
        cities: [of],
        ...(within !== undefined && cityOfDivision(within) === of ? { units: [within] } : {}),
      }),
    },
    query: z
      .strictObject({ city, county: county.optional(), cursor })
      .refine(({ city: of, county: within }) => within === undefined || cityOfDivision(within) === of, {
        path: ['county'],
        message: 'the county lies in another city',
      }),
    answer: z.strictObject({ employers: z.array(shown).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { city: of, county: within, cursor: from } }) => {
      const { records, ...next } = await (within === undefined
        ? employers.page(effects.store, employersPartition(of), { index: 'gsi1', ...pageFrom(from) })
        : pageOfCounty(effects.store, within, pageFrom(from)))
      return accept({ employers: records.map(shownOf), ...next })
    },
  }),
]
