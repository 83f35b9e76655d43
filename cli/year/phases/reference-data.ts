import { setTimeout as sleep } from 'node:timers/promises'
import { must } from '#shared/kernel/errors.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { Client } from '../client.ts'
import { concurrently } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { toCsv } from '../csv-pieces.ts'
import { province, provinceApprover } from '../roles.ts'
import { waitForRun } from './runs.ts'

/** So many rows a part of the catalogue may have. */
const rowsAPart = 5_000

/** Another person of the province approves an import, and it comes into force, of many rows by a run. */
export const approveCatalogue = async (client: Client, importId: string): Promise<void> => {
  const path = `/v1/settlement/catalogue-imports/${importId}`
  await client.command(provinceApprover, 'POST', `${path}/approval`, `approval-${importId}`)
  const isInForce = async () => (await client.get<{ status: string }>(province, path)).status === 'in-force'
  for (let tries = 0; !(await isInForce()); tries += 1) {
    must(tries < 600, 'year.catalogue-waits', 'the catalogue does not come into force')
    await sleep(200)
  }
}

/** Sends the catalogue in parts, has a run make them ready, and another person of the province approve them. */
const importCatalogue = async ({ client, inputs, year }: Context): Promise<void> => {
  const path = `/v1/settlement/catalogue-imports/catalogue-${year}`
  const parts = inPieces(inputs.catalogue, rowsAPart)
  for (const [index, rows] of parts.entries()) {
    const body = { contentBase64: toCsv('catalogue', rows) }
    await client.command(
      province,
      'PUT',
      `${path}/parts/${index + 1}`,
      `catalogue-${year}-${index + 1}`,
      body,
    )
  }
  const { runId } = await client.command<{ runId: string }>(
    province,
    'POST',
    `${path}/commit`,
    `catalogue-${year}`,
    { fileName: 'catalogue.csv', parts: parts.length, onBadRows: 'refuse' },
  )
  await waitForRun(client, province, 'settlement', runId)
  const { status } = await client.get<{ status: string }>(province, path)
  must(status !== 'open', 'year.catalogue-refused', 'the catalogue has rows that cannot be taken')
  await approveCatalogue(client, `catalogue-${year}`)
}

/** The platform of one institution signs its calls from now on, with a key that the province gave it. */
const signFirst = async ({ client, inputs }: Context): Promise<void> => {
  const [first] = inputs.institutions
  if (!first) return
  const path = `/v1/settlement/gateway-keys/HIS-${first.code}`
  await client.command(province, 'PUT', path, `gateway-key-${first.code}`, { institution: first.code })
  await client.command(provinceApprover, 'POST', `${path}/approval`, `approve-gateway-key-${first.code}`)
}

/** One officer of the province proposes what an institution is registered as, and another approves it. */
const registerInstitution = async (client: Client, code: string, body: object): Promise<void> => {
  const path = `/v1/settlement/institutions/${code}/proposals`
  const { proposal } = await client.command<{ proposal: { proposalId: string } }>(
    province,
    'POST',
    path,
    `institution-${code}`,
    body,
  )
  const { proposalId } = proposal
  await client.command(provinceApprover, 'POST', `${path}/${proposalId}/approval`, `approve-${proposalId}`)
}

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
      await registerInstitution(client, row.code, {
        ...{ name: row.name, city: row.city, level: Number(row.level), provincial: row.provincial === '1' },
        ...{ category: row.category, agreement, from: row.agreement_from, why: '按医疗机构执业许可证登记' },
      })
      done()
    })
    await signFirst(context)
    await importCatalogue(context)
    done()
  })
