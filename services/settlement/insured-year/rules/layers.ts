/** Who pays a claim, as other services tell payers apart. */
export const payers = ['basic', 'seriousIllness', 'medicalAid', 'supplement', 'account', 'cash'] as const
export type Payer = (typeof payers)[number]

/** The amounts of a settlement that the national interface has for layers above the basic pool, in its order. */
export const nationalLayerFields = ['cvlserv_pay', 'hifes_pay', 'hifmi_pay', 'hifob_pay', 'maf_pay'] as const

type Layer = {
  /** What plans call it: `settlement.<scheme>.<key>`. */
  readonly key: string
  /** The amount of a claim that it pays, which its step is named after too. */
  readonly pays: string
  /** What the year counts: the cost that it judges by, and what it paid. */
  readonly base: string
  readonly paid: string
  readonly payer: Exclude<Payer, 'basic' | 'account' | 'cash'>
  readonly zh: string
  readonly en: string
  readonly national: {
    readonly field: (typeof nationalLayerFields)[number]
    /** The fund in `setldetail`: its `fund_pay_type`, its name, and its place among the rows. */
    readonly fund: string
    readonly name: string
    readonly place: number
  }
}

/** The layers whose figures stand in the middle of recorded amounts and accumulators. */
export const firstLayers = [
  {
    key: 'serious_illness',
    pays: 'seriousIllness',
    base: 'seriousIllnessBase',
    paid: 'seriousIllnessPaid',
    payer: 'seriousIllness',
    zh: '大病保险',
    en: 'serious-illness insurance',
    national: { field: 'hifmi_pay', fund: '390200', name: '大病保险资金', place: 1 },
  },
  {
    key: 'large_sum',
    pays: 'largeSum',
    base: 'largeSumBase',
    paid: 'largeSumPaid',
    payer: 'supplement',
    zh: '大额医疗补助',
    en: 'large-sum supplement',
    national: { field: 'hifob_pay', fund: '330100', name: '职工大额医疗费用补助', place: 2 },
  },
  {
    key: 'medical_aid',
    pays: 'medicalAid',
    base: 'medicalAidBase',
    paid: 'medicalAidPaid',
    payer: 'medicalAid',
    zh: '医疗救助',
    en: 'medical aid',
    national: { field: 'maf_pay', fund: '610100', name: '医疗救助基金', place: 4 },
  },
  {
    key: 'tilted_aid',
    pays: 'tiltedAid',
    base: 'tiltedAidBase',
    paid: 'tiltedAidPaid',
    payer: 'medicalAid',
    zh: '倾斜救助',
    en: 'tilted aid',
    national: { field: 'maf_pay', fund: '610100', name: '医疗救助基金（倾斜救助）', place: 5 },
  },
  {
    key: 'civil_servant',
    pays: 'civilServant',
    base: 'civilServantBase',
    paid: 'civilServantPaid',
    payer: 'supplement',
    zh: '公务员医疗补助',
    en: 'civil-servant supplement',
    national: { field: 'cvlserv_pay', fund: '320100', name: '公务员医疗补助', place: 3 },
  },
] as const satisfies readonly Layer[]

/** Layers added since. Their figures come last, because recorded figures are read by position; each goes to the end. */
export const addedLayers = [] as const satisfies readonly Layer[]

/** The layers of benefit above the basic pool. A new layer is one more row of `addedLayers`. */
export const laterLayers = [...firstLayers, ...addedLayers] as const
export type LaterRow = (typeof laterLayers)[number]
export type LaterLayerKey = LaterRow['key']
/** The amount that a layer above the basic pool pays. */
export type LayerPayment = LaterRow['pays']
export type LayerFigure = LaterRow['base' | 'paid']

/** The kinds of care for which the basic pool may have rules of its own, with what the year counts of each. */
const poolRows = [
  {
    key: 'inpatient',
    inScope: 'inpatientInScope',
    deductible: 'inpatientDeductible',
    paid: 'inpatientPaid',
  },
  {
    key: 'outpatient',
    inScope: 'outpatientInScope',
    deductible: 'outpatientDeductible',
    paid: 'outpatientPaid',
  },
  { key: 'chronic', inScope: 'chronicInScope', deductible: 'chronicDeductible', paid: 'chronicPaid' },
  {
    key: 'two_diseases',
    inScope: 'twoDiseasesInScope',
    deductible: 'twoDiseasesDeductible',
    paid: 'twoDiseasesPaid',
  },
] as const
type PoolRow = (typeof poolRows)[number]
export type PoolKey = PoolRow['key']
export type LayerKey = PoolKey | LaterLayerKey

const byKey = <Key extends string, Row extends { readonly key: Key }>(rows: readonly Row[]) =>
  Object.fromEntries(rows.map((row) => [row.key, row])) as { readonly [Name in Row['key']]: Row }

/** Under which names the basic pool's yearly figures are kept, by kind of care. */
export const poolNames = byKey<PoolKey, PoolRow>(poolRows)
/** Under which names a later layer's payment and its yearly figures are kept. */
export const laterNames = byKey<LaterLayerKey, LaterRow>(laterLayers)

export const poolKeys = poolRows.map(({ key }) => key)
export const laterLayerKeys = laterLayers.map(({ key }) => key)
/** The layers whose payments a ceiling may count, by the names plans use. */
export const layerKeys: readonly LayerKey[] = [...poolKeys, ...laterLayerKeys]
/** The amounts that layers pay. */
export const paymentsOf = (layers: readonly LaterRow[]): readonly LayerPayment[] =>
  layers.map(({ pays }) => pays)
/** What the year counts of layers. */
export const figuresOf = (layers: readonly LaterRow[]): readonly LayerFigure[] =>
  layers.flatMap(({ base, paid }) => [base, paid])
/** The amounts that all layers above the basic pool pay. */
export const layerPayments = paymentsOf(laterLayers)

const layerNames: Readonly<Record<LayerKey, { readonly paid: PoolRow['paid'] | LaterRow['paid'] }>> = {
  ...poolNames,
  ...laterNames,
}

/** Under which name the year counts what a layer paid. */
export const paidName = (key: LayerKey): PoolRow['paid'] | LaterRow['paid'] => layerNames[key].paid
