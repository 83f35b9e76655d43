import { mostPersonsAsked, personsAnswered } from '#shared/contracts/persons-asked.ts'
import type { Ask } from '#shared/edge/function/ask.ts'
import { setting } from '#shared/edge/function/environment.ts'
import { inPieces } from '#shared/kernel/in-pieces.ts'
import type { Register } from '../register.ts'

/** Asks enrollment's function `answer`; a failure fails the call, which comes again. */
export const askRegister =
  (ask: Ask): Register =>
  async (persons) => {
    const ids: (string | undefined)[] = []
    for (const piece of inPieces(persons, mostPersonsAsked)) {
      const { personIds } = personsAnswered.parse(
        await ask(setting('ENROLLMENT_FUNCTION'), { persons: piece }),
      )
      for (const id of personIds) ids.push(id ?? undefined)
    }
    return ids
  }
