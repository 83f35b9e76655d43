import type { Phrase } from './language.ts'

/** What a reader must be told beside the figures. */
export const notes = {
  reversedBy: (reversalId: string): Phrase => ({
    zh: `本笔结算已由 ${reversalId} 冲正，各项金额已全部退回`,
    en: `This claim was reversed by ${reversalId}: everything paid was taken back`,
  }),
  reverses: (claimId: string): Phrase => ({
    zh: `本笔冲正全额撤销结算 ${claimId}：以下步骤是原结算的计算过程，金额为退回数`,
    en: `This reversal undoes claim ${claimId} in full: the steps show how it was settled, the amounts what is taken back`,
  }),
  otherPolicy: (settledBy: string, readFrom: string): Phrase => ({
    zh: `结算依据政策版本 ${settledBy}，条款文字取自现行版本 ${readFrom}；金额以结算记录为准`,
    en: `Settled by policy version ${settledBy}; the rules are quoted from version ${readFrom}. The amounts are those recorded`,
  }),
}
