import type { RefusalEntry, RefusalStatus, RefusalTable } from '#shared/kernel/refusals.ts'
import { refusalGuide } from '../../services/settlement/refusal-guide.ts'
import { problemOf } from '../../services/settlement/refusal-status.ts'
import type { RefusalCode } from '../../services/settlement/refusals.ts'
import { refusals } from '../../services/settlement/refusals.ts'

/** The refusals of settlement as a table, until its service has moved. */
export const settlementTable: RefusalTable = Object.fromEntries(
  Object.entries(refusals).map(([code, { zh, en }]): [string, RefusalEntry] => {
    const { fields, remedy } = refusalGuide[code as RefusalCode]
    const status = problemOf({ code, reason: en }).status as RefusalStatus
    return [code, { zh, en, status, fields, remedy }]
  }),
)
