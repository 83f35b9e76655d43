import type { Bucket } from '#shared/edge/files/bucket.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { refuse } from '../refusals.ts'
import { service } from '../table.ts'
import { mostFileBytes } from './fields.ts'

/** Files stand under the institution whose they are: nobody names another's. */
const keyOf = (institution: string, fileNo: string): string =>
  `${service.name}/national/${institution}/${fileNo}`

/** Keeps a file of an institution under its number; another under the same is refused. */
export const keepFile = async (
  { institution, fileNo }: { readonly institution: string; readonly fileNo: string },
  bytes: Uint8Array,
  { files }: { readonly files: Bucket },
): Promise<Decision<string>> =>
  (await files.keep(keyOf(institution, fileNo), bytes)) === 'kept'
    ? accept(fileNo)
    : refuse('claim.other-payload', { field: 'msgid' })

/** A file of an institution by its number; one of another is as unknown as one that there is not. */
export const readFile = async (
  institution: string,
  fileNo: string,
  { files }: { readonly files: Bucket },
): Promise<Decision<Uint8Array>> => {
  const read = await files.read({ key: keyOf(institution, fileNo) }, mostFileBytes)
  return read ? accept(read.bytes) : refuse('national.file-unknown', { field: 'input.file_qury_no' })
}
