import type { Act } from '../../simulation/lives/story.ts'
import type { Told } from '../../simulation/shrink.ts'

const clock = (second: number): string => new Date(second * 1000).toISOString().slice(11, 19)

const inWords = (act: Act): string => {
  switch (act.does) {
    case 'enrol':
      return 'is enrolled as a resident'
    case 'pay':
      return `pays the year${act.again ? ' again' : ''}; the tax authority tells it ${act.times} times, by the ${act.by}`
    case 'refund':
      return 'is given the year back, as the tax authority tells'
    case 'stay':
      return `leaves the hospital after ${act.days} days and ${act.yuan} yuan (stay ${act.stay}, sent ${act.times} times)`
    case 'reverse':
      return `has stay ${act.stay} taken back`
    case 'die':
      return `is reported dead since ${act.diedOn}`
  }
}

/** A story as it is told: who, when, what, and what may go wrong meanwhile. */
export const storyLines = ({ seed, story, faults }: Told): string[] => [
  `seed ${seed}, faults: ${faults.join(', ') || 'none'}`,
  ...story.people.map(({ who, city }) => `person ${who} lives in ${city}`),
  ...story.acts.map((act) => `${act.on} ${clock(act.second)} person ${act.who} ${inWords(act)}`),
]
