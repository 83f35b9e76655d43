import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { overdueOf } from '#shared/kernel/wait.ts'
import { whatWaits } from '../../../../services/settlement/night/what-waits.ts'

const waits = whatWaits(readPolicy('shared/policy/anhui'))
const imported = (status?: string) => ({
  ...{ pk: 'IMPORT#one', sk: 'IMPORT', kind: 'catalogue-imported', importId: 'one', rows: 1, imported: 1 },
  ...(status === undefined ? {} : { status, made: { by: 'maker', on: '2025-03-03', scope: 'province' } }),
})

describe('an import of the catalogue that nobody decided on', () => {
  it.each(['waiting', 'approved'])('is told from the eleventh day on: %s', (status) => {
    expect(overdueOf(imported(status), waits, '2025-03-13')).toEqual([])
    expect(overdueOf(imported(status), waits, '2025-03-14')).toMatchObject([
      { wait: 'settlement.catalogue-imports-are-decided', until: '2025-03-13' },
    ])
  })

  it.each(['in-force', 'rejected', undefined])('is told no more: %s', (status) => {
    expect(overdueOf(imported(status), waits, '2026-01-01')).toEqual([])
  })
})
