import type { Platform } from './platform.ts'
import { chinaTime } from './platform.ts'

/** A patient as the desk knows them: by the ID card that lies before it. */
export type Patient = { readonly idNumber: string; readonly name: string; readonly insutype: string }

/** The same to the fund: `psn_no` is what 1101 answered, and all later calls name. */
type Insured = { readonly psn_no: string; readonly insutype: string }

/** A charge as it comes from a database column: four decimals, whatever they are. */
export type Charge = { readonly code: string; readonly count: number; readonly price: number }

export type SettledCharge = {
  readonly setl_id: string
  readonly psn_name: string
  readonly certno: string
  readonly insutype: string
  readonly clr_type: string
  readonly medfee_sumamt: string
  readonly fund_pay_sumamt: string
  readonly acct_pay: string
}

const column = (figure: number): string => figure.toFixed(4)
const amountOf = ({ count, price }: Charge): number => Math.round(count * price * 100) / 100
const totalOf = (charges: readonly Charge[]): string =>
  column(charges.reduce((total, charge) => total + amountOf(charge), 0))

/** Fields that a hospital's system has columns for and mostly no value. */
const blanks = {
  ...{ mdtrt_cert_type: '02', mdtrt_cert_no: '', card_sn: '', psn_cert_type: '', certno: '', psn_name: '' },
  ...{ dise_codg: '', dise_name: '', matn_type: '', birctrl_type: '', geso_val: null, oprn_oprt_code: '' },
  ...{ refl_old_mdtrt_id: null, setl_time: '', exp_content: '  ' },
}

const feeLines = (charges: readonly Charge[], visit: object, day: string) =>
  charges.map((charge, index) => ({
    ...visit,
    ...{ feedetl_sn: index + 1, fee_ocur_time: `${day} 10:00:00`, med_list_codg: charge.code },
    ...{ det_item_fee_sumamt: column(amountOf(charge)), cnt: column(charge.count), pric: charge.price },
    ...{ prd_days: null, chrg_bchno: 'B1', rxno: '', rx_circ_flag: '', medc_way_codg: '', sin_dos_dscr: '' },
  }))

const diagnosis = (code: string) => [
  { diag_type: '1', diag_srt_no: 1, diag_code: code, diag_name: '', maindiag_flag: '1', diag_dept: '' },
]

/** What this client reads of the platform's answers. */
type Person = { readonly baseinfo: { readonly psn_no: string } }
type BenefitCheck = {
  readonly trtinfo: readonly { readonly trt_enjymnt_flag: string; readonly trt_chk_rslt: string }[]
}
type Registration = { readonly data: { readonly mdtrt_id: string } }
type Admission = { readonly result: { readonly mdtrt_id: string } }
type Settlement = { readonly setlinfo: SettledCharge }
type Statement = { readonly stmtinfo: { readonly stmt_rslt: string } }

/** Who the patient is to the fund by their ID card, and that they may claim today. */
export const admit = async (platform: Platform, { idNumber, name, insutype }: Patient): Promise<Insured> => {
  const begntime = chinaTime()
  const card = { mdtrt_cert_type: '02', mdtrt_cert_no: idNumber, card_sn: '' }
  const { baseinfo } = await platform.call<Person>('1101', {
    data: { ...card, psn_cert_type: '01', certno: idNumber, psn_name: name, psn_no: '', begntime },
  })
  const { psn_no } = baseinfo
  const {
    trtinfo: [checked],
  } = await platform.call<BenefitCheck>('2001', { data: { ...blanks, psn_no, insutype, begntime } })
  if (checked?.trt_enjymnt_flag !== '1') throw new Error(checked?.trt_chk_rslt ?? '2001: no answer')
  return { psn_no, insutype }
}

type Outpatient = {
  readonly patient: Patient
  readonly charges: readonly Charge[]
  readonly medType: string
  readonly diagnosis: string
  readonly disease?: string
  /** Some systems describe, preview and settle by 2203A, 2206A and 2207A. */
  readonly variant?: '' | 'A'
}

