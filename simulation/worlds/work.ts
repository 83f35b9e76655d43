import { addDays } from '#shared/calendar/day.ts'
import type { Model } from '../../local/template/model.ts'
import type { WorkKnown } from '../lives/work/known.ts'
import { liveWork } from '../lives/work/live.ts'
import type { WorkStory } from '../lives/work/story.ts'
import { workBegins, workEnds } from '../lives/work/story.ts'
import { judgeWorker } from '../oracle/work/judge.ts'
import type { Life } from './kind.ts'
import { correctAtLast } from './night.ts'

const countsOf = ({ ids, posts, bills, payments, stays, reversals, transfers }: WorkKnown) => {
  const settled = [...stays.values()].filter(({ status }) => status === 201)
  return {
    ...{ workers: ids.size, posts: [...posts.values()].reduce((sum, { length }) => sum + length, 0) },
    ...{ months: bills.size, settled: settled.length, refused: stays.size - settled.length },
    accountUsed: settled.filter(({ account = 0 }) => account > 0).length,
    reversed: [...reversals.values()].filter(({ status }) => status === 201).length,
    payments: payments.filter(({ kind, taken }) => kind === 'payment' && taken).length,
    refunds: payments.filter(({ kind, taken }) => kind === 'refund' && taken).length,
    ...Object.fromEntries(Object.entries(transfers).map(([how, count]) => [`moves ${how}`, count])),
  }
}

/** How employees, flexible workers and those who move live. */
export const workLife = (story: WorkStory, model: Model): Life => ({
  begins: workBegins,
  live: async (world) => {
    const known = await liveWork(world, story)
    return {
      finish: () => correctAtLast(world, model, ['employee', 'resident']),
      judge: async () => {
        const problems = []
        for (const { who } of story.people) problems.push(...(await judgeWorker(world, who, known)))
        return problems
      },
      judgedOn: addDays(workEnds, 4),
      counts: countsOf(known),
      told: [[...known.stays], [...known.ids], known.payments, [...known.posts]],
    }
  },
})
