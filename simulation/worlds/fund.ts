import { addDays } from '#shared/calendar/day.ts'
import type { Model } from '../../local/template/model.ts'
import type { FundKnown } from '../lives/fund/known.ts'
import { liveFund } from '../lives/fund/live.ts'
import type { FundStory } from '../lives/fund/story.ts'
import { fundBegins, fundEndsOf } from '../lives/fund/story.ts'
import { judgeFundYear } from '../oracle/fund/judge.ts'
import { countsOfAny } from './counts.ts'
import type { Life } from './kind.ts'
import { correctAtLast } from './night.ts'

const countsOf = (known: FundKnown) => ({
  ...{ residents: known.ids.size, ...countsOfAny(known) },
  late: [...known.stays.values()].filter(({ status, act }) => status === 201 && act.on > act.left).length,
  'reversed late': known.reversedLate.size,
  ...known.done,
})

/** How a small province lives through a fund year. */
export const fundLife = (story: FundStory, model: Model): Life => ({
  begins: fundBegins,
  yearsBack: 2,
  restores: false,
  live: async (world) => {
    const known = await liveFund(world, story)
    return {
      finish: () => correctAtLast(world, model, ['resident']),
      judge: () => judgeFundYear(world, story, known),
      judgedOn: addDays(fundEndsOf(story), 4),
      counts: countsOf(known),
      told: [[...known.stays], [...known.ids], known.payments, known.paid],
    }
  },
})
