import type { Key } from '#shared/edge/store/item.ts'

/** What names an import: the division that sends it, so that nobody reaches another's, and the id it gave it. */
export type OfImport = { readonly division: string; readonly importId: string }
export type OfPart = OfImport & { readonly part: number }

const numbered = (number: number, digits: number): string => String(number).padStart(digits, '0')

export const importPartition = ({ division, importId }: OfImport): string => `IMPORT#${division}#${importId}`

export const importKey = (of: OfImport): Key => ({ pk: importPartition(of), sk: 'IMPORT' })

export const importPartPrefix = 'PART#'
export const importPartKey = ({ part, ...of }: OfPart): Key => ({
  pk: importPartition(of),
  sk: `${importPartPrefix}${numbered(part, 3)}`,
})

/** The bytes of a part stand apart: whoever counts the parts reads none. */
export const partBytesKey = ({ part, ...of }: OfPart): Key => ({
  pk: importPartition(of),
  sk: `BYTES#${numbered(part, 3)}`,
})

export const importOutcomePrefix = 'OUTCOME#'
export const importOutcomeKey = ({ runId, ...of }: OfImport & { readonly runId: string }): Key => ({
  pk: importPartition(of),
  sk: `${importOutcomePrefix}${runId}`,
})

/** Bad rows stand under the name of their content, so that a file judged twice does not mix with itself. */
export const badRowsKey = ({
  digest,
  part,
  ...of
}: OfImport & { readonly digest: string; readonly part: number }): Key => ({
  pk: importPartition(of),
  sk: `BAD#${digest}#${numbered(part, 4)}`,
})

export const importJudgementKey = ({ runId, ...of }: OfImport & { readonly runId: string }): Key => ({
  pk: importPartition(of),
  sk: `JUDGEMENT#${runId}`,
})

export const importProgressKey = ({ runId, ...of }: OfImport & { readonly runId: string }): Key => ({
  pk: importPartition(of),
  sk: `PROGRESS#${runId}`,
})

/** What a sender of a division writes over the columns of a kind of file: beside the office's, those of each authority. */
export const senderMapKey = ({
  division,
  sender,
  kind,
  keptBy = 'office',
}: {
  readonly division: string
  readonly sender: string
  readonly kind: string
  readonly keptBy?: string | undefined
}): Key => ({
  pk: `SENDER-MAP#${division}#${kind}`,
  sk: keptBy === 'office' ? sender : `${keptBy}#${sender}`,
})
