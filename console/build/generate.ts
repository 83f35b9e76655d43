import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import openapiTs, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { accessOf, catalogsOf, type OpenApi } from './catalog.ts'

const here = join(import.meta.dirname, '..')
const generated = join(here, 'src', 'generated')

/**
 * Writes what the console takes from our OpenAPI: types of every operation, and a catalogue of operations for each
 * service, from which forms and tables are drawn.
 */
export const generate = async (): Promise<void> => {
  mkdirSync(generated, { recursive: true })
  const openApi = JSON.parse(readFileSync(join(here, '..', 'docs', 'openapi.json'), 'utf8')) as OpenApi
  for (const [service, catalog] of Object.entries(catalogsOf(openApi)))
    writeFileSync(join(generated, `${service}.json`), JSON.stringify(catalog))
  const access = JSON.stringify(accessOf(openApi))
  writeFileSync(
    join(generated, 'access.ts'),
    `import type { Access } from '../api/access.ts'\n\nexport const access: Readonly<Record<string, Access>> = ${access}\n`,
  )
  const types = astToString(await openapiTs(openApi as unknown as OpenAPI3))
  writeFileSync(join(generated, 'openapi.ts'), types)
}

if (import.meta.main) await generate()
