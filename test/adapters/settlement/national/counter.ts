import { vi } from 'vitest'
import { readPolicy } from '#shared/edge/function/policy-files.ts'
import type { Store } from '#shared/edge/store/store.ts'
import { openStore } from '#shared/edge/store/store.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { memoryJournal } from '#test/support/memory-journal.ts'
import { assembleEffects } from '../../../../services/settlement/effects.ts'
import type { Output } from '../../../../services/settlement/national/transaction.ts'
import { ungrouped } from '../../../../services/settlement/national/transaction.ts'
import { transactionOf } from '../../../../services/settlement/national/transactions.ts'
import { catalogueCsv, entitlement, importCatalogue, registerHospital, spellOf } from '../province.ts'
import type { Token } from '../service.ts'
import { startService, tokens } from '../service.ts'

export const hospital = 'H34010000001'
export const pharmacy = 'P34010000002'

/** An answer of the national interface, with the fields that tests read. */
export type NationalAnswer = {
  readonly infcode: number
  readonly code?: string
  readonly field?: string
  readonly err_msg: string
  readonly output: Readonly<Record<string, Record<string, string> & Record<string, string>[]>>
}

type TimedAnswer = { readonly refmsg_time?: unknown; readonly respond_time?: unknown }

/** An answer without the times at which its message came and it went: the only things of it that a repeat changes. */
export const timeless = <Answer extends object>(answer: Answer): Omit<Answer, keyof TimedAnswer> => {
  const { refmsg_time: came, respond_time: went, ...rest } = answer as Answer & TimedAnswer
  const isTime = (time: unknown): time is string => typeof time === 'string' && /^20\d{15}$/.test(time)
  if (!isTime(came) || !isTime(went) || came > went) throw new Error(`no times: ${came}, ${went}`)
  return rest
}

export const fee = (serial: string, code: string, count: string, price: string, amount: string) => ({
  feedetl_sn: serial,
  med_list_codg: code,
  cnt: count,
  pric: price,
  det_item_fee_sumamt: amount,
})

/** The lines of the worked stay: 6,000 class A, 3,000 class B at 10 %, 1,000 class C; the pool pays 7,290. */
export const stayFees = [
  fee('F1', 'XA01AAA001', '100', '60', '6000.00'),
  fee('F2', 'XB02BBB002', '10', '300', '3000.00'),
  fee('F3', 'XC03CCC003', '1', '1000', '1000.00'),
]

/** The worked stay as one message settles it, in a visit that the hospital numbers itself. */
export const workedStay = (psn_no: string) => ({
  ...{ psn_no, mdtrt_id: `ZY-${psn_no}`, med_type: '21', begntime: '2025-03-01', dscg_time: '2025-03-05' },
  ...{ medfee_sumamt: '10000.00', feedetail: stayFees },
})

/** Does something as if it were another moment in China, `yyyy-MM-dd HH:mm:ss`. */
export const at = async <Result>(moment: string, work: () => Promise<Result>): Promise<Result> => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${moment.replace(' ', 'T')}+08:00`) })
  try {
    return await work()
  } finally {
    vi.useRealTimers()
  }
}

/** A hospital's counter before the service: a catalogue, the hospital, and insured persons P1, P2 … of Hefei. */
export const openCounter = async (persons = 12) => {
  const service = await startService()
  await importCatalogue(service, 'catalogue-1', catalogueCsv)
  await registerHospital(service, hospital)
  for (let person = 1; person <= persons; person += 1)
    await service.deliver(entitlement(`P${person}`, 1, [spellOf('employee', '2025-01-01', '2025-12-31')]))
  const store = openStore(service.dynamo.client, () => 'settlement')
  const policy = readPolicy('shared/policy/anhui')
  const effectsOver = (over: Store) => {
    const table = { store: over, meter: () => {} }
    return assembleEffects({
      journal: memoryJournal(),
      table,
      referenceTable: table,
      supervisionTable: table,
      policy: () => policy,
      now: Date.now,
    })
  }

  return {
    service,
    effects: effectsOver(store),
    send: async (infno: string, msgid: string, input: object, token: Token = tokens.hospital) => {
      const body = { infno, msgid, infver: 'V1.0', fixmedins_code: hospital, input }
      const answer = await service.call(token, 'POST', '/national', { key: msgid, body })
      return timeless(answer.body) as unknown as NationalAnswer
    },
    /** Sends a message to a function that is killed right after its write took hold: its answer is lost. */
    sendInVain: async (infno: string, msgid: string, input: object): Promise<void> => {
      const transaction = transactionOf(infno)
      if (!transaction) throw new Error(`no transaction ${infno}`)
      const killed: Store = {
        ...store,
        write: async (writes) => {
          await store.write(writes)
          throw new Error('killed')
        },
      }
      const said = {
        infno,
        msgid,
        institution: hospital,
        input: transaction.input.parse(ungrouped({ ...input })) as never,
        today: '2025-12-31',
        asker: {
          ...{ subject: 'tester', scope: 'institution' as const, division: '340100', institution: hospital },
          ...{ operation: 'POST /v1/settlement/national', at: '2025-12-31T08:00:00.000Z' },
        },
        behind: ['tester'],
        mayReverse: () => true,
        effects: effectsOver(killed),
      }
      const outcome: Decision<Output> | string = await transaction
        .perform(said)
        .catch((error: Error) => error.message)
      if (outcome !== 'killed') throw new Error(`the function was not killed: ${JSON.stringify(outcome)}`)
    },
    /** What was counted of a person, for telling whether something had an effect. */
    yearOf: async (personId: string) =>
      (await service.call(tokens.province, 'GET', `/persons/${personId}/years/2025`)).body,
  }
}

export type Counter = Awaited<ReturnType<typeof openCounter>>

/** Registers, charges and discharges the worked stay of a person; answers the visit's id. */
export const treat = async (counter: Counter, personId: string, name: string): Promise<string> => {
  const admitted = await counter.send('2401', `${name}-admit`, {
    mdtrtinfo: { psn_no: personId, begntime: '2025-03-01 08:15:00', med_type: '21' },
  })
  const visit = { mdtrt_id: admitted.output.result?.mdtrt_id ?? '', psn_no: personId }
  await counter.send('2301', `${name}-fees`, { feedetail: stayFees.map((line) => ({ ...visit, ...line })) })
  await counter.send('2402', `${name}-leave`, {
    dscginfo: { ...visit, endtime: '2025-03-31 23:30:00' },
    diseinfo: [{ diag_code: 'K29', maindiag_flag: '1' }],
  })
  return visit.mdtrt_id
}
