import * as z from 'zod'

const days = z.int().min(0).max(366)
const ofLevel = z
  .strictObject({
    answer: days,
    remind: days,
    province: days,
    plan: days.min(1),
    close: days,
  })
  .refine(({ remind, answer }) => remind <= answer, 'nobody is reminded before a warning is raised')

/** For how many days what of a warning may wait, by its level: a graver one no longer than a lesser. */
export const warningTimes = z
  .strictObject({ blue: ofLevel, yellow: ofLevel, orange: ofLevel, red: ofLevel })
  .refine(
    ({ blue, yellow, orange, red }) =>
      blue.answer >= yellow.answer && yellow.answer >= orange.answer && orange.answer >= red.answer,
    'a graver warning is answered no later than a lesser one',
  )
