import { personAnswered } from '#shared/contracts/person-asked.ts'
import type { Ask } from '#shared/edge/function/ask.ts'
import { setting } from '#shared/edge/function/environment.ts'
import { log } from '#shared/edge/function/log.ts'
import type { Persons } from './persons.ts'

/** Asks enrollment's function `answer`. What is asked and answered is never logged, whatever goes wrong. */
export const askEnrollment = (ask: Ask): Persons => ({
  find: async (asked) => {
    try {
      return personAnswered.parse(await ask(setting('ENROLLMENT_FUNCTION'), asked))
    } catch (error) {
      log.error('enrollment did not say who a person is', {
        errorName: error instanceof Error ? error.name : 'unknown',
      })
      return { status: 'unavailable' }
    }
  },
})
