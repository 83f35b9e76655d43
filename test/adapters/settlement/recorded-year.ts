import type { RunUnit } from '#shared/edge/runs/run.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import { startCorrection } from '../../../services/settlement/correction/start-correction.ts'
import { drain, effectsOver } from './correction/office.ts'
import { openCounter, treat } from './national/counter.ts'
import { entitlement, spellOf, stay, visit } from './province.ts'
import { tokens } from './service.ts'
import { anna, bo, chen, hospital } from './supervision/supervising.ts'

/**
 * A year of seven persons, recorded by the service's own handlers. P1 has four visits, P2 a stay that is reversed, P3 a
 * stay whose reversal was taken back. P4 has a stay of which the pool got 1,000 yuan back. P5 has a visit at the
 * counter that was settled, reversed and settled anew. P6 has nothing. The resident R1 has three visits, all corrected
 * when the first came late.
 */
export const openRecordedYear = async () => {
  const counter = await openCounter(6)
  const { service, send } = counter
  const store: Store = openStore(service.dynamo.client, () => 'settlement')
  const settle = async (key: string, body: object): Promise<string> => {
    const answer = await service.call(tokens.hospital, 'POST', '/claims', { key, body })
    return String(answer.body.claimId)
  }
  const reverse = (claimId: string, key: string) =>
    service.call(tokens.hospital, 'POST', `/claims/${claimId}/reversal`, {
      key,
      body: { reversedOn: '2025-06-01' },
    })

  const visits: string[] = []
  for (const day of ['2025-02-01', '2025-03-01', '2025-04-01', '2025-05-01'])
    visits.push(await settle(`P1-${day}`, visit('P1', day, 10_000)))

  const reversed = await settle('P2-stay', stay('P2', '2025-03-01', '2025-03-09'))
  await reverse(reversed, 'P2-reversal')

  const standing = await settle('P3-stay', stay('P3', '2025-03-01', '2025-03-09'))
  await reverse(standing, 'P3-reversal')
  await send('2601', 'P3-undo', { data: { psn_no: 'P3', oinfno: '2305', omsgid: 'P3-reversal' } })

  const recovered = await settle('P4-stay', stay('P4', '2025-03-01', '2025-03-09'))
  const cases = (token: typeof anna, path: string, key: string, body: object) =>
    service.call(token, 'POST', `/audit-cases${path}`, { key, body })
  const opened = await cases(anna, '', 'open', {
    ...{ institution: hospital, city: '340100', claims: [recovered], reason: 'a tip' },
    on: '2025-03-20',
  })
  const caseId = String(opened.body.caseId)
  await cases(bo, `/${caseId}/assignment`, 'assign', { on: '2025-03-21' })
  const found = { amount: 100_000, reason: 'never lay there', on: '2025-04-02' }
  await cases(bo, `/${caseId}/findings`, 'find', { as: 'recover', ...found })
  await cases(chen, `/${caseId}/confirmation`, 'confirm', found)

  const mdtrt_id = await treat(counter, 'P5', 'P5')
  const data = { mdtrt_id, psn_no: 'P5', medfee_sumamt: '10000.00' }
  const first = await send('2304', 'P5-settle', { data })
  const { setl_id } = first.output.setlinfo as Record<string, string>
  await send('2305', 'P5-reversal', { data: { ...data, setl_id, setl_time: '2025-04-01' } })
  await send('2304', 'P5-again', { data })

  await service.deliver(entitlement('R1', 1, [spellOf('resident', '2025-01-01', '2025-12-31')]))
  const ofResident: string[] = []
  for (const [day, amount] of [
    ['2025-03-10', 20_000],
    ['2025-05-10', 30_000],
    ['2025-02-10', 20_000],
  ] as const)
    ofResident.push(await settle(`R1-${day}`, visit('R1', day, amount)))
  const units: RunUnit[] = []
  const effects = effectsOver(store, units)
  const order = { cause: 'late-claim', city: '340100', preview: false, year: 2025 } as const
  const limited = { ...order, approvalAbove: 100_000 }
  await startCorrection({ ...limited, commandId: 'K1', correctedOn: '2025-06-01' }, effects)
  await drain(units, effects)

  return {
    counter,
    service,
    store,
    reverse,
    visits,
    reversed,
    standing,
    recovered,
    caseId,
    ofResident,
    mdtrt_id,
  }
}

export type RecordedYear = Awaited<ReturnType<typeof openRecordedYear>>
