import * as z from 'zod'
import { city, day } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { idOfPartition } from '#shared/edge/store/item.ts'
import { accept } from '#shared/kernel/decision.ts'
import { personAnswer, showPerson } from '../coverage/person-answer.ts'
import { coverages, ofPerson } from '../coverage/store.ts'
import type { Effects } from '../effects.ts'
import { lastSpell } from '../person/rules/insured.ts'
import { disabilities } from './rules/disabled.ts'
import { disabledIndex, disabledPartition, disabledPersons } from './store.ts'

const atOnce = 100
const cursor = z.string().min(1).max(2_000).optional()

const shown = z.strictObject({
  person: personAnswer,
  disability: z.enum(disabilities),
  level: z.int().min(1).max(4).meta({ description: '1 is the heaviest' }),
  since: day.meta({ description: 'the day of the list that told it' }),
})

/** Who is registered as disabled. */
export const disabilityRoutes = ({ store }: Effects): Operation[] => [
  defineOperation({
    method: 'GET',
    path: '/v1/enrollment/disabled-persons',
    summary: `Whom of a city the disabled persons' federation told to have a certificate of disability, ${atOnce} a page, as the city covers them. Nobody is named.`,
    scopes: ['province', 'city', 'disabled-persons', 'auditor'],
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, cursor }),
    answer: z.strictObject({ disabledPersons: z.array(shown).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    persons: (_, { disabledPersons: all }) => all.map(({ person: { personId } }) => personId),
    handle: async ({ query: { city: of, cursor: from } }) => {
      const page = await store.page({
        ...{ index: disabledIndex, pk: disabledPartition(of), limit: atOnce },
        ...(from === undefined ? {} : { cursor: from }),
      })
      const ids = page.items.map(idOfPartition)
      const [known, records] = await Promise.all([
        disabledPersons.readMany(
          store,
          ids.map((personId) => ({ personId })),
        ),
        coverages.readMany(store, ids.map(ofPerson)),
      ])
      // Whoever another city covers since is that city's to show.
      const all = ids.flatMap((_, index) => {
        const [told, record] = [known[index], records[index]]
        if (!told || !record || lastSpell(record.insured).city !== of) return []
        const { disability, level, since } = told
        return [{ person: showPerson(record), disability, level, since }]
      })
      return accept({
        disabledPersons: all,
        ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
      })
    },
  }),
]
