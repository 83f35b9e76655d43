import { ageOn } from '#shared/calendar/day.ts'
import { must } from '#shared/kernel/errors.ts'
import { groupBy } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { education } from '../roles.ts'
import { sendFile, settleFiles } from './files.ts'
import { lookUp } from './look-up.ts'

type Row = Context['inputs']['enrolment'][number]

/** So many pupils of each city are enrolled by their school; everybody else by the city's list. */
const mostPupils = 3

/** Residents of school age whom their school enrols. */
export const pupilsOf = ({ inputs, year }: Context): readonly Row[] => {
  const isOfAge = ({ employment, birth_on }: Row): boolean => {
    const age = ageOn(birth_on, `${year}-01-01`)
    return employment === 'resident' && age >= 6 && age < 18
  }
  const ofCity = groupBy(inputs.enrolment.filter(isOfAge), ({ city }) => city)
  return [...ofCity.values()].flatMap((rows) => rows.slice(0, mostPupils))
}

/** The code of the school that a city's pupils go to. */
const schoolOf = (city: string): string => `31${city}01`

type Students = { readonly students: readonly { readonly person: { readonly personId: string } }[] }

/** Everybody whom the list of a school enrolled is listed by the school. */
const expectListed = async ({ client }: Context, city: string, pupils: number): Promise<void> => {
  const path = `/v1/enrollment/schools/${schoolOf(city)}/students`
  const { students } = await client.get<Students>(education, path)
  must(
    students.length === pupils,
    'year.students-not-listed',
    `${students.length} of ${pupils} pupils of ${city} are listed by their school`,
  )
}

/** Has the pupils of each city enrolled by the list of their school, and learns under which ids. */
export const enrolPupils = async (context: Context, ids: Map<string, string>): Promise<void> => {
  const pupils = [...groupBy(pupilsOf(context), ({ city, from }) => `${city} ${from}`).values()]
  if (pupils.length === 0) return
  const files = []
  for (const rows of pupils) {
    const [{ city, from } = { city: '', from: '' }] = rows
    await context.client.command(
      ...([education, 'PUT', `/v1/enrollment/schools/${schoolOf(city)}`, `school-${city}-${from}`] as const),
      { city, name: '第一中学' },
    )
    const list = rows.map(({ name, id_number }) => [...[name, id_number, '07', '3班', schoolOf(city)]])
    files.push(
      await sendFile(context, {
        ...{ service: 'enrollment', kind: 'students', importId: `pupils-${city}-${from}`, as: education },
        ...{ title: '在校学生参保名单', cells: { city, from } },
        rows: [['姓名', '身份证号', '年级', '班级', '学校标识码'], ...list],
      }),
    )
  }
  await settleFiles(context, files)
  for (const [city, rows] of groupBy(pupils.flat(), ({ city }) => city))
    await expectListed(context, city, rows.length)
  for (const { city, name, id_number: number } of pupils.flat())
    ids.set(number, await lookUp(context, { city, name, number }))
}
