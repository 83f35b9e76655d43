import { describe, expect, it } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import { overdueOf } from '#shared/kernel/wait.ts'
import { whatWaits } from '../../../../services/budget/night/what-waits.ts'

const waits = whatWaits(readPolicy('shared/policy/anhui'))
const proposal = (status: string) => ({
  ...{ pk: 'AGREEMENT-PROPOSALS#340100', sk: '2025#H1', kind: 'agreement-proposal', status },
  proposed: { by: 'clerk', on: '2024-12-20', scope: 'city' },
})

describe('an agreement that nobody signs', () => {
  it('is told from the 31st day on', () => {
    expect(overdueOf(proposal('waiting'), waits, '2025-01-19')).toEqual([])
    expect(overdueOf(proposal('waiting'), waits, '2025-01-20')).toMatchObject([
      { wait: 'budget.agreements-are-signed', since: '2024-12-20', until: '2025-01-19' },
    ])
  })

  it.each(['signed', 'declined', 'withdrawn'])('is told no more when it was %s', (status) => {
    expect(overdueOf(proposal(status), waits, '2025-06-01')).toEqual([])
  })
})
