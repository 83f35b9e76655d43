import { afterAll, beforeAll, expect, it } from 'vitest'
import { toSettledEvents } from '../../../../services/settlement/claim/settled-events.ts'
import { entitlement, spellOf } from '../province.ts'
import { violationsIn } from '../service.ts'
import type { Counter } from './counter.ts'
import { openCounter, stayFees } from './counter.ts'

let counter: Counter

beforeAll(async () => {
  counter = await openCounter(1)
  const inWuhu = spellOf('resident', '2025-01-01', '2025-12-31', '340200')
  await counter.service.deliver(entitlement('W1', 1, [inWuhu]))
})
afterAll(async () => {
  expect(await violationsIn(counter.service)).toEqual([])
  await counter.service.stop()
})

const stay = (psn_no: string, rloc_filg_stas: string) => ({
  psn_no,
  mdtrt_id: `ZY-${psn_no}`,
  med_type: '21',
  rloc_filg_stas,
  begntime: '2025-03-01 08:15:00',
  dscg_time: '2025-03-31 23:30:00',
  medfee_sumamt: '10000.00',
  feedetail: stayFees,
})

it('a resident of Wuhu in a hospital of Hefei: settled at one counter, with the place of treatment and the payer', async () => {
  const { output } = await counter.send('2304', 'A1', stay('W1', '1'))
  expect(output.setlinfo).toMatchObject({
    insutype: '390',
    mdtrtarea_admvs: '340100',
    insuplc_admdvs: '340200',
    clr_optins: '340200',
  })
  const items = await counter.service.items()
  const claim = items.find(({ kind }) => kind === 'claim-settled')
  expect(claim).toMatchObject({ city: '340200', at: '340100' })
  const [event] = toSettledEvents([{ sequence: '1', item: claim as never }])
  expect(event?.event.data).toMatchObject({ city: '340200', claims: [{ settledAt: '340100' }] })
})

it('its cancellation carries both places as well', async () => {
  const settled = await counter.send('2304', 'A1', stay('W1', '1'))
  const { setl_id } = settled.output.setlinfo as Record<string, string>
  const { output } = await counter.send('2305', 'A2', { setl_id, psn_no: 'W1', setl_time: '2025-04-01' })
  expect(output.setlinfo).toMatchObject({ mdtrtarea_admvs: '340100', insuplc_admdvs: '340200' })
})

it('at home both places are the same, and the claim carries only one', async () => {
  const { output } = await counter.send('2304', 'A3', stay('P1', '0'))
  expect(output.setlinfo).toMatchObject({ mdtrtarea_admvs: '340100', insuplc_admdvs: '340100' })
  const items = await counter.service.items()
  const claim = items.find(({ kind, personId }) => kind === 'claim-settled' && personId === 'P1')
  expect(claim).not.toHaveProperty('at')
})
