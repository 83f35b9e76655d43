import { addDays } from '#shared/calendar/day.ts'
import type { Model } from '../../local/template/model.ts'
import type { WorkKnown } from '../lives/work/known.ts'
import { liveWork } from '../lives/work/live.ts'
import type { WorkStory } from '../lives/work/story.ts'
import { workBegins, workEnds } from '../lives/work/story.ts'
import { judgeWorker } from '../oracle/work/judge.ts'
import { countsOfAny } from './counts.ts'
import type { Life } from './kind.ts'
import { correctAtLast } from './night.ts'

const countsOf = (known: WorkKnown) => ({
  ...{ workers: known.ids.size, months: known.bills.size, ...countsOfAny(known) },
  posts: [...known.posts.values()].reduce((sum, { length }) => sum + length, 0),
  accountUsed: [...known.stays.values()].filter(({ status, account = 0 }) => status === 201 && account > 0)
    .length,
  ...Object.fromEntries(Object.entries(known.transfers).map(([how, count]) => [`moves ${how}`, count])),
})

/** How employees, flexible workers and those who move live. */
export const workLife = (story: WorkStory, model: Model): Life => ({
  begins: workBegins,
  yearsBack: 1,
  restores: true,
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
