import * as z from 'zod'
import { chinaTime } from '#shared/calendar/clock.ts'
import { accept } from '#shared/kernel/decision.ts'
import { maskPersonalData } from '#shared/kernel/personal-data.ts'
import { signIn, signOut } from '../../sign-in/sign-in.ts'
import { fields } from '../fields.ts'
import type { Transaction } from '../transaction.ts'
import { defineTransaction } from '../transaction.ts'

const timeOf = (at: string): string => chinaTime(new Date(at))

const begins = defineTransaction({
  infno: '9001',
  name: '签到',
  does: 'Signs an operator in at a machine, until they sign out or the day ends. Later messages carry the `sign_no`, or leave it blank: it tells at which machine something was done, and permits nothing.',
  sentBy: 'institution',
  input: z.looseObject({
    opter_no: fields.opter_no,
    mac: fields.mac.optional(),
    ip: fields.ip.optional(),
  }),
  answers: '`signinoutb` with `sign_no` and `sign_time`',
  perform: async ({ msgid, institution, input: { opter_no: operator, mac, ip }, by, effects }) => {
    const desk = {
      operator: maskPersonalData(operator),
      ...(mac === undefined ? {} : { mac }),
      ...(ip === undefined ? {} : { ip }),
      ...(by === undefined ? {} : { by }),
    }
    const begun = await signIn({ msgid, institution }, desk, effects)
    if (begun.status === 'refused') return begun
    const { signNo: sign_no, signedInAt } = begun.value
    return accept({ signinoutb: { sign_no, sign_time: timeOf(signedInAt) } })
  },
})

const ends = defineTransaction({
  infno: '9002',
  name: '签退',
  does: 'Signs the operator of a `sign_no` out.',
  sentBy: 'institution',
  input: z.looseObject({ sign_no: fields.sign_no, opter_no: fields.opter_no.optional() }),
  answers: '`signoutoutb` with `sign_time`',
  perform: async ({ institution, input: { sign_no: signNo }, effects }) => {
    const ended = await signOut({ institution, signNo }, effects)
    return ended.status === 'refused'
      ? ended
      : accept({ signoutoutb: { sign_time: timeOf(ended.value.signedOutAt) } })
  },
})

/** Operators who sit down at a desk, and leave it. */
export const signInTransactions: readonly Transaction[] = [begins, ends]
