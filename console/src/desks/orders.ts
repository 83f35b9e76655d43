import type { OperationId } from '../api/operation.ts'
import type { ListPage } from '../view/page.ts'
import type { Said } from '../words/said.ts'

/** The services that pay money out by orders to the bank. */
type Payer = 'budget/payment-orders' | 'contribution/return-orders'

/** What is done on an order, where a service has all of it: a change of its contract breaks the build here. */
const doneOn = (payer: Payer, does: 'confirmation' | 'failure' | 'retry'): OperationId =>
  `POST /v1/${payer}/{orderId}/${does}`

/** Orders to the bank as a list: those that failed wait for somebody, whichever service pays. */
export const ordersPage = (
  payer: Payer,
  {
    key,
    title,
    opens,
    columns,
  }: {
    readonly columns: readonly string[]
    readonly key: string
    readonly title: Said
    readonly opens?: readonly OperationId[]
  },
): ListPage => ({
  kind: 'list',
  key,
  title,
  read: `GET /v1/${payer}`,
  rows: 'orders',
  columns,
  preset: { state: 'failed' },
  work: {
    presets: [
      { scheme: 'employee', state: 'failed' },
      { scheme: 'resident', state: 'failed' },
    ],
  },
  ...(opens && { opens }),
  actions: [
    { operation: doneOn(payer, 'confirmation'), when: ({ state }) => state === 'open' },
    { operation: doneOn(payer, 'failure'), when: ({ state }) => state === 'open' },
    { operation: doneOn(payer, 'retry'), when: ({ state }) => state === 'failed' },
  ],
})
