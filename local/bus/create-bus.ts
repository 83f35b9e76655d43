import type { IncomingMessage, ServerResponse } from 'node:http'
import { must } from '#shared/kernel/errors.ts'
import type { FaultKind } from '../chaos/fault-kinds.ts'
import type { CreateBus, EventRule } from '../contracts.ts'
import { type AwsFault, sendFault, sendResult } from '../http/aws-json.ts'
import { readBody } from '../http/read-body.ts'
import { createDeliveries, type Delivery } from './delivery.ts'
import { envelopeOf } from './entry.ts'
import { compilePattern } from './patterns/compile.ts'
import { type AcceptedEvent, putEvents } from './put-events.ts'
import { putTroubled } from './trouble.ts'

/** Room for the escaping of ten entries of 256 KB. */
const maxBodyBytes = 2 * 1024 * 1024

const unreadable: AwsFault = { status: 400, type: 'SerializationException', message: 'Body is not JSON.' }

const unavailable: AwsFault = { status: 503, type: 'ServiceUnavailableException', message: 'no answer' }

/** A request body that is not JSON is the caller's fault, not ours. */
const parse = (text: string): { readonly input: unknown } | undefined => {
  try {
    return { input: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** Finds where an event goes; patterns are compiled once, so an unknown operator fails at start. */
const compileRules = (rules: readonly EventRule[], busNames: readonly string[]) => {
  const compiled = rules
    .filter((rule) => rule.enabled)
    .map((rule) => {
      must(busNames.includes(rule.busName), 'bus.rule', `rule ${rule.name} is on unknown bus ${rule.busName}`)
      return { ...rule, matches: compilePattern(rule.pattern) }
    })
  return ({ busName, event }: AcceptedEvent): readonly Delivery[] => {
    const targets = compiled
      .filter((rule) => rule.busName === busName && rule.matches(event))
      .flatMap((rule) => rule.targets)
    if (targets.length === 0) return []
    const body = JSON.stringify(event)
    return targets.map((target) => ({ target, body }))
  }
}

/**
 * A small EventBridge: PutEvents over the AWS JSON protocol, rules with patterns, queues as targets; the body of a
 * message is the whole event.
 * @throws TongchouError `bus.pattern`, `bus.rule` when a rule says what this bus does not emulate
 */
export const createBus: CreateBus = ({ busNames, rules, sendToQueue, chaos }) => {
  const deliveriesOf = compileRules(rules, busNames)
  const deliveries = createDeliveries({ sendToQueue, chaos })
  const happens = (kind: FaultKind): boolean => chaos.happens(chaos.settings()[kind])

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const operation = String(request.headers['x-amz-target'] ?? '')
    const body = await readBody(request, maxBodyBytes)
    if (operation !== 'AWSEvents.PutEvents')
      return sendFault(response, '1.1', {
        status: 400,
        type: 'UnknownOperationException',
        message: `The local bus does not emulate ${operation || 'a request without X-Amz-Target'}.`,
      })
    const parsed = parse(body.toString('utf8'))
    if (parsed === undefined) return sendFault(response, '1.1', unreadable)
    if (happens('refusedCall')) return sendFault(response, '1.1', unavailable)
    const outcome = putTroubled(parsed.input, happens, (input) => putEvents(input, busNames, new Date()))
    if ('fault' in outcome) return sendFault(response, '1.1', outcome.fault)
    deliveries.start(outcome.accepted.flatMap(deliveriesOf))
    return sendResult(response, '1.1', outcome.result)
  }

  return {
    handleRequest: (request, response) => {
      answer(request, response).catch((error: unknown) =>
        sendFault(response, '1.1', { status: 500, type: 'InternalException', message: String(error) }),
      )
    },
    announce: (busName, { source, type, detail }) =>
      deliveries.start(deliveriesOf({ busName, event: envelopeOf({ source, type, detail }, new Date()) })),
    pending: deliveries.pending,
  }
}
