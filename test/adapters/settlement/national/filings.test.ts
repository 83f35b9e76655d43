import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isContracted } from '../../../../services/settlement/insured-year/rules/registrations.ts'
import { tokens, violationsIn } from '../service.ts'
import type { Counter } from './counter.ts'
import { hospital, openCounter } from './counter.ts'

let counter: Counter
beforeAll(async () => {
  counter = await openCounter(6)
})
afterAll(async () => {
  expect(await violationsIn(counter.service)).toEqual([])
  await counter.service.stop()
})

const checker = { ...tokens.hefei, sub: 'li.na' }
const refer = (psn_no: string, msgid: string, more: object = {}) =>
  counter.send('2501', msgid, {
    refmedin: {
      ...{ psn_no, mdtrtarea_admdvs: '310000', refl_rea: '本地无法确诊', begndate: '2025-03-01' },
      ...more,
    },
  })
const chronic = (psn_no: string, msgid: string, more: object = {}) =>
  counter.send('2503', msgid, {
    data: { psn_no, opsp_dise_code: 'M01600', diag_dr_name: '王医生', begndate: '2025-03-01', ...more },
  })
const numberOf = ({ output }: Awaited<ReturnType<typeof refer>>) => String(output.result?.trt_dcla_detl_sn)
const withdraw = (infno: string, psn_no: string, msgid: string, trt_dcla_detl_sn: string) =>
  counter.send(infno, msgid, { data: { psn_no, trt_dcla_detl_sn, memo: '填错' } })
const approve = (personId: string, proposalId: string) =>
  counter.service.call(
    checker,
    'POST',
    `/persons/${personId}/registration-proposals/${proposalId}/approval`,
    { key: `ok-${proposalId}` },
  )
const seen = async (personId: string) =>
  (await counter.service.call(tokens.hefei, 'GET', `/persons/${personId}/registrations`)).body

