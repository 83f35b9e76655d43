import { parseYuan } from '#shared/money/fen.ts'

/** Claims of the year that are worth explaining, by their ids, and a message for every reason of refusal. */
export type NoteworthyClaims = {
  largest?: { readonly claimId: string; readonly fund: number }
  /** A reversal. */
  reversed?: string | undefined
  corrected?: string | undefined
  /** Taken back, since its patient had died before. */
  takenBack?: string | undefined
  /** The first message refused for each code; nothing is recorded of it that could be explained. */
  readonly refused: Map<string, string>
}

export const newNoteworthy = (): NoteworthyClaims => ({ refused: new Map() })

/** Keeps a settled claim when the funds paid more on it than on any before. */
export const noticeSettled = (noteworthy: NoteworthyClaims, claimId: string, fundInYuan: string): void => {
  const fund = parseYuan(fundInYuan) ?? 0
  if (noteworthy.largest === undefined || fund > noteworthy.largest.fund)
    noteworthy.largest = { claimId, fund }
}

export const noticeRefused = ({ refused }: NoteworthyClaims, code: string, messageId: string): void => {
  if (!refused.has(code)) refused.set(code, messageId)
}
