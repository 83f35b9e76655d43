import { mostNamesAsked, namesAnswered } from '#shared/contracts/names-asked.ts'
import type { Ask } from '#shared/edge/function/ask.ts'
import { setting } from '#shared/edge/function/environment.ts'
import { log } from '#shared/edge/function/log.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { Named, Names } from '../names.ts'

/** Asks enrollment's function `answer`. What is asked and answered is never logged, whatever goes wrong. */
export const askNames =
  (ask: Ask): Names =>
  async (personIds, asker) => {
    const known = new Map<string, Named>()
    try {
      for (const named of inPieces([...new Set(personIds)], mostNamesAsked)) {
        const { persons } = namesAnswered.parse(await ask(setting('ENROLLMENT_FUNCTION'), { named, asker }))
        for (const [index, person] of persons.entries()) if (person) known.set(named[index] ?? '', person)
      }
      return known
    } catch (error) {
      log.error('enrollment did not name persons', {
        errorName: error instanceof Error ? error.name : 'unknown',
      })
      return undefined
    }
  }
