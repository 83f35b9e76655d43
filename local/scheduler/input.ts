import { randomUUID } from 'node:crypto'
import { must } from '#shared/kernel/errors.ts'
import { localPlace } from '../local-clients.ts'

type Run = { readonly scheduleName: string; readonly due: Date }

const attributes: Record<string, (run: Run) => string> = {
  'schedule-arn': ({ scheduleName }) =>
    `arn:${localPlace.partition}:scheduler:${localPlace.region}:${localPlace.account}:schedule/default/${scheduleName}`,
  'scheduled-time': ({ due }) => `${due.toISOString().slice(0, 19)}Z`,
  'execution-id': () => randomUUID(),
  'attempt-number': () => '1',
}

const placeholder = /<aws\.scheduler\.([^>]*)>/g

/**
 * Checks the placeholders of a schedule's input once, at start.
 * @throws TongchouError `scheduler.input` for one the scheduler does not know
 */
export const checkInput = (input: string): void => {
  for (const [text, attribute = ''] of input.matchAll(placeholder))
    must(attribute in attributes, 'scheduler.input', `${text} is not a context attribute of the scheduler`)
}

/** The message of one run: the input with its placeholders filled in. */
export const fillInput = (input: string, run: Run): string =>
  input.replace(placeholder, (text, attribute: string) => attributes[attribute]?.(run) ?? text)
