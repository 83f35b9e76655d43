import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { Command } from 'commander'
import * as z from 'zod'
import { paymentMade } from '#shared/contracts/contribution.ts'
import type { BusEvent, EventContract } from '#shared/contracts/define-event.ts'
import { events as contracts } from '../../infra/events.ts'
import { localClient } from '../../local/local-clients.ts'
import type { StackRecord } from '../verify/verify.ts'
import { waitForQuiet } from '../year/quiet.ts'
import { throughStack } from '../year/stack.ts'
import { carryOutYear } from '../year/year.ts'
import { addReleased, readReleased } from './files.ts'
import { newSamples } from './samples.ts'
import { storedStates } from './stored-states.ts'
import type { TappedStack } from './tapped-stack.ts'
import { startTappedStack } from './tapped-stack.ts'

type Receipt = {
  readonly paymentId: string
  readonly billId: string
  readonly payer: string
  readonly pooled: number
  readonly account: number
  readonly paidOn: string
}

/** A recorded payment, told once more as the tax authority tells it on the bus; the year sends its payments by HTTP. */
const tellPayment = async (stack: TappedStack, records: readonly StackRecord[]): Promise<void> => {
  const payment = records.find(({ item }) => item.kind === 'payment')?.item.receipt as Receipt
  const { paymentId, billId, payer, pooled, account, paidOn } = payment
  const kind = pooled + account < 0 ? 'refund' : 'payment'
  const data = { paymentId, billId, payer, kind, amountFen: Math.abs(pooled + account), paidOn }
  const bus = new EventBridgeClient(localClient(stack.endpoints.eventbridge))
  await bus.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: stack.busName,
          Source: paymentMade.source,
          DetailType: paymentMade.detailType,
          Detail: JSON.stringify(paymentMade.schema.parse({ id: paymentId, occurredOn: paidOn, data })),
        },
      ],
    }),
  )
  await waitForQuiet(stack.url)
}

const recordEvents = (carried: readonly BusEvent[]): void => {
  for (const [detailType, events] of Map.groupBy(carried, (event) => event['detail-type'])) {
    const told = events.map(({ source, 'detail-type': type, detail }) => ({
      source,
      'detail-type': type,
      detail,
    }))
    const file = `events/${detailType}.jsonl`
    addReleased(file, newSamples(readReleased(file), told))
  }
}

const recordItems = (records: readonly StackRecord[]): void => {
  // What the local database keeps of its own, such as the mark of where a read ended, is no record.
  const kept = records.filter(({ item }) => item.kind !== undefined)
  for (const [place, found] of Map.groupBy(kept, ({ service, item }) => `${service}/${item.kind}`)) {
    const file = `items/${place}.jsonl`
    const items = found.map(({ item }) => item)
    addReleased(file, newSamples(readReleased(file), items))
  }
}

const recordSchema = ({ detailType, schema }: Pick<EventContract, 'detailType' | 'schema'>): void => {
  const file = `events/${detailType}.schemas.jsonl`
  const today = z.toJSONSchema(schema)
  const known = readReleased(file).map((each) => JSON.stringify(each))
  addReleased(file, known.includes(JSON.stringify(today)) ? [] : [today])
}

new Command('released')
  .description(
    'Adds samples of every event and every stored item of a small year, and the schemas of today, to the released ones in test/fixtures/released. Run it when a release is made.',
  )
  .parse()

const stack = await startTappedStack()
try {
  const log = (line: string) => console.error(line)
  const year = { people: 60, seed: 1, cities: 2, year: 2025, watched: false, log }
  await carryOutYear(throughStack(stack, { isOwn: true, close: stack.stop }), year)
  const records = await Array.fromAsync(storedStates(stack))
  await tellPayment(stack, records)
  const carried = await stack.events()
  recordEvents(carried)
  recordItems(records)
  contracts.forEach(recordSchema)
  const told = new Set(carried.map((event) => event['detail-type']))
  const untold = contracts.filter(({ detailType }) => !told.has(detailType))
  console.log(`${carried.length} events and ${records.length} states of items looked at`)
  if (untold.length > 0) console.log(`no event of ${untold.map(({ detailType }) => detailType).join(', ')}`)
} finally {
  await stack.stop()
}
