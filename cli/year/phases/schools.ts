import { ageOn } from '#shared/calendar/day.ts'
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

/** Has the pupils of each city enrolled by the list of their school, and learns under which ids. */
export const enrolPupils = async (context: Context, ids: Map<string, string>): Promise<void> => {
  const pupils = [...groupBy(pupilsOf(context), ({ city, from }) => `${city} ${from}`).values()]
  if (pupils.length === 0) return
  const files = []
  for (const rows of pupils) {
    const [{ city, from } = { city: '', from: '' }] = rows
    const list = rows.map(({ name, id_number }) => [name, id_number, '07', '3班'])
    files.push(
      await sendFile(context, {
        ...{ service: 'enrollment', kind: 'students', importId: `pupils-${city}-${from}`, as: education },
        ...{ title: '在校学生参保名单', cells: { city, from } },
        rows: [['姓名', '身份证号', '年级', '班级'], ...list],
      }),
    )
  }
  await settleFiles(context, files)
  for (const { city, name, id_number: number } of pupils.flat())
    ids.set(number, await lookUp(context, { city, name, number }))
}
