import { addDays } from '#shared/calendar/day.ts'
import type { Model } from '../../local/template/model.ts'
import type { Known } from '../lives/live.ts'
import { live } from '../lives/live.ts'
import type { Story } from '../lives/story.ts'
import { storyBegins, storyEnds } from '../lives/story.ts'
import { judgePerson } from '../oracle/judge.ts'
import { countsOfAny } from './counts.ts'
import type { Life } from './kind.ts'
import { correctAtLast } from './night.ts'

const countsOf = (known: Known) => ({
  ...{ persons: known.ids.size, ...countsOfAny(known), deaths: known.deaths.size },
  ...{ rests: known.rests.size, repairs: known.repairs.size },
  aidLists: known.aidLists.length,
  held: [...known.stays.values()].filter(({ status, act }) => status === 201 && act.heldHours !== undefined)
    .length,
})

/** How residents live. */
export const residentsLife = (story: Story, model: Model): Life => ({
  begins: storyBegins,
  yearsBack: 1,
  restores: true,
  live: async (world) => {
    const known = await live(world, story)
    return {
      finish: () => correctAtLast(world, model, ['resident']),
      judge: async () => {
        const problems = []
        for (const person of story.people) problems.push(...(await judgePerson(world, person, known)))
        return problems
      },
      judgedOn: addDays(storyEnds, 4),
      counts: countsOf(known),
      told: [[...known.stays], [...known.ids], known.payments, known.aidLists, [...known.repairs]],
    }
  },
})
