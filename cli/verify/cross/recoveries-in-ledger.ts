import type { CrossCheck } from '../check.ts'
import { startMatching } from '../matching.ts'

const id = 'cross.recoveries-in-ledger'

const fundNames = ['basic', 'seriousIllness', 'medicalAid', 'supplement'] as const
type Part = Readonly<Record<(typeof fundNames)[number], number>>

/** Every recovery ordered stands in the ledger once, with its fund, institution and amount. */
export const recoveriesInLedger: CrossCheck = {
  id,
  number: 3,
  rule: 'recoveries ordered = recoveries in the ledger, each with fund, institution and amount',
  start: () => {
    const matching = startMatching(id, { here: 'settlement', there: 'budget' })
    return {
      see: (service, item) => {
        const named = [item.city, item.scheme, item.institution].map(String)
        if (service === 'settlement' && item.kind === 'recovery-ordered') {
          const parts = item.parts as readonly Part[]
          const amount = parts
            .flatMap((part) => fundNames.map((name) => part[name]))
            .reduce((a, b) => a + b, 0)
          matching.here(String(item.recoveryId), [...named, amount])
        }
        if (service === 'budget' && item.kind === 'recovery-posted')
          matching.there(String(item.recoveryId), [...named, Number(item.amount)])
      },
      finish: matching.finish,
    }
  },
}
