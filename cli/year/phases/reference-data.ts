import { concurrently } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { toCsv } from '../csv-pieces.ts'
import { province } from '../roles.ts'

/** Registers the institutions with their agreements, and imports the catalogue. */
export const loadReferenceData = (context: Context): Promise<void> =>
  context.phase('institutions, catalogue', async ({ expect, done }) => {
    const { client, inputs, atATime } = context
    expect(inputs.institutions.length + 1)
    await concurrently(inputs.institutions, atATime, async (row) => {
      const agreement = {
        from: row.agreement_from,
        ...(row.agreement_to === '' ? {} : { to: row.agreement_to }),
      }
      await client.command(
        province,
        'PUT',
        `/v1/settlement/institutions/${row.code}`,
        `institution-${row.code}-${row.agreement_from}`,
        {
          name: row.name,
          city: row.city,
          level: Number(row.level),
          provincial: row.provincial === '1',
          category: row.category,
          agreement,
        },
      )
      done()
    })
    await client.command(province, 'POST', '/v1/settlement/catalogue-imports', `catalogue-${context.year}`, {
      fileName: 'catalogue.csv',
      contentBase64: toCsv('catalogue', inputs.catalogue),
      onBadRows: 'refuse',
    })
    done()
  })
