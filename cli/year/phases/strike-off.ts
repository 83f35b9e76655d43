import { must } from '#shared/kernel/errors.ts'
import { groupBy } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { cityClerk, cityReviewer, marketSupervision } from '../roles.ts'
import { sendFile, settleFiles } from './files.ts'
import { creditCodeOf } from './wages.ts'

type Chosen = { readonly city: string; readonly employer: string }

/** The employer with the fewest people. */
const smallest = ({ inputs }: Context): Chosen | undefined => {
  const employers = [...groupBy(inputs.wages, ({ employer_id }) => employer_id)]
  const [first] = employers.sort(([, one], [, other]) => one.length - other.length)
  const [employer, [row]] = first ?? ['', []]
  return row && { city: row.city, employer }
}

/** Market supervision strikes an employer off at the end of the year: two officers have its people leave with that month. */
export const strikeOff = async (context: Context): Promise<void> => {
  const found = smallest(context)
  if (!found) return
  const { client, settle, year } = context
  const { city, employer } = found
  const row = [creditCodeOf(employer, city), `用人单位${employer}`, '注销', `${year}-12-20`]
  const sent = await sendFile(context, {
    ...{ service: 'contribution', kind: 'market-entities', importId: `strike-off-${employer}` },
    ...{ as: marketSupervision(city), rows: [['统一社会信用代码', '企业名称', '登记状态', '核准日期'], row] },
  })
  await settleFiles(context, [sent])
  const path = `/v1/contribution/struck-employers/${employer}`
  await client.command(cityClerk(city), 'POST', `${path}/proposal`, 'strike-off', {
    ...{ as: 'ends', why: '企业已办理注销登记', document: `登记内销字〔${year}〕第118号` },
  })
  await client.command(cityReviewer(city), 'POST', `${path}/approval`, 'struck-off')
  await settle()
  const { persons } = await client.get<{ persons: readonly object[] }>(
    cityClerk(city),
    `/v1/enrollment/persons?city=${city}&employerId=${employer}`,
  )
  must(persons.length === 0, 'year.not-left', `${persons.length} people did not leave ${employer}`)
}
