import '../../../simulation/quiet-process.ts'
import { provincePolicy } from '../../../cli/province-policy.ts'
import { province } from '../../../cli/year/roles.ts'
import { openTables } from '../../../simulation/database/open-tables.ts'
import { simulatedModel } from '../../../simulation/model.ts'
import { openWorld } from '../../../simulation/world/world.ts'

/** What a watcher sees of an inbox: how much waits, how many dead letters, and which. */
export type Seen = {
  readonly waiting: number
  readonly deadLetters: number
  readonly letters: readonly { readonly messageId: string; readonly what: string }[]
}
/** A redrive, and what is seen after it. */
export type Redriven = { readonly status: number; readonly after: Seen }
export type Watched = { readonly before: Seen; readonly unknown: Redriven; readonly one: Redriven }

const model = await simulatedModel('cdk.out')
const world = openWorld({
  ...{ model, policy: provincePolicy(), seed: 1, start: new Date('2025-03-03T08:00:00+08:00') },
  ...{ faults: [], schedules: false, database: (watch) => openTables(model, watch) },
})
const dead = model.queues.find(({ name }) => /budget.*inbox.*dead/i.test(name))?.name ?? ''

const look = async (): Promise<Seen> => {
  // Whoever looks hides the letters from others for a moment.
  await world.time.sleep(2_000)
  const { body } = await world.call({ as: province, method: 'GET', path: '/v1/budget/watch' })
  const { queues, letters } = body as unknown as {
    readonly queues: readonly (Omit<Seen, 'letters'> & { readonly queue: string })[]
    readonly letters: Seen['letters']
  }
  const { waiting = -1, deadLetters = -1 } = queues.find(({ queue }) => queue === 'inbox') ?? {}
  return { waiting, deadLetters, letters: letters.map(({ messageId, what }) => ({ messageId, what })) }
}
const redrive = async (messageId: string): Promise<Redriven> => {
  const path = '/v1/budget/queues/inbox/redrives'
  const key = `redrive-${messageId}`
  const { status } = await world.call({ as: province, method: 'POST', path, key, body: { messageId } })
  return { status, after: await look() }
}

/** Two dead letters in the inbox of the budget service, which takes nothing meanwhile; one is brought on its way again. */
const story = async (): Promise<Watched> => {
  world.setDelivery(false)
  for (const id of ['sweep:1', 'sweep:2'])
    world.queues.send(dead, JSON.stringify({ 'detail-type': 'income-swept.v1', detail: { id } }))
  const before = await look()
  const unknown = await redrive('m-999')
  return { before, unknown, one: await redrive(String(before.letters[0]?.messageId)) }
}

process.stdout.write(JSON.stringify(await world.time.drive(story()).finally(world.end)))