/** An outpatient visit: registered, described, charged, previewed, settled. A chronic one names its disease. */
export const outpatientVisit = async (platform: Platform, visit: Outpatient): Promise<SettledCharge> => {
  const { patient, charges, medType, disease = '', variant = '' } = visit
  const day = chinaTime().slice(0, 10)
  const insured = await admit(platform, patient)
  const common = { ...blanks, ...insured, med_type: medType }
  const registered = await platform.call<Registration>('2201', {
    data: { ...common, begntime: chinaTime(), dise_codg: disease, ipt_otp_no: '', dept_code: '' },
  })
  const ids = { mdtrt_id: registered.data.mdtrt_id, psn_no: insured.psn_no }
  await platform.call(`2203${variant}`, {
    mdtrtinfo: { ...common, ...ids, begntime: chinaTime(), dise_codg: disease },
    diseinfo: diagnosis(visit.diagnosis),
  })
  await platform.call('2204', { feedetail: feeLines(charges, ids, day) })
  const charge = {
    ...{ ...common, ...ids, dise_codg: disease, medfee_sumamt: totalOf(charges) },
    ...{ chrg_bchno: 'B1', acct_used_flag: '0', invono: '', fulamt_ownpay_amt: null },
  }
  await platform.call(`2206${variant}`, { data: charge })
  return (await platform.call<Settlement>(`2207${variant}`, { data: charge })).setlinfo
}

/** A purchase at a pharmacy: one message brings its lines, first to see what it comes to, then to settle it. */
export const pharmacyPurchase = async (
  platform: Platform,
  { patient, charges }: Pick<Outpatient, 'patient' | 'charges'>,
): Promise<SettledCharge> => {
  const day = chinaTime().slice(0, 10)
  const insured = await admit(platform, patient)
  const purchase = {
    druginfo: {
      ...{ ...blanks, ...insured, med_type: '41', begntime: chinaTime(), acct_used_flag: '0' },
      ...{ medfee_sumamt: totalOf(charges), invono: '' },
    },
    drugdetail: feeLines(charges, {}, day),
  }
  await platform.call('2101', purchase)
  return (await platform.call<Settlement>('2102', purchase)).setlinfo
}

/** A stay: admitted, charged, discharged, previewed, settled. */
export const inpatientStay = async (
  platform: Platform,
  {
    patient,
    charges,
    diagnosis: code,
    from,
    to,
  }: Omit<Outpatient, 'medType'> & {
    readonly from: string
    readonly to: string
  },
): Promise<SettledCharge> => {
  const insured = await admit(platform, patient)
  const common = { ...blanks, ...insured, med_type: '21' }
  const admitted = await platform.call<Admission>('2401', {
    mdtrtinfo: { ...common, begntime: `${from} 08:15:00`, ipt_no: '', atddr_no: '' },
    diseinfo: diagnosis(code),
  })
  const ids = { mdtrt_id: admitted.result.mdtrt_id, psn_no: insured.psn_no }
  const lines = feeLines(charges, ids, from).map(({ chrg_bchno: _, ...line }) => ({
    ...line,
    chrg_bchno: '',
  }))
  await platform.call('2301', { feedetail: lines })
  await platform.call('2402', {
    dscginfo: { ...common, ...ids, endtime: `${to} 10:30:00`, dscg_way: '1', die_date: '' },
    diseinfo: diagnosis(code),
  })
  const settlement = {
    ...{ ...common, ...ids, medfee_sumamt: totalOf(charges), mid_setl_flag: '', invono: '' },
    ...{ acct_used_flag: '0', dscgTime: '', chrg_bchno: '' },
  }
  await platform.call('2303', { data: settlement })
  return (await platform.call<Settlement>('2304', { data: settlement })).setlinfo
}

