import { must } from '#shared/kernel/errors.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import { concurrently, groupBy } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { cityClerk, institutionClerk } from '../roles.ts'

/** As many as are proposed at once. */
const mostAtOnce = 50

type Row = {
  readonly institution: string
  readonly status: string
  readonly number?: number
  readonly code?: string
}

/** An institution signs what its office proposed to it. */
export const signProposal = (
  { client, year }: Context,
  city: string,
  { institution, number = 1 }: Pick<Row, 'institution' | 'number'>,
) =>
  client.command(
    institutionClerk(city, institution),
    'POST',
    `/v1/budget/agreements/${city}/${year}/${institution}/proposal/signature`,
    `agreement-${institution}-${year}-${number}`,
    { number },
  )

/** Every city proposes the model agreement to its institutions for the year, many at once, and each signs its own. */
export const signAgreements = (context: Context): Promise<void> =>
  context.phase('service agreements', async ({ expect, done }) => {
    const { client, inputs, year, atATime, cities } = context
    const ofCities = inputs.institutions.filter(({ city }) => cities.includes(city))
    const pieces = [...groupBy(ofCities, ({ city }) => city)].flatMap(([city, rows]) =>
      inPieces(rows, mostAtOnce).map((some) => ({ city, codes: some.map(({ code }) => code) })),
    )
    expect(pieces.length)
    await concurrently(pieces, atATime, async ({ city, codes }) => {
      const { rows } = await client.command<{ rows: Row[] }>(
        cityClerk(city),
        'POST',
        '/v1/budget/agreements',
        `agreements-${year}-${codes[0]}`,
        { city, year, on: `${year - 1}-12-20`, agreements: codes.map((institution) => ({ institution })) },
      )
      const refused = rows.find(({ status }) => status === 'refused')
      must(refused === undefined, 'year.agreement-refused', `${refused?.institution}: ${refused?.code}`)
      for (const row of rows) await signProposal(context, city, row)
      done()
    })
  })