describe('what a hospital files of a person', () => {
  it('is not approved by whom its token was of, whatever operator it names', async () => {
    const filing = await counter.service.call({ ...tokens.hospital, sub: 'li.si' }, 'POST', '/national', {
      key: 'F0',
      body: {
        ...{ infno: '2503', msgid: 'F0', infver: 'V1.0', fixmedins_code: hospital, opter: 'desk7' },
        input: {
          data: {
            ...{ psn_no: 'P1', opsp_dise_code: 'M00500', diag_dr_name: '王医生' },
            begndate: '2025-03-01',
          },
        },
      },
    })
    const { proposal } = await seen('P1')
    const { proposalId, proposed } = proposal as { proposalId: string; proposed: { by: string } }
    expect([filing.body.infcode, proposed.by]).toEqual([0, `${hospital}/desk7`])
    const path = `/persons/P1/registration-proposals/${proposalId}/approval`
    const own = await counter.service.call({ ...tokens.hefei, sub: ' Li.Si' }, 'POST', path, { key: 'own' })
    expect(own.body.code).toBe('registration.proposer-is-approver')
    expect((await seen('P1')).diseases).toEqual([])
    expect(await withdraw('2504', 'P1', 'F0-back', proposalId)).toMatchObject({ infcode: 0 })
  })

  it('is a referral that counts for nothing until an officer approved it', async () => {
    const filed = await refer('P1', 'F1')
    expect(filed).toMatchObject({ infcode: 0 })
    expect(await refer('P1', 'F1')).toEqual(filed)
    expect(await seen('P1')).toMatchObject({
      filings: [],
      proposal: {
        ...{ proposalId: numberOf(filed), institution: hospital, why: '转院备案：本地无法确诊' },
        filings: [{ kind: 'referral', where: '310000', from: '2025-03-01' }],
      },
    })
    expect((await approve('P1', numberOf(filed))).body).toMatchObject({
      filings: [{ kind: 'referral', where: '310000', from: '2025-03-01' }],
    })
    expect(await refer('P1', 'F1-again')).toMatchObject({ infcode: -1, code: 'registration.as-it-is' })
  })

  it('is a chronic disease beside all that is registered', async () => {
    await approve('P2', numberOf(await refer('P2', 'F2', { reflin_medins_no: 'H31010000001' })))
    const filed = await chronic('P2', 'F3', { enddate: '2025-12-31' })
    await approve('P2', numberOf(filed))
    expect(await seen('P2')).toMatchObject({
      diseases: [{ code: 'M01600', from: '2025-03-01', to: '2025-12-31' }],
      filings: [{ where: 'H31010000001' }],
    })
  })

  it('waits one at a time, and is taken back by the same hospital while it waits', async () => {
    const filed = await chronic('P3', 'F4')
    expect(await refer('P3', 'F5')).toMatchObject({ code: 'registration.proposal-waits' })
    expect(await withdraw('2504', 'P3', 'F6', numberOf(filed))).toMatchObject({ infcode: 0 })
    expect(await withdraw('2504', 'P3', 'F6', numberOf(filed))).toMatchObject({ infcode: 0 })
    expect(await seen('P3')).toMatchObject({ diseases: [], rejected: [{ rejected: { reason: '填错' } }] })
    expect(await seen('P3')).not.toHaveProperty('proposal')
    const again = await chronic('P3', 'F7')
    await approve('P3', numberOf(again))
    expect(await withdraw('2504', 'P3', 'F8', numberOf(again))).toMatchObject({
      ...{ infcode: -1, code: 'registration.approved', field: 'input.trt_dcla_detl_sn' },
    })
  })

  it('is a contract with itself, which the plan may ask for, and which it may ask for again', async () => {
    const contracted = (msgid: string, more: object = {}) =>
      counter.send('2505', msgid, {
        data: { psn_no: 'P5', fixmedins_code: hospital, begndate: '2025-03-01', enddate: '', ...more },
      })
    const own = async () => (await counter.send('5302', 'Q1', { data: { psn_no: 'P5' } })).output.psnfixmedin
    const other = await contracted('C0', { fixmedins_code: 'H34010000002' })
    expect(other).toMatchObject({
      ...{ infcode: -1, code: 'institution.unknown', field: 'fixmedins_code' },
    })
    const filed = await contracted('C1', { memo: '家庭医生签约' })
    expect(await contracted('C1', { memo: '家庭医生签约' })).toEqual(filed)
    expect(await own()).toEqual([])
    expect(await withdraw('2506', 'P5', 'C2', numberOf(filed))).toMatchObject({ infcode: 0 })
    const again = await contracted('C3')
    await approve('P5', numberOf(again))
    expect(await seen('P5')).toMatchObject({ contracts: [{ institution: hospital, from: '2025-03-01' }] })
    expect(await own()).toMatchObject([{ fixmedins_code: hospital, begndate: '2025-03-01', enddate: '' }])
    expect(await contracted('C4')).toMatchObject({ infcode: -1, code: 'registration.as-it-is' })
    expect(await withdraw('2506', 'P5', 'C5', numberOf(again))).toMatchObject({
      code: 'registration.approved',
    })
    const year = await counter.effects.claims.findYear({ personId: 'P5', year: 2025 })
    expect(year && isContracted(year.state.registered, hospital, '2025-06-01')).toBe(true)
  })

  it('is a referral that whoever treats the person may ask for, once it is approved', async () => {
    const asked = async () => (await counter.send('5304', 'Q2', { data: { psn_no: 'P6' } })).output.refmedin
    const filed = await refer('P6', 'R1', { begndate: '2025-04-01', enddate: '2025-05-31' })
    expect(await asked()).toEqual([])
    await approve('P6', numberOf(filed))
    expect(await asked()).toMatchObject([
      { mdtrtarea_admdvs: '310000', reflin_medins_no: '', begndate: '2025-04-01', enddate: '2025-05-31' },
    ])
  })

  it('is to another hospital as if nobody had filed it', async () => {
    const filed = await refer('P4', 'F9')
    const taking = (trt_dcla_detl_sn: string) =>
      counter.service.call(tokens.otherHospital, 'POST', '/national', {
        key: 'F10',
        body: {
          ...{ infno: '2502', msgid: 'F10', infver: 'V1.0' },
          fixmedins_code: tokens.otherHospital.institution,
          input: { data: { psn_no: 'P4', trt_dcla_detl_sn, memo: '试' } },
        },
      })
    const [others, nobodys] = [await taking(numberOf(filed)), await taking('RP-0000')]
    expect(others.body).toMatchObject({ infcode: -1, code: 'registration.proposal-unknown' })
    expect(nobodys.body).toMatchObject({ infcode: -1, code: 'registration.proposal-unknown' })
    expect(await seen('P4')).toHaveProperty('proposal')
  })

  it('is refused for whom nobody insures, without a place, and with an end before its beginning', async () => {
    expect(await refer('nobody', 'F11')).toMatchObject({ infcode: -1, code: 'person.unknown' })
    const nowhere = await refer('P5', 'F12', { mdtrtarea_admdvs: undefined })
    expect(nowhere).toMatchObject({ code: 'filing.nowhere', field: 'input.mdtrtarea_admdvs' })
    expect(await refer('P5', 'F13', { enddate: '2025-02-01' })).toMatchObject({
      ...{ code: 'claim.bad-date', field: 'input.enddate' },
    })
  })
})