const yuan = (settled: readonly SettledCharge[], field: keyof SettledCharge): string =>
  (settled.reduce((total, each) => total + Math.round(Number(each[field]) * 100), 0) / 100).toFixed(4)

/**
 * Reconciles the day: totals for each scheme and kind of clearing, then every settlement. The platform's lists follow its
 * settlements by seconds, so a total that differs is asked for again before anyone is called.
 */
export const reconcile = async (
  platform: Platform,
  settled: readonly SettledCharge[],
  wait = 2000,
): Promise<void> => {
  const day = chinaTime().slice(0, 10)
  const days = { stmt_begndate: day, stmt_enddate: day }
  const groups = Map.groupBy(settled, ({ insutype, clr_type }) => `${insutype} ${clr_type}`)
  for (const [name, own] of groups) {
    const [insutype, clr_type] = name.split(' ')
    const said = {
      ...{ ...days, insutype, clr_type, setl_optins: '', fixmedins_setl_cnt: own.length },
      ...{ medfee_sumamt: yuan(own, 'medfee_sumamt'), fund_pay_sumamt: yuan(own, 'fund_pay_sumamt') },
      acct_pay: yuan(own, 'acct_pay'),
    }
    for (let attempt = 1; ; attempt += 1) {
      const { stmtinfo } = await platform.call<Statement>('3201', { data: said })
      if (stmtinfo.stmt_rslt === '0') break
      if (attempt === 10) throw new Error(`3201 ${name}: ${JSON.stringify(stmtinfo)}`)
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
  const detail = settled.map(({ setl_id, medfee_sumamt, fund_pay_sumamt, acct_pay }) => ({
    ...{ setl_id, medfee_sumamt, fund_pay_sumamt, acct_pay, refd_setl_flag: '0', msgid: '' },
  }))
  const { stmtinfo } = await platform.call<Statement>('3202', { data: days, detail })
  if (stmtinfo.stmt_rslt !== '0') throw new Error(`3202: ${JSON.stringify(stmtinfo)}`)
}

type Filed = { readonly result: { readonly trt_dcla_detl_sn: string } }

/** Refers a patient to a place elsewhere; it holds once the office of their city approved it. Answers the filing's number. */
export const refer = async (
  platform: Platform,
  patient: Patient,
  to: { readonly institution: string; readonly area: string; readonly reason: string },
): Promise<string> => {
  const { psn_no, insutype } = await admit(platform, patient)
  const day = chinaTime().slice(0, 10)
  const { result } = await platform.call<Filed>('2501', {
    refmedin: {
      ...{ psn_no, insutype, tel: '', addr: '', diag_code: '', diag_name: '', dise_cond_dscr: '' },
      ...{ reflin_medins_no: to.institution, reflin_medins_name: '', mdtrtarea_admdvs: to.area },
      ...{ hosp_agre_refl_flag: '1', refl_date: day, refl_rea: to.reason, begndate: day, enddate: '' },
    },
  })
  return result.trt_dcla_detl_sn
}

/** Takes a filing back that still waits. */
export const takeReferralBack = async (
  platform: Platform,
  patient: Patient,
  filing: { readonly number: string; readonly reason: string },
): Promise<void> => {
  const { psn_no } = await admit(platform, patient)
  await platform.call<Filed>('2502', {
    data: { psn_no, trt_dcla_detl_sn: filing.number, memo: filing.reason },
  })
}

/** Files that a patient contracted with this institution (签约); it holds once the office of their city approved it. */
export const contract = async (platform: Platform, patient: Patient, agreed: string): Promise<string> => {
  const { psn_no, insutype } = await admit(platform, patient)
  const { result } = await platform.call<Filed>('2505', {
    data: {
      ...{ psn_no, insutype, tel: '', addr: '', biz_appy_type: '03', fix_srt_no: '1' },
      ...{ begndate: chinaTime().slice(0, 10), enddate: '', memo: agreed },
    },
  })
  return result.trt_dcla_detl_sn
}
