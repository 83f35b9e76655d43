import * as z from 'zod'
import { city, day, divisionCode } from '#shared/contracts/fields.ts'
import type { Operation } from '#shared/edge/http/operation.ts'
import { defineOperation } from '#shared/edge/http/operation.ts'
import { idOfPartition } from '#shared/edge/store/item.ts'
import { accept } from '#shared/kernel/decision.ts'
import { cityOfDivision } from '#shared/kernel/divisions.ts'
import { personAnswer, showPerson } from '../coverage/person-answer.ts'
import { coverages, ofPerson } from '../coverage/store.ts'
import { divisions } from '../division/store.ts'
import type { Effects } from '../effects.ts'
import { lastSpell } from '../person/rules/insured.ts'
import { refusal, refuse } from '../refusals.ts'
import type { Pupil, School } from './store.ts'
import { pupils, pupilsPartition, saveSchool, schoolIndex, schools, schoolsPartition } from './store.ts'

const path = '/v1/enrollment/schools'
const atOnce = 100

/** 学校（机构）标识码: ten digits; schools of other registers have codes of their own. */
const schoolCode = z
  .string()
  .regex(/^[0-9A-Za-z]{4,20}$/, 'the code of a school, 4 to 20 letters and digits')
  .meta({ description: '学校（机构）标识码' })
const text = (most: number) =>
  z
    .string()
    .trim()
    .regex(new RegExp(`^[^\\p{Cc}<>]{1,${most}}$`, 'u'), `1 to ${most} characters are needed`)

const fields = {
  city,
  name: text(100),
  division: divisionCode.optional().meta({ description: 'the county or township in which it lies' }),
  contact: z
    .strictObject({ name: text(60), phone: z.string().regex(/^[0-9+ -]{5,20}$/, 'a telephone number') })
    .optional(),
}
const shown = z.strictObject({ schoolCode, ...fields })
const show = ({ schoolCode: code, city: of, name, division, contact }: School): z.output<typeof shown> => ({
  ...{ schoolCode: code, city: of, name },
  ...(division === undefined ? {} : { division }),
  ...(contact === undefined ? {} : { contact }),
})

const cursor = z.string().min(1).max(2_000).optional()
const params = z.strictObject({ schoolCode })
const untraced = 'it shows whom to call at a school, and no insured person'

const ofSchool = ({ store }: Pick<Effects, 'store'>) => ({
  whose: 'recorded' as const,
  as: 'the city of the school',
  unknown: () => refusal('school.unknown', { field: 'schoolCode' }),
  find: async ({ params: of }: { readonly params: { readonly schoolCode: string } }) => {
    const found = await schools.read(store, of)
    return found && { parties: { cities: [found.city] }, found }
  },
})

const register = ({ store }: Effects): Operation =>
  defineOperation({
    method: 'PUT',
    path: `${path}/{schoolCode}`,
    summary: 'Registers a school of a city by its code, or changes what is registered of it.',
    scopes: ['province', 'city', 'education'],
    params,
    owner: { whose: 'named', parties: ({ body }) => ({ cities: [body.city] }) },
    body: z
      .strictObject(fields)
      .refine(
        ({ city: of, division }) => division === undefined || cityOfDivision(division) === of,
        'the division lies in another city',
      ),
    answer: shown,
    refusals: ['school.elsewhere', 'division.unknown'],
    handle: async ({ params: { schoolCode: code }, body }) => {
      const { division } = body
      if (division !== undefined && !(await divisions.read(store, { code: division })))
        return refuse('division.unknown', { field: 'division', figures: { code: division } })
      const saved = await saveSchool({ schoolCode: code, ...body }, store)
      return saved.status === 'refused' ? saved : accept(show(saved.value))
    },
  })

const readOne = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: `${path}/{schoolCode}`,
    summary: 'A school as it is registered.',
    scopes: ['province', 'city', 'education', 'auditor'],
    untraced,
    params,
    owner: ofSchool(effects),
    answer: shown,
    refusals: ['school.unknown'],
    handle: async ({ found }) => accept(show(found)),
  })

const list = ({ store }: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path,
    summary:
      'The schools of a city in the order of their codes, those of a county or township where one is named.',
    scopes: ['province', 'city', 'education', 'auditor'],
    untraced,
    owner: { whose: 'named', parties: ({ query }) => ({ cities: [query.city] }) },
    query: z.strictObject({ city, within: divisionCode.optional(), cursor }),
    answer: z.strictObject({ schools: z.array(shown).max(atOnce), cursor }),
    refusals: ['cursor.unreadable'],
    handle: async ({ query: { city: of, within = '', cursor: from } }) => {
      const page = await store.page({
        ...{ index: schoolIndex, pk: schoolsPartition(of), limit: atOnce },
        ...(from === undefined ? {} : { cursor: from }),
      })
      const found = await schools.readMany(
        store,
        page.items.map((item) => ({ schoolCode: idOfPartition(item) })),
      )
      const within_ = found.flatMap((each) =>
        (each?.division ?? '').startsWith(within) && each ? [each] : [],
      )
      return accept({
        schools: within_.map(show),
        ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
      })
    },
  })

const student = z.strictObject({
  person: personAnswer,
  since: day,
  grade: z.string().optional(),
  className: z.string().optional(),
})

const showPupil = ({ since, grade, className }: Pupil) => ({
  since,
  ...(grade === undefined ? {} : { grade }),
  ...(className === undefined ? {} : { className }),
})

const listStudents = (effects: Effects): Operation =>
  defineOperation({
    method: 'GET',
    path: `${path}/{schoolCode}/students`,
    summary: `Whom a school enrolled and no other since, ${atOnce} a page, as the city of the school covers them. Nobody is named.`,
    scopes: ['province', 'city', 'education', 'auditor'],
    params,
    owner: ofSchool(effects),
    query: z.strictObject({ cursor }),
    answer: z.strictObject({ students: z.array(student).max(atOnce), cursor }),
    refusals: ['school.unknown', 'cursor.unreadable'],
    persons: (_, { students }) => students.map(({ person: { personId } }) => personId),
    handle: async ({ found: { schoolCode: code, city: of }, query: { cursor: from } }) => {
      const { store } = effects
      const page = await store.page({
        ...{ index: schoolIndex, pk: pupilsPartition(code), limit: atOnce },
        ...(from === undefined ? {} : { cursor: from }),
      })
      const ids = page.items.map(idOfPartition)
      const [known, records] = await Promise.all([
        pupils.readMany(
          store,
          ids.map((personId) => ({ personId })),
        ),
        coverages.readMany(store, ids.map(ofPerson)),
      ])
      // Whoever another city covers since is that city's to show.
      const students = ids.flatMap((_, index) => {
        const [pupil, record] = [known[index], records[index]]
        if (!pupil || !record || lastSpell(record.insured).city !== of) return []
        return [{ person: showPerson(record), ...showPupil(pupil) }]
      })
      return accept({ students, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) })
    },
  })

/** Schools, and whom they enrolled. */
export const schoolRoutes = (effects: Effects): Operation[] => [
  register(effects),
  readOne(effects),
  list(effects),
  listStudents(effects),
]
