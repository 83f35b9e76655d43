import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import type { FileKey } from './files.ts'
import { files } from './files.ts'
import type { FundYearFiles } from './generate.ts'

/** Writes a fund year into a folder: CSV as spreadsheets in the field read it (UTF-8 with mark), claims as JSON lines. */
export const writeFundYear = (folder: string, year: FundYearFiles): void => {
  mkdirSync(folder, { recursive: true })
  for (const key of Object.keys(files) as FileKey[]) {
    const { name, columns } = files[key]
    const content =
      key === 'claims'
        ? year.claims.map((claim) => `${JSON.stringify(claim)}\n`).join('')
        : stringify(
            year[key].map((row) => ({ ...row })),
            { header: true, columns: [...columns], bom: true },
          )
    writeFileSync(join(folder, name), content)
  }
}
