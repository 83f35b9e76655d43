import * as z from 'zod'
import type { Decision } from '#shared/kernel/decision.ts'
import { accept } from '#shared/kernel/decision.ts'
import { idOfMessage } from '../../claim/message.ts'
import { refuse } from '../../refusals.ts'
import { fields, mostFileBytes } from '../fields.ts'
import { keepFile, readFile } from '../files.ts'
import type { Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'

const inBase64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/

const bytesOf = (content: string | readonly number[]): Decision<Uint8Array> => {
  if (typeof content !== 'string') return accept(Uint8Array.from(content))
  return inBase64.test(content)
    ? accept(new Uint8Array(Buffer.from(content, 'base64')))
    : refuse('national.bad-file', { field: 'input.in' })
}

const upload = defineTransaction({
  infno: '9101',
  name: '文件上传',
  does: `Keeps a file of the institution for 90 days, at most ${mostFileBytes / 1_000_000} MB, for a transaction that names it by its \`file_qury_no\`: \`in\` is its content in Base64, or a list of its bytes.`,
  sentBy: 'institution',
  input: z.looseObject({
    in: fields.in,
    filename: fields.filename,
  }),
  answers: '`file_qury_no`, `filename`, `fixmedins_code`',
  perform: async ({ msgid, institution, input: { in: content, filename }, effects }) => {
    const bytes = bytesOf(content)
    if (bytes.status === 'refused') return bytes
    const fileNo = idOfMessage('F', { msgid, institution })
    const kept = await keepFile({ institution, fileNo }, bytes.value, effects)
    if (kept.status === 'refused') return kept
    return accept({ file_qury_no: kept.value, filename, fixmedins_code: institution })
  },
})

const download = defineTransaction({
  infno: '9102',
  name: '文件下载',
  does: 'Gives a file of the institution by its `file_qury_no`: one that it uploaded, or one that an answer names.',
  sentBy: 'institution',
  input: z.looseObject({ file_qury_no: fields.file_qury_no, filename: fields.filename.optional() }),
  answers:
    '`fsDownloadOut`: `out` is the content in Base64, with `file_qury_no` and `filename` as they were asked for',
  perform: async ({ institution, input: { file_qury_no, filename = file_qury_no }, effects }) => {
    const bytes = await readFile(institution, file_qury_no, effects)
    if (bytes.status === 'refused') return bytes
    return accept({
      fsDownloadOut: { file_qury_no, filename, out: Buffer.from(bytes.value).toString('base64') },
    })
  },
})

/** Files that institutions send, and fetch. */
export const fileTransactions: readonly Transaction[] = [upload, download]
