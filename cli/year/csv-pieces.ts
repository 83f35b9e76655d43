import { stringify } from 'csv-stringify/sync'
import type { FileKey } from '../generate/files.ts'
import { files } from '../generate/files.ts'
import type { FileRow } from './inputs.ts'

/** Some rows of a file as a file of their own, in base64 for sending. */
export const toCsv = <Key extends Exclude<FileKey, 'claims'>>(
  key: Key,
  rows: readonly FileRow<Key>[],
): string => {
  const text = stringify(
    rows.map((row) => ({ ...row })),
    { header: true, columns: [...files[key].columns] },
  )
  return Buffer.from(text, 'utf8').toString('base64')
}
